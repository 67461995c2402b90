import type { JsonObject } from '@polyphon/values'
import type { Folded } from './folded.js'
import type { MessageState } from './schema.js'

export type { JsonObject } from '@polyphon/values'

/** One time that something happened. */
export interface Occurrence {
  readonly at: Date
  readonly properties: JsonObject
  readonly messageId?: string | undefined
  /**
   * Grows with arrival; decides between occurrences of the same millisecond. Those that share both, or have none, are in no
   * order.
   */
  readonly position?: number | undefined
  /** The key of the account that it was about (`context.groupId`). */
  readonly group?: string | undefined
}

/** What is known of one person (and, where there is one, of the event, run or answer at hand). Only this decides a condition, together with the clock. */
export interface Facts {
  readonly traits: JsonObject
  /** By kind; a kind without any value is left out. */
  readonly identifiers: Readonly<Record<string, readonly string[]>>
  readonly segments: ReadonlySet<string> | readonly string[]
  /** Values of computed traits by their key; whoever has none under a key has no such value. */
  readonly computed?: JsonObject | undefined
  readonly event?: JsonObject | undefined
  readonly run?: JsonObject | undefined
  readonly answer?: JsonObject | undefined
  /** By the key of the send step: every state its message has reached. */
  readonly messages?: Readonly<Record<string, readonly MessageState[]>> | undefined
  readonly consents?: Readonly<Record<string, boolean>> | undefined
  readonly permissions?: readonly Permission[] | undefined
  readonly accounts?: readonly Account[] | undefined
  /** The key of the account that the event at hand is about (`context.groupId`): then it is the only one of theirs that counts. */
  readonly group?: string | undefined
  /**
   * By the name of a history (`historyName`), newest first, of the same millisecond the last to arrive. `neededOccurrences`
   * says how many and how far back.
   */
  readonly occurrences: (history: string) => readonly Occurrence[]
  /** Stands for what happened up to its moment, for the leaves that it has; `occurrences` may then lack that. */
  readonly folded?: Folded | undefined
}

export interface Permission {
  readonly channel: string
  readonly topic: string
  readonly allowed: boolean
}

/** An account that somebody is in. */
export interface Account {
  readonly key?: string | undefined
  readonly traits: JsonObject
  /** What they are in it. */
  readonly roles?: readonly string[] | undefined
}

/** What `event` means inside a `where`: the occurrence that is being looked at. */
export function eventOf(name: string, occurrence: Occurrence): JsonObject {
  return {
    name,
    properties: occurrence.properties,
    occurredAt: occurrence.at.toISOString(),
    ...(occurrence.messageId === undefined ? {} : { messageId: occurrence.messageId }),
  }
}
