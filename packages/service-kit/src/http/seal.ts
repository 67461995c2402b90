import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

// An answer that shows a secret once must be repeatable for its Idempotency-Key, but the database must not be able to
// read it: it is sealed with a key that only the caller's own credential gives.
const keyOf = (credential: string): Buffer =>
  Buffer.from(hkdfSync('sha256', credential, '', 'polyphon idempotency', 32))

export function seal(text: string, credential: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(credential), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

export function unseal(sealed: string, credential: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(credential), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
