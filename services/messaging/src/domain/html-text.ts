const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  euro: '€',
  ndash: '–',
  mdash: '-',
  hellip: '…',
  copy: '©',
  bdquo: '„',
  ldquo: '“',
  rdquo: '”',
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff) ? String.fromCodePoint(code) : whole
  })
}

const BREAKS: Readonly<Record<string, string>> = {
  br: '\n',
  '/div': '\n',
  '/tr': '\n',
  '/li': '\n',
  '/ul': '\n',
  '/ol': '\n',
  '/table': '\n',
  li: '- ',
  '/p': '\n\n',
  '/h1': '\n\n',
  '/h2': '\n\n',
  '/h3': '\n\n',
  '/h4': '\n\n',
  '/blockquote': '\n\n',
  hr: '\n\n',
}
const UNSEEN = new Set(['style', 'script', 'head', 'title'])
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i

interface Reading {
  text: string
  /** The element whose content nobody sees. */
  unseen: string | null
  link: { readonly address: string; readonly from: number } | null
}

/**
 * A readable text of an HTML part: paragraphs, list items, and links with their address behind them. One pass over tags
 * and texts, so that the time grows with the length only, whatever the input.
 */
export function textOfHtml(html: string): string {
  const reading: Reading = { text: '', unseen: null, link: null }
  for (const [token] of html.matchAll(/<!--[^]*?-->|<[^<>]*>|[^<]+|</g)) {
    const tag = /^<(\/?[a-z][a-z0-9]*)/i.exec(token)?.[1]?.toLowerCase()
    if (reading.unseen !== null) {
      if (tag === `/${reading.unseen}`) reading.unseen = null
    } else if (tag !== undefined) readTag(reading, tag, token)
    else if (!token.startsWith('<!')) reading.text += token.replaceAll(/\s+/g, ' ')
  }
  return tidy(decodeEntities(reading.text))
}

function readTag(reading: Reading, tag: string, token: string): void {
  if (UNSEEN.has(tag)) reading.unseen = tag
  else if (tag === 'a') {
    const [, double, single, bare] = HREF.exec(token) ?? []
    reading.link = { address: double ?? single ?? bare ?? '', from: reading.text.length }
  } else if (tag === '/a') endLink(reading)
  else reading.text += BREAKS[tag] ?? ''
}

function endLink(reading: Reading): void {
  if (reading.link === null) return
  const { address, from } = reading.link
  const label = reading.text.slice(from).trim()
  if (label === '') reading.text += address
  else if (address !== '' && address !== label) reading.text += ` (${address})`
  reading.link = null
}

const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
