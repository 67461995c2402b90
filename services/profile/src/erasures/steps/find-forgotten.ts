import type { Tx } from '@polyphon/service-kit'
import type { Keyring } from '@polyphon/service-kit/access'
import type { Identifier } from '@polyphon/values'
import { isOfForgotten, type Naming } from '../domain/forgotten.js'
import { readForgettingKey, readForgotten } from '../store/forgotten.js'
import { openForgettingKey } from './forgetting-key.js'
import { hashIdentifier } from './hash-identifier.js'

/** Something that names identifiers in their normal form. */
export type NamingIdentifiers = Naming & { readonly identifiers: readonly Identifier[] }

/**
 * Those of some items that are refused, as they name somebody who was erased. Where nothing was forgotten that could concern
 * them this is one look; to be called behind the locks of the identifiers, so that whoever is erased meanwhile is seen.
 */
export async function findForgotten<Item extends NamingIdentifiers>(
  tx: Tx,
  keyring: Keyring,
  items: readonly Item[],
): Promise<ReadonlySet<Item>> {
  const stored = await readForgettingKey(tx)
  const { lastForgottenAt: forgottenAt = null, lastUntil: until = null } = stored ?? {}
  if (stored === null || forgottenAt === null || until === null) return new Set()
  const doubtful = items.filter((item) => isOfForgotten({ forgottenAt, until }, item))
  if (doubtful.length === 0) return new Set()
  const key = openForgettingKey(tx, keyring, stored.sealed)
  const hashed = doubtful.map((item) => ({
    item,
    hashes: item.identifiers.map((identifier) => hashIdentifier(key, identifier)),
  }))
  const forgotten = await readForgotten(tx, [...new Set(hashed.flatMap(({ hashes }) => hashes))])
  const isRefused = (item: Item, hash: string): boolean => {
    const found = forgotten.get(hash)
    return found !== undefined && isOfForgotten(found, item)
  }
  return new Set(hashed.flatMap(({ item, hashes }) => (hashes.some((hash) => isRefused(item, hash)) ? [item] : [])))
}
