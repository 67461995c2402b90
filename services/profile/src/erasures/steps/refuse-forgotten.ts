import { AppError, type Tx } from '@polyphon/service-kit'
import type { Keyring } from '@polyphon/service-kit/access'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, normaliseIdentifier } from '@polyphon/values'
import { readForgettingKey, readForgotten } from '../store/forgotten.js'
import { openForgettingKey } from './forgetting-key.js'
import { hashIdentifier } from './hash-identifier.js'

/**
 * Refuses a row of a file that names somebody who was erased: such a file may be older than the erasure. Whoever wants to be
 * known again is made by the single operation, or lifted first. Throws `person_forgotten` (422) with the pointer.
 */
export async function refuseForgotten(
  tx: Tx,
  keyring: Keyring,
  named: readonly { readonly identifier: Identifier; readonly pointer: string }[],
): Promise<void> {
  const stored = await readForgettingKey(tx)
  if (stored === null) return
  const key = openForgettingKey(tx, keyring, stored.sealed)
  const normalisePhone = await readPhoneNormaliser(tx)
  const hashed = named.flatMap(({ identifier: raw, pointer }) => {
    const identifier = normaliseIdentifier(raw, normalisePhone)
    return identifier === null ? [] : [{ pointer, hash: hashIdentifier(key, identifier) }]
  })
  const forgotten = await readForgotten(
    tx,
    hashed.map(({ hash }) => hash),
  )
  const [code, detail] = [
    'person_forgotten',
    'It names somebody who was erased; `liftForgotten` lets them be known again.',
  ]
  const faults = hashed.flatMap(({ pointer, hash }) => (forgotten.has(hash) ? [{ pointer, code, detail }] : []))
  if (faults.length > 0) throw new AppError('unprocessable', code, detail, { faults })
}
