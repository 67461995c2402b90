// The text part of a mail whose template has none. Its cost grows with the length only, however the HTML is written.
import { decodeHTML } from 'entities'
import { compile } from 'html-to-text'
import { Parser } from 'htmlparser2'

// Both the parser and the writer look through what is open, for each tag that ends: that must be few.
const DEEPEST = 256
const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
   form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary table
   tbody tfoot thead tr ul`.split(/\s+/),
)
const WITH_EMPTY_LINE = new Set([
  'blockquote',
  'dl',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ol',
  'p',
  'pre',
  'table',
  'ul',
])
const UNREAD = new Set(['style', 'script'])
const UNSEEN = [
  'head',
  'title',
  'style',
  'script',
  'template',
  'noscript',
  'object',
  'iframe',
  'svg',
  'math',
  'audio',
  'video',
  'select',
  'textarea',
]

const isElement = (node) => 'name' in node
const hasBlock = (cell) =>
  cell.children.some((child) => isElement(child) && (BLOCKS.has(child.name) || child.name === 'br'))

/** What is remembered while one mail is written: whether a link is open, and how far each list is. */
const writing = { isInLink: false, counts: new WeakMap() }

const formatters = {
  /** Cells of a row stand side by side, unless they hold paragraphs or tables of their own: then it is a layout. */
  cell(element, walk, builder) {
    if (hasBlock(element)) {
      builder.openBlock({ leadingLineBreaks: 1 })
      walk(element.children, builder)
      builder.closeBlock({ trailingLineBreaks: 1 })
      return
    }
    walk(element.children, builder)
    if (element.children.length > 0) builder.addLiteral('   ')
  },
  item(element, walk, builder) {
    const list = element.parent
    const isOrdered = list !== null && list.name === 'ol'
    const count =
      list === null ? 1 : (writing.counts.get(list) ?? Number(/^\d{1,6}$/.exec(list.attribs?.start ?? '')?.[0] ?? 1))
    if (list !== null) writing.counts.set(list, count + 1)
    builder.openBlock({ leadingLineBreaks: 1 })
    builder.addLiteral(isOrdered ? `${count}. ` : '- ')
    walk(element.children, builder)
    builder.closeBlock({ trailingLineBreaks: 1 })
  },
  link(element, walk, builder) {
    if (writing.isInLink) return walk(element.children, builder)
    let label = ''
    writing.isInLink = true
    builder.pushWordTransform((word) => {
      label += word
      return word
    })
    walk(element.children, builder)
    builder.popWordTransform()
    writing.isInLink = false
    const address = addressOf(element.attribs.href ?? '')
    // The word transform gets words without the blanks between them.
    if (address === '' || address.replaceAll(/\s+/g, '') === label) return
    builder.addInline(label === '' ? address : ` (${address})`, { noWordTransform: true })
    const next = element.next
    const touches = next !== null && (isElement(next) ? !BLOCKS.has(next.name) : /^[\p{L}\p{N}]/u.test(next.data ?? ''))
    if (touches) builder.addInline(' ')
  },
  image(element, walk, builder) {
    builder.addInline(element.attribs.alt ?? '')
  },
}

/** What is worth reading of a link's address: nothing of anchors in the mail itself, and of a mail link the address. */
function addressOf(href) {
  const address = href.trim()
  if (address.startsWith('#') || /^javascript:/i.test(address)) return ''
  return address.replace(/^(?:mailto|tel):/i, '')
}

const block = (lines) => ({ format: 'block', options: { leadingLineBreaks: lines, trailingLineBreaks: lines } })

const read = compile({
  wordwrap: false,
  formatters,
  whitespaceCharacters: ' \t\r\n\f\u200b\u200c\u00ad\u034f\ufeff',
  selectors: [
    ...[...BLOCKS].map((selector) => ({ selector, ...block(WITH_EMPTY_LINE.has(selector) ? 2 : 1) })),
    ...UNSEEN.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'hr', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'pre', format: 'pre', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'li', format: 'item' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'image' },
  ],
})

/** Whether a browser would hold more elements open at once than anybody writes by intent. */
function isTooDeep(html) {
  let depth = 0
  let deepest = 0
  const parser = new Parser({
    onopentagname: () => {
      depth += 1
      if (depth > deepest) deepest = depth
      if (depth > DEEPEST) parser.pause()
    },
    onclosetag: () => {
      depth -= 1
    },
  })
  parser.write(html)
  return deepest > DEEPEST
}

/** The name of the tag that begins at this position, with its slash; null where none begins. */
const tagAt = (html, at) =>
  /^<([a-z/!?][^\s<>]{0,24})/i.exec(html.slice(at, at + 26))?.[1]?.toLowerCase() ??
  (/^<[!/?]/.test(html.slice(at, at + 2)) ? '' : null)

/** Where what begins with this tag ends; the end of all, if it is never ended. */
function endOf(html, at, tag) {
  if (UNREAD.has(tag)) {
    const end = new RegExp(`</${tag}`, 'gi')
    end.lastIndex = at
    return end.exec(html)?.index ?? html.length
  }
  const ends = tag.startsWith('!--') ? '-->' : '>'
  const found = html.indexOf(ends, at)
  return found < 0 ? html.length : found + ends.length
}

function breakOf(tag) {
  const name = tag.replace('/', '')
  if (BLOCKS.has(name) || name === 'br') return '\n'
  return name === 'td' || name === 'th' ? ' ' : ''
}

/** The text without a look at what is open: for HTML that never closes anything. */
function flatText(html) {
  let text = ''
  let from = 0
  while (from < html.length) {
    const found = html.indexOf('<', from)
    const at = found < 0 ? html.length : found
    text += html.slice(from, at).replaceAll(/\s+/g, ' ')
    const tag = at < html.length ? tagAt(html, at) : ''
    if (tag === null) text += '<'
    else text += breakOf(tag)
    from = tag === null ? at + 1 : at < html.length ? endOf(html, at, tag) : at
  }
  return decodeHTML(text)
}

const tidy = (text) =>
  text
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

/** A readable text of an HTML part: paragraphs, list items, cells apart, and links with their address behind them. */
export function textOfHtml(html) {
  writing.isInLink = false
  return tidy(isTooDeep(html) ? flatText(html) : read(html))
}
