import type { Tx } from '@polyphon/service-kit'
import { normaliseId, type PhoneNormaliser } from '@polyphon/values'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { ChangedMeanwhile, type LockClaim, lockClaims } from '../../people/steps/lock-graph.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import { applyPersonChanges, type ChangedPerson } from '../../profiles/steps/apply-person-changes.js'
import { type ClaimedEvent, decideEvents } from '../domain/decide-events.js'
import { normaliseIdentifiers } from '../domain/interaction.js'
import { readKnownMessages, saveInteractions, saveTraceSegments } from '../store/interactions.js'

type Claimed = Omit<ClaimedEvent, 'freshId'>

/**
 * Applies collected events of one workspace in a fixed number of statements: whose they are, what they teach, segments,
 * and what is published of it. An event whose messageId was applied before changes nothing.
 */
export async function collectEvents(
  tx: Tx,
  events: readonly TimedEvent[],
  normalisePhone: PhoneNormaliser,
): Promise<void> {
  const claimed = events.map((event) => claim(event, normalisePhone))
  const graph = await lockClaims(tx, claimed.map(lockClaimOf))
  const known = await readKnownMessages(
    tx,
    events.map(({ messageId }) => messageId),
  )
  const fresh = withoutKnown(claimed, known).map((event) => ({ ...event, freshId: tx.newId() }))
  const { identity, interactions, people } = decideEvents(graph, fresh, tx.now)
  await saveIdentity(tx, identity)
  // Somebody else has just applied the same message under other identifiers: look again.
  if ((await saveInteractions(tx, interactions)) < interactions.length)
    throw new ChangedMeanwhile('The same message was applied by another transaction.')
  const changed = await applyPersonChanges(tx, people)
  await saveTraceSegments(tx, changed.flatMap(traceOf))
}

function claim(event: TimedEvent, normalisePhone: PhoneNormaliser): Claimed {
  const previousId = event.previousId === null ? null : normaliseId(event.previousId)
  return { event, normal: normaliseIdentifiers(event.identifiers, normalisePhone), previousId }
}

function lockClaimOf({ normal, previousId }: Claimed): LockClaim {
  if (previousId === null) return { identifiers: normal.identifiers, joins: false }
  // What an alias names may be a visitor or, then refused, a user.
  const named = ['anonymous_id', 'user_id'].map((type) => ({ type, value: previousId }))
  return { identifiers: [...normal.identifiers, ...named], joins: true }
}

/** Events that are new, the first of each messageId. */
function withoutKnown(claimed: readonly Claimed[], known: ReadonlySet<string>): readonly Claimed[] {
  const seen = new Set(known)
  return claimed.filter(({ event: { messageId } }) => !seen.has(messageId) && seen.add(messageId))
}

function traceOf({ segments: { because, changes, entered, left } }: ChangedPerson) {
  if (changes.length === 0) return []
  return [
    {
      messageId: because,
      segmentsEntered: entered.map(({ segment }) => segment),
      segmentsLeft: left.map(({ segment }) => segment),
    },
  ]
}
