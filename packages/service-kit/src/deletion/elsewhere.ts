import type { EventDefinition, TopicName } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import { forgetKey } from '../events/outbox.js'

/** What of the rows of a table stands somewhere else as well, and goes with them when their workspace is deleted. */
export interface Elsewhere<Deps> {
  readonly table: string
  /** The column by which it is found. */
  readonly column: string
  /** It is the newest state in a compacted topic. */
  readonly isState?: true
  /** Has it removed, for these values of the column. Called again should the process die: then it may be gone already. */
  remove(tx: Tx, ids: readonly string[], deps: Deps): Promise<void> | void
}

/** Rows whose newest state is kept by a compacted topic, which without a word would keep it for ever. */
export const inLog = (
  table: string,
  column: string,
  record: {
    readonly definition: EventDefinition
    /** Its own topic unless it is another one. */
    readonly topic?: TopicName
    /** What its key says behind the workspace. */
    keyOf(id: string): string
  },
): Elsewhere<unknown> => ({
  table,
  column,
  isState: true,
  remove: (tx, ids) => {
    const { definition, topic = definition.topic } = record
    for (const id of ids) forgetKey(tx, { type: definition.type, topic, about: record.keyOf(id) })
  },
})
