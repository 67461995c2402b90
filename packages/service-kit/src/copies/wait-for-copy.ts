import { topicNames } from '@polyphon/contracts'
import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import type { Copies } from './progress.js'

const End = z.object({ topic: z.string(), topicId: z.string(), partition: z.int(), end: z.string() })

/** How far a wait for the copy of people has come; it lies in the data of the timer that looks again. */
export const CopyWait = z.object({
  /** Where the log of people ended at the first look; null before it. */
  ends: z.array(End).nullable().default(null),
  /** How often it has been looked at. */
  tries: z.int().min(0).default(0),
})
export type CopyWait = z.output<typeof CopyWait>

export const NOT_LOOKED_YET: CopyWait = { ends: null, tries: 0 }

export interface CopyLook {
  /** The copy holds everything that stood in the log at the first look: what is missing now will not come. */
  readonly isCaughtUp: boolean
  /** To be kept until the next look. */
  readonly wait: CopyWait
  readonly lookAgainAt: Date
}

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 2_000

/** When to look again at something that has been looked at so often: soon at first, as copies are milliseconds behind. */
export const lookAgainAt = (now: Date, tries: number): Date =>
  new Date(now.getTime() + Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS))

/**
 * Looks whether this service's copy of people has read everything that stood in its log at the first look. Whoever waits
 * for somebody sets a timer with `wait` for `lookAgainAt`, and gives up only once the copy has caught up.
 */
export async function waitForCopy(tx: Tx, copies: Copies, { ends: known, tries }: CopyWait): Promise<CopyLook> {
  const { peopleGroup } = copies
  if (peopleGroup === null) throw new Error('This service keeps no copy of people to wait for.')
  // Whoever is missing now may wait in an outbox: the ends that count are those of a log that has been there for a while.
  if (!copies.isLogSettled())
    return { isCaughtUp: false, wait: { ends: null, tries: tries + 1 }, lookAgainAt: lookAgainAt(tx.soon(0), tries) }
  const ends = known ?? [...(await copies.ends([topicNames.people]))]
  const isCaughtUp = await copies.haveRead(tx, peopleGroup, ends)
  return { isCaughtUp, wait: { ends, tries: tries + 1 }, lookAgainAt: lookAgainAt(tx.soon(0), tries) }
}
