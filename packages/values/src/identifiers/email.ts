import { hasEndlessMarks, nfc } from '../nfc.js'
import { withoutInvisible, withoutJoiners, withoutWidth } from './invisible.js'

/** The longest mailbox that is read: 64 before the @ and 255 behind it (RFC 5321 §4.5.3.1), and the @. */
export const LONGEST_EMAIL = 320

const LONGEST_RAW = 1_000
const LONGEST_NORMAL = 254
// What is in its one form already, which nearly all are: no further look is needed. The last label begins with a letter
// and is no punycode, so the host is no number and no name that has to be decoded.
const NORMAL = /^[a-z0-9_+][a-z0-9._+-]{0,62}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9]{1,61}$/
const PUNYCODE = /xn--/
const MAILTO = /^mailto:/i
// Not an atom of RFC 5322 that mail programs get wrong: white space, brackets, separators, control characters.
const LOCAL = /^(?!-)[^\s\p{Cc}@<>"(),:;\\[\]]{1,64}$/u
// Nobody's mailbox, but what somebody writes who means all of a host, or all that begin so.
const PATTERN = /^\*|\*$|^[%?]+$/
// The beginning of an encoded word (RFC 2047), which a mail program would decode to something else.
const ENCODED_WORD = '=?'
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/su
// What people write for a host: letters, digits, hyphens and dots, of any script, and the signs that IDNA allows between
// letters. Emoji and underscores are in names that get mail. All else separates addresses, or would become a port, a path
// or credentials in the URL by which a host is read.
const HOST =
  /^[\p{L}\p{M}\p{N}._\-\u00B7\u0375\u05F3\u05F4\u3002\u30FB\p{Join_Control}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Variation_Selector}]+$/u
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
// What stays of a list when one address is copied out of it.
const LIST_END = /\s*[,;]$/
const IN_QUOTES = /^(["'])(.*)\1$/su
// Whatever ends in a number is read as an address of the internet protocol.
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/

/**
 * The one form of an e-mail address; null for what is none. Different spellings of a mailbox meet: upper and lower case,
 * invisible characters, full width, NFD, an IDN host or its punycode (UTS #46), a dot at the end of the host, `mailto:`,
 * quotes that are not needed, a comma or semicolon of the list it was copied from. Tags behind a plus and dots stay: only
 * the host knows what they mean.
 */
export function normaliseEmail(text: string): string | null {
  if (text.length <= LONGEST_NORMAL && NORMAL.test(text) && !PUNYCODE.test(text)) return text
  if (text.length > LONGEST_RAW || !text.isWellFormed()) return null
  const address = unwrap(text)
  if (address === null || hasEndlessMarks(address)) return null
  const at = address.lastIndexOf('@')
  if (at < 1) return null
  const local = readLocal(address.slice(0, at))
  const host = readHost(address.slice(at + 1))
  if (local === null || host === null) return null
  const normal = `${local}@${host}`
  return normal.length > LONGEST_EMAIL ? null : normal
}

/** The mailbox in a `mailto:` URL (RFC 6068), or the text itself, without what nobody sees and what a list left on it. */
function unwrap(text: string): string | null {
  const visible = outOfList(text)
  if (!MAILTO.test(visible)) return visible
  const [mailbox = ''] = visible.slice('mailto:'.length).split('?', 1)
  try {
    return outOfList(decodeURIComponent(mailbox))
  } catch {
    return null
  }
}

function outOfList(text: string): string {
  const visible = withoutInvisible(withoutWidth(text)).trim().replace(LIST_END, '')
  return (IN_QUOTES.exec(visible)?.[2] ?? visible).trim()
}

function readLocal(text: string): string | null {
  // "john..doe"@ is the same mailbox as john..doe@ (RFC 5321 §4.1.2).
  const bare = QUOTED.exec(text)?.[1]?.replaceAll(/\\(.)/gsu, '$1') ?? text
  const local = nfc(nfc(bare).toLowerCase())
  return LOCAL.test(local) && !local.includes(ENCODED_WORD) && !PATTERN.test(local) ? local : null
}

function readHost(text: string): string | null {
  const host = text.normalize('NFKC')
  // A joiner is part of some names; where it cannot be one it is a stray.
  return asciiHost(host) ?? asciiHost(withoutJoiners(host))
}

function asciiHost(host: string): string | null {
  if (!HOST.test(host)) return null
  let ascii: string
  try {
    ascii = new URL(`http://${host}`).hostname.replace(/\.$/, '')
  } catch {
    return null
  }
  const labels = ascii.split('.')
  if (ascii.length > 253 || !labels.every((label) => LABEL.test(label))) return null
  return NUMBER.test(labels.at(-1) ?? '') ? null : ascii
}
