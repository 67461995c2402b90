import { identifierForgotten } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Keyring } from '@polyphon/service-kit/access'
import type { Identifier } from '@polyphon/values'
import { type Forgotten } from '../domain/forgotten.js'
import { saveForgotten } from '../store/forgotten.js'
import { requireForgettingKey } from './forgetting-key.js'
import { hashIdentifier } from './hash-identifier.js'

/** Has identifiers forgotten: what is left of each is a hash. Answers the hashes. */
export async function forgetIdentifiers(
  tx: Tx,
  keyring: Keyring,
  identifiers: readonly Identifier[],
  forgotten: Forgotten,
): Promise<readonly string[]> {
  if (identifiers.length === 0) return []
  const key = await requireForgettingKey(tx, keyring)
  const hashes = identifiers.map((identifier) => hashIdentifier(key, identifier))
  await saveForgotten(tx, hashes, forgotten)
  const { forgottenAt, until } = forgotten
  for (const hash of hashes)
    outbox.append(tx, identifierForgotten, {
      hash,
      forgottenAt: forgottenAt.toISOString(),
      until: until.toISOString(),
    })
  return hashes
}
