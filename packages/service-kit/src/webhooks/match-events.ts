import type { RecentEvent } from '../recent/recent-event.js'
import { inTurns, openTurns, type TakeTurns } from '../waiting/turns.js'
import type { Listening, Matcher } from './matching.js'

/** An event, and the webhooks that ask for it. */
export interface Matched {
  readonly event: RecentEvent
  readonly webhooks: readonly Listening[]
}

export interface MatchOptions {
  matcherOf(workspaceId: string): Matcher | undefined
  readonly now: Date
  /** In milliseconds. */
  readonly clock?: () => number
  readonly takeTurns?: TakeTurns
}

// A thousand filters of two hundred parts take as long as all else that a look does. What one look makes is one transaction,
// which others wait for, and one statement.
const MOST_MS = 1_000
const MOST_DELIVERIES = 5_000
const MOST_LETTERS = 8_000_000

/**
 * Asks the webhooks of each event, and everybody else has their turn in between. Ends after whichever event has made it long
 * or large, one at least: the rest is for the next look. `isWhole` says whether there is none.
 */
export async function matchEvents(
  events: readonly RecentEvent[],
  { matcherOf, now, clock = () => performance.now(), takeTurns = openTurns() }: MatchOptions,
): Promise<{ readonly matched: readonly Matched[]; readonly isWhole: boolean }> {
  const matched: Matched[] = []
  const ends = clock() + MOST_MS
  let [deliveries, letters] = [0, 0]
  for (const event of events) {
    if (matched.length > 0 && (clock() >= ends || deliveries >= MOST_DELIVERIES || letters >= MOST_LETTERS))
      return { matched, isWhole: false }
    const matcher = matcherOf(event.workspaceId)
    const webhooks = matcher === undefined ? [] : await inTurns(matcher.matching(event, now), takeTurns)
    matched.push({ event, webhooks })
    deliveries += webhooks.length
    letters += webhooks.length * event.data.length
    await takeTurns()
  }
  return { matched, isWhole: true }
}
