const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Plain text as the HTML part of a mail: nothing that somebody wrote is markup. */
export const htmlOf = (text: string): string =>
  `<p>${text
    .replaceAll(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign)
    .split('\n')
    .join('<br>\n')}</p>`
