import { hkdfSync } from 'node:crypto'
import { openText, sealText } from '../secrets/cipher.js'

// An answer that shows a secret once must be repeatable for its Idempotency-Key, but the database must not be able to
// read it: it is sealed with a key that only the caller's own credential gives.
const keyOf = (credential: string): Buffer =>
  Buffer.from(hkdfSync('sha256', credential, '', 'polyphon idempotency', 32))

export const seal = (text: string, credential: string): string => sealText(text, keyOf(credential))

export const unseal = (sealed: string, credential: string): string => openText(sealed, keyOf(credential))
