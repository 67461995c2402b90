import type { Tx } from '@polyphon/service-kit'
import { type Told, toFacts } from '../domain/fact.js'
import type { FactStore } from '../store/facts.js'

/** Keeps what was told, each event once, in one statement for each table. */
export async function recordFacts(tx: Tx, told: readonly Told[], facts: FactStore): Promise<void> {
  await facts.append(tx, toFacts(told))
}
