type Decoder = InstanceType<typeof TextDecoder>

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Bytes as text: UTF-8 (RFC 3629) without its byte order mark; null when they are none. Nothing becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  return decodeWith(utf8, bytes)
}

export type Decoded =
  | { readonly outcome: 'text'; readonly text: string }
  /** The bytes are not what the charset says. */
  | { readonly outcome: 'invalid' }
  | { readonly outcome: 'charset_unknown' }

/**
 * Decodes bytes of any charset of the WHATWG Encoding Standard. A byte order mark is believed before the label, as that
 * standard has it; without a label it is UTF-8.
 */
export function decodeText(bytes: Uint8Array, label: string | null): Decoded {
  const decoder = decoderOf(charsetOfMark(bytes) ?? label)
  if (decoder === null) return { outcome: 'charset_unknown' }
  const text = decodeWith(decoder, bytes)
  if (text === null) return { outcome: 'invalid' }
  return { outcome: 'text', text: decoder.encoding === 'windows-1252' ? withWindowsSigns(text) : text }
}

/** The charset that a Content-Type names (RFC 9110 §8.3); null when it names none. */
export function charsetOf(contentType: string | undefined): string | null {
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType ?? '')
  const label = (match?.[1] ?? match?.[2] ?? '').trim().replace(/^'(.*)'$/, '$1')
  return label === '' ? null : label.toLowerCase()
}

/** Whether a charset is UTF-8 or a part of it. */
export const isUtf8Label = (label: string | null): boolean =>
  label === null || /^(?:utf-?8|unicode-1-1-utf-8|us-ascii|ascii)$/.test(label)

function decodeWith(decoder: Decoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function charsetOfMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : null
}

const decoders = new Map<string, Decoder>([['utf-8', utf8]])

function decoderOf(label: string | null): Decoder | null {
  const known = decoders.get(label ?? 'utf-8')
  if (known !== undefined) return known
  try {
    const decoder = new TextDecoder(label ?? 'utf-8', { fatal: true })
    // Keyed by its own name, of which there are some forty: a sender cannot fill the memory with spellings.
    decoders.set(decoder.encoding, decoder)
    return decoder
  } catch {
    return null
  }
}

// The index windows-1252 of the Encoding Standard from 0x80 on; this runtime answers the control characters of ISO 8859-1.
const WINDOWS_SIGNS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function withWindowsSigns(text: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly these are looked for
  return text.replace(/[\x80-\x9f]/g, (sign) => WINDOWS_SIGNS.charAt(sign.charCodeAt(0) - 0x80))
}

/**
 * Whether everything that a URL escapes by percent signs (RFC 3986 §2.1) is UTF-8, and nothing else stands there
 * beyond ASCII.
 */
export function isUtf8Url(url: string): boolean {
  // oxlint-disable-next-line no-control-regex -- ASCII is exactly this
  if (/[^\x00-\x7f]/.test(url)) return false
  if (!/%[89a-f]/i.test(url)) return true
  return (url.match(/(?:%[0-9a-f]{2})+/gi) ?? []).every(isUtf8Escaped)
}

function isUtf8Escaped(escaped: string): boolean {
  try {
    return decodeURIComponent(escaped) !== ''
  } catch {
    return false
  }
}
