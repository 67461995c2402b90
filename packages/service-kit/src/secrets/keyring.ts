import { z } from 'zod'
import { settingMarks } from '../settings/setting-marks.js'
import { AppError } from '../values/errors.js'
import { openText, sealText } from './cipher.js'

const KEY_BYTES = 32
const ENTRY = /^([\w.-]{1,64}):([A-Za-z0-9+/]{43}=|[A-Za-z0-9_-]{43}=?)$/

/** `SECRETS_KEYS`: the keys that seal secrets at rest. */
export const secretsKeys = z
  .string()
  .refine(isReadable, 'must be a comma list of id:base64, each of 32 bytes and each id once')
  .describe(
    'What seals secrets in the database: comma list of `id:base64` of 32 bytes; the first seals, the others open',
  )
  .register(settingMarks, { secret: 'value' })

function readEntries(text: string): readonly (readonly [id: string, key: Buffer])[] | null {
  const entries = text.split(',').map((part) => ENTRY.exec(part.trim()))
  const keys: (readonly [string, Buffer])[] = []
  for (const entry of entries) {
    if (entry === null) return null
    const key = Buffer.from(entry[2] ?? '', 'base64')
    if (key.length !== KEY_BYTES) return null
    keys.push([entry[1] ?? '', key])
  }
  return new Set(keys.map(([id]) => id)).size === keys.length ? keys : null
}

function isReadable(text: string): boolean {
  return readEntries(text) !== null
}

/** Seals secrets at rest and opens them. What is sealed says with which key: `<key id>.<base64>`. */
export interface Keyring {
  /** The key that seals. */
  readonly currentId: string
  has(keyId: string): boolean
  /** `about` names the row and column, so that a sealed text moved elsewhere does not open. */
  seal(text: string, about: string): string
  /** Throws 503 when the key is missing or another one. */
  open(sealed: string, about: string): string
  /** Whether this was sealed with the key that seals now. */
  isCurrent(sealed: string): boolean
}

/** Opens a keyring from the text of `SECRETS_KEYS`, which was checked as a setting. */
export function openKeyring(text: string): Keyring {
  const entries = readEntries(text)
  const [current] = entries ?? []
  if (entries === null || current === undefined) throw new Error('SECRETS_KEYS was not checked before it was used.')
  const keys = new Map(entries)
  const [currentId, sealingKey] = current
  return {
    currentId,
    has: (keyId) => keys.has(keyId),
    seal: (plain, about) => `${currentId}.${sealText(plain, sealingKey, about)}`,
    open: (sealed, about) => {
      const [keyId, body] = split(sealed)
      const key = keys.get(keyId)
      if (key === undefined) throw unusable(`SECRETS_KEYS lacks the key ${keyId}, with which a secret is sealed.`)
      try {
        return openText(body, key, about)
      } catch (error) {
        throw unusable(`The key ${keyId} of SECRETS_KEYS is not the one with which a secret was sealed.`, error)
      }
    },
    isCurrent: (sealed) => split(sealed)[0] === currentId,
  }
}

// An id may hold dots; base64 does not.
function split(sealed: string): readonly [keyId: string, body: string] {
  const dot = sealed.lastIndexOf('.')
  return [sealed.slice(0, dot), sealed.slice(dot + 1)]
}

const unusable = (detail: string, cause?: unknown): AppError =>
  new AppError('unavailable', 'secrets_key_unusable', detail, { cause })
