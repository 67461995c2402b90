import { identifierForgotten } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, normaliseIdentifier } from '@polyphon/values'
import { openForgettingKey } from '../steps/forgetting-key.js'
import { hashIdentifier } from '../steps/hash-identifier.js'
import { readForgettingKey, removeForgotten } from '../store/forgotten.js'
import type { ErasureDeps } from './request-erasure.js'

/** Lets identifiers of people who were erased be known again; answers how many of them were forgotten. */
export async function liftForgotten(
  tx: Tx,
  identifiers: readonly Identifier[],
  { tools: { keyring } }: ErasureDeps,
): Promise<number> {
  const normalisePhone = await readPhoneNormaliser(tx)
  const normal = identifiers.map((raw, index) => {
    const identifier = normaliseIdentifier(raw, normalisePhone)
    if (identifier !== null) return identifier
    const [code, detail] = ['identifier_invalid', 'This is no identifier of a person.']
    throw new AppError('unprocessable', code, detail, {
      faults: [{ pointer: `/body/identifiers/${index}`, code, detail }],
    })
  })
  const stored = await readForgettingKey(tx)
  if (stored === null) return 0
  const key = openForgettingKey(tx, keyring, stored.sealed)
  const lifted = await removeForgotten(
    tx,
    normal.map((identifier) => hashIdentifier(key, identifier)),
    tx.now,
  )
  for (const [hash, { forgottenAt, until }] of lifted) {
    const known = { hash, forgottenAt: forgottenAt.toISOString(), until: until.toISOString() }
    // Said before the log forgets it: whoever reads that it was forgotten reads this behind it.
    outbox.append(tx, identifierForgotten, { ...known, liftedAt: tx.now.toISOString() })
    outbox.forgetKey(tx, { ...identifierForgotten, about: `forgotten:${hash}` })
  }
  return lifted.size
}
