// Links of a mail that run as a program: data may bring them, whoever reads the mail would run them.
import { Parser } from 'htmlparser2'

const LINKS = new Set(['href', 'xlink:href', 'action', 'formaction'])
const SOURCES = new Set(['src', 'background', 'poster', 'data'])
// Of the address of a picture only what runs; the picture itself may be in it.
const RUNS = /^(?:javascript|vbscript):/i
const RUNS_OR_BRINGS = /^(?:javascript|vbscript|data):/i
// Nearly every mail has usual addresses only, and is not parsed for this.
const UNUSUAL =
  /(?:href|action|src|background|poster|data)\s*=\s*["']?(?!["']?\s*(?:https?:|mailto:|tel:|sms:|cid:|[#/]))/i

const OPENING = '<!--'

// Browsers pass over these, at the beginning and within (URL Standard, 4.4).
const bare = (address) => address.replaceAll(/[\0-\u0020]+/g, '')

function isHarmful(name, value) {
  if (LINKS.has(name)) return RUNS_OR_BRINGS.test(bare(value))
  return SOURCES.has(name) && RUNS.test(bare(value))
}

/** The HTML with every attribute left out whose address would run as a program; what it stood at is no link any more. */
export const withHarmlessLinks = (html) => (UNUSUAL.test(html) ? clean(html, true) : html)

function clean(html, readsConditions) {
  let kept = ''
  let from = 0
  const put = (text, start, end) => {
    kept += html.slice(from, start) + text
    from = end
  }
  const parser = new Parser({
    onattribute(name, value) {
      if (isHarmful(name.toLowerCase(), value)) put('', parser.startIndex, parser.endIndex)
    },
    // Some programs read what stands in such a comment; in that one there is no other.
    oncomment(text) {
      const start = parser.startIndex + OPENING.length
      if (readsConditions && /^\s*\[if/i.test(text)) put(clean(text, false), start, start + text.length)
    },
  })
  parser.end(html)
  return kept + html.slice(from)
}
