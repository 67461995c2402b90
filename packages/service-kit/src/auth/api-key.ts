import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { uuidFromHex } from '../values/ids.js'

export type KeyKind = 'secret' | 'publishable'
export type Mode = 'live' | 'test'

const PREFIX = { secret: 'sk', publishable: 'pk' } as const
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SHAPE = /^([ps])k_(live|test)_([0-9a-f]{32})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

function base62(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte; higher values would make some characters likelier.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
  }
  return text
}

function checksum(text: string): string {
  let rest = crc32(text)
  let sum = ''
  for (let i = 0; i < 6; i += 1) {
    sum = `${ALPHABET[rest % 62]}${sum}`
    rest = Math.floor(rest / 62)
  }
  return sum
}

/** Makes a key: `sk_live_<id>_<256 random bits><checksum>`. The checksum lets secret scanners tell a real key from noise. */
export function makeApiKey(
  keyId: string,
  kind: KeyKind,
  mode: Mode,
): { readonly secret: string; readonly hash: string } {
  const body = `${PREFIX[kind]}_${mode}_${keyId.replaceAll('-', '')}_${base62(43)}`
  const secret = `${body}${checksum(body)}`
  return { secret, hash: hashApiKey(secret) }
}

// A plain hash is right for 256 random bits; slow hashes are for passwords that people choose.
export const hashApiKey = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Takes a key apart without a look-up; `null` when it cannot be one of ours. */
export function readApiKey(
  text: string,
): { readonly keyId: string; readonly kind: KeyKind; readonly mode: Mode } | null {
  const match = SHAPE.exec(text)
  if (match === null || checksum(text.slice(0, -6)) !== text.slice(-6)) return null
  return {
    keyId: uuidFromHex(match[3] ?? ''),
    kind: match[1] === 's' ? 'secret' : 'publishable',
    mode: match[2] === 'live' ? 'live' : 'test',
  }
}
