import type { Tx } from '../db/tx.js'

/** Where the log ended, topic by topic, at some moment. */
export type Ends = readonly { readonly topic: string; readonly topicId: string; readonly partition: number; readonly end: string }[]

/**
 * Says whether this service's copies have caught up. An order that names something not yet seen waits until the copy
 * has read everything that stood in the log when the order came; only then is the missing thing really missing.
 */
export interface Copies {
  /** Where the given topics end now. */
  ends(topics: readonly string[]): Promise<Ends>
  /** True when the consumer group has applied everything below the given ends. */
  haveRead(tx: Tx, consumerGroup: string, ends: Ends): Promise<boolean>
}
