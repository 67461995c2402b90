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
  /** By the key of a segment on whose list they are: what has put them there, such as `import:<job>:<row>`. */
  readonly listed?: Readonly<Record<string, string>> | undefined
  /** By the key of a computed trait: how its value came about, for explanations. */
  readonly workings?: Readonly<Record<string, string>> | undefined
  readonly event?: JsonObject | undefined
  readonly run?: JsonObject | undefined
  readonly answer?: JsonObject | undefined
  /** By the key of the send step: every state its message has reached. */
  readonly messages?: Readonly<Record<string, readonly MessageState[]>> | undefined
  /** Of each template and topic that is looked at the last message, and those dated in the future; more do no harm. */
  readonly lastMessages?: readonly SentMessage[] | undefined
  /** Of each survey that is looked at the last answer, that to each question, and those dated in the future; more do no harm. */
  readonly lastAnswers?: readonly GivenAnswer[] | undefined
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

/** A message that went to somebody, or was to. */
export interface SentMessage {
  /** Of two of the same moment the one with the greater id (by code point) is the last. */
  readonly id: string
  readonly template: string
  readonly topic: string
  /** The moment of the first that is known of it. */
  readonly at: Date
  /** What is known that it came to, in any order; each state includes those before it (`impliedStates`). */
  readonly states: readonly MessageState[]
}

/** What somebody has answered to a survey, as far as they came. */
export interface GivenAnswer {
  /** Of two of the same moment the one with the greater id (by code point) is the last. */
  readonly id: string
  readonly survey: string
  readonly at: Date
  readonly scores: readonly number[]
  /** By question: a score, the ids of what was chosen, or a text. */
  readonly values: JsonObject
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
