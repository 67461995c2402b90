import { z } from 'zod'
import { Locale } from '../locale/read-locale.js'
import { Timestamp } from '../time/timestamp.js'

const text = (most: number): z.ZodString => z.string().min(1).max(most)

/** The proof of what somebody has allowed or refused: what they were shown, and what they did. */
export const DecisionProof = z.strictObject({
  noticeKey: text(200),
  noticeVersion: text(200),
  noticeText: text(20_000).describe('What the person was shown, word by word'),
  locale: Locale,
  mechanism: text(200).describe('`checkbox`, `double-opt-in`, `paper`, …'),
  occurredAt: Timestamp,
  actor: text(200).describe('Who recorded it: the person, a member of the team, a system'),
})
export type DecisionProof = z.output<typeof DecisionProof>

const LONGEST_AHEAD_MS = 5 * 60_000

/**
 * When a decision counts as made: never after it was received, whatever the clock of its sender says. Null if it is
 * dated so far ahead that no clock explains it.
 */
export function timeOfDecision(claimed: Date, receivedAt: Date): Date | null {
  if (claimed <= receivedAt) return claimed
  return claimed.getTime() - receivedAt.getTime() <= LONGEST_AHEAD_MS ? receivedAt : null
}
