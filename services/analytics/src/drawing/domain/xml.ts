const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that can stand in an element or an attribute; characters that XML 1.0 cannot hold become the replacement character. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
      // oxlint-disable-next-line no-control-regex -- these are the characters that have to go
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  )
}

export type Attributes = Readonly<Record<string, string | number>>

/** An element with everything escaped; `inside` is XML already. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? round(value) : value)}"`)
    .join('')
  return inside.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${inside.join('')}</${name}>`
}

export const round = (value: number): string => String(Math.round(value * 100) / 100)
