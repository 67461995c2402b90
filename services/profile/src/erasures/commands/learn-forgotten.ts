import type { DataOf, forgettingKeyChanged, identifierForgotten } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { addForgettingKey, removeForgotten, saveForgotten } from '../store/forgotten.js'

/** Learns the key of a workspace from the log, unless it is there. */
export async function learnForgettingKey(tx: Tx, { sealed }: DataOf<typeof forgettingKeyChanged>): Promise<void> {
  await addForgettingKey(tx, sealed)
}

/** Learns from the log which identifiers were forgotten, or may be known again; the later moment counts. */
export async function learnForgotten(tx: Tx, known: readonly DataOf<typeof identifierForgotten>[]): Promise<void> {
  for (const { hash, forgottenAt, until, liftedAt } of known)
    if (liftedAt !== undefined) await removeForgotten(tx, [hash], new Date(liftedAt))
    else await saveForgotten(tx, [hash], { forgottenAt: new Date(forgottenAt), until: new Date(until) })
}
