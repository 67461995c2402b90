import { z } from 'zod'
import { Locale } from '../locale/read-locale.js'
import { Moment, Timestamp } from '../time/timestamp.js'

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

/** A proof as it is shown, with what the text comes to. */
export const DecisionProofView = z.object({
  noticeKey: z.string(),
  noticeVersion: z.string(),
  noticeText: z.string(),
  noticeHash: z.string().describe('SHA-256 of the text'),
  locale: z.string(),
  mechanism: z.string(),
  occurredAt: Moment,
  actor: z.string(),
})

export const showProof = (proof: DecisionProof, noticeHash: string): z.input<typeof DecisionProofView> => ({
  ...proof,
  noticeHash,
  occurredAt: proof.occurredAt.toISOString(),
})

const LONGEST_AHEAD_MS = 5 * 60_000

/**
 * When a decision counts as made: never after it was received, whatever the clock of its sender says. Null if it is
 * dated so far ahead that no clock explains it.
 */
export function timeOfDecision(claimed: Date, receivedAt: Date): Date | null {
  if (claimed <= receivedAt) return claimed
  return claimed.getTime() - receivedAt.getTime() <= LONGEST_AHEAD_MS ? receivedAt : null
}
