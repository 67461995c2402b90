// The HTML part of a mail whose template is plain text.

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Makes text harmless within HTML. */
const escapeHtml = (text) => text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char)

// Quotes and brackets that stand around an address in running text are none of it (RFC 3986, appendix C).
const ADDRESS = /\bhttps?:\/\/[^\s<>"'„“”«»‚‘’]+/gi
const TRAILING = new Set('.,;:!?*_~')

/** Where an address in running text ends: before the sentence's own marks, and a bracket that it has not opened. */
function endOf(address) {
  let open = 0
  for (const char of address) open += char === '(' ? 1 : char === ')' ? -1 : 0
  let end = address.length
  for (;;) {
    const last = address[end - 1]
    if (last === undefined || !(TRAILING.has(last) || (last === ')' && open < 0))) return end
    if (last === ')') open += 1
    end -= 1
  }
}

function link(address) {
  const end = endOf(address)
  const shown = escapeHtml(address.slice(0, end))
  return `<a href="${shown}">${shown}</a>${escapeHtml(address.slice(end))}`
}

function linked(text) {
  let html = ''
  let from = 0
  for (const found of text.matchAll(ADDRESS)) {
    html += escapeHtml(text.slice(from, found.index)) + link(found[0])
    from = found.index + found[0].length
  }
  return html + escapeHtml(text.slice(from))
}

/** A plain HTML part of a text: its paragraphs, with links that can be followed. */
export function htmlOfText(text) {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${linked(paragraph).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n')
}
