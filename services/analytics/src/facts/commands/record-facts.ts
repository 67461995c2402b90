import type { Tx } from '@polyphon/service-kit'
import { type ReceivedEvent, toFacts } from '../domain/fact.js'
import type { FactStore } from '../store/facts.js'

/** Keeps what was received, each event once, in one statement for each table. */
export async function recordFacts(tx: Tx, received: readonly ReceivedEvent[], facts: FactStore): Promise<void> {
  await facts.append(tx, toFacts(received))
}
