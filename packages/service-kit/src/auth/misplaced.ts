import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../values/errors.js'

// By its form alone: also one that is revoked or mistyped was shown to somebody. Escapes stand for the underscores of a URL.
const SECRET_KEY = /sk(?:_|%5f)(?:live|test)(?:_|%5f)[0-9a-f]{32}(?:_|%5f)/i

/** Whether a text holds a secret key. */
export const holdsSecretKey = (text: string): boolean => SECRET_KEY.test(text)

/** The refusal of a secret key where pages, logs and proxies show it. */
export function misplacedKey(pointer: string): AppError {
  const detail = 'A secret key belongs in the Authorization header of a server. Revoke this one: it has been shown.'
  return new AppError('forbidden', 'secret_key_misplaced', detail, {
    faults: [{ pointer, code: 'secret_key_misplaced', detail }],
  })
}

/** Refuses a secret key in a URL, or in `X-Write-Key`, which is for browsers; whatever else the request carries. */
export function refuseMisplacedKey(url: string, headers: IncomingHttpHeaders): void {
  const writeKey = headers['x-write-key']
  if (writeKey !== undefined && holdsSecretKey(String(writeKey))) throw misplacedKey('/headers/x-write-key')
  const match = SECRET_KEY.exec(url)
  if (match === null) return
  const query = url.indexOf('?')
  throw misplacedKey(query === -1 || match.index < query ? '/path' : '/query')
}

/**
 * Refuses a request with several Authorization headers: the parser keeps the first, and whatever stands in front of us may
 * have looked at another one.
 */
export function refuseSeveralCredentials(rawHeaders: readonly string[]): void {
  const names = rawHeaders.filter(
    (text, at) => at % 2 === 0 && text.length === NAME.length && text.toLowerCase() === NAME,
  )
  if (names.length < 2) return
  const [code, detail] = ['authorization_repeated', 'A request carries one Authorization header.']
  throw new AppError('invalid', code, detail, { faults: [{ pointer: '/headers/authorization', code, detail }] })
}

const NAME = 'authorization'
