import type { Tx } from '@polyphon/service-kit'
import type { Keyring } from '@polyphon/service-kit/access'
import { followAliases } from '@polyphon/service-kit/copies'
import { addUsage, countByDay } from '@polyphon/service-kit/usage'
import { learnAccounts } from '../../accounts/steps/learn-accounts.js'
import { readComputedNames } from '../../computed/steps/refuse-computed.js'
import { recordPreferences } from '../../consents/steps/record-preferences.js'
import { findForgotten } from '../../erasures/steps/find-forgotten.js'
import type { IdentityGraph } from '../../people/domain/identity-graph.js'
import { ChangedMeanwhile, type LockClaim, lockClaims } from '../../people/steps/lock-graph.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import { hasProfile } from '../../people/store/subjects.js'
import { applyPersonChanges, type ChangedPerson } from '../../profiles/steps/apply-person-changes.js'
import { type ClaimedEvent, decideEvents } from '../domain/decide-events.js'
import { type Interaction, withWarnings } from '../domain/interaction.js'
import { noteMessages, saveInteractions, saveTraceSegments } from '../store/interactions.js'
import { type EventQuota, holdToQuota } from './hold-to-quota.js'

/** An event that is to be applied; `profileId` may be an old id. */
export type Claimed = Omit<ClaimedEvent, 'freshId'>

/** How events are counted. */
export interface Counting {
  /** Whose days they are counted on. */
  readonly timeZone: string
  /** What they are held to; nothing, where they have been accepted already. */
  readonly quota?: EventQuota | null
  /** Opens what says who was erased. */
  readonly keyring: Keyring
}

/** What became of events. */
export interface Applied {
  /** Those that were new. */
  readonly interactions: readonly Interaction[]
  /** The messageIds of those that go beyond the quota: nothing of them is kept. */
  readonly overQuota: ReadonlySet<string>
  /** The messageIds of those that name somebody who was erased: nothing of them is kept either. */
  readonly forgotten: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Applies events of one workspace in a fixed number of statements: whose they are, what they teach, segments, and what is
 * published of it. An event whose messageId was applied before changes nothing. Those that are new are counted on
 * the days of the workspace's time zone on which they came.
 */
export async function applyEvents(
  tx: Tx,
  claimed: readonly Claimed[],
  { timeZone, quota = null, keyring }: Counting,
): Promise<Applied> {
  const graph = await lockClaims(tx, claimed.map(lockClaimOf))
  const named = claimed.map(namingOf)
  // Behind the locks: whoever is erased meanwhile is seen.
  const refused = await findForgotten(tx, keyring, named)
  const forgotten = new Set([...refused].map(({ messageId }) => messageId))
  const first = firstOfEach(claimed).filter(({ event }) => !forgotten.has(event.messageId))
  const positions = await noteMessages(
    tx,
    first.map(({ event }) => event),
  )
  const arrived = first.filter(({ event }) => positions.has(event.messageId))
  const overQuota =
    quota === null
      ? NONE
      : await holdToQuota(
          tx,
          arrived.map(({ event }) => event),
          quota,
        )
  const unknown = arrived
    .filter(({ event }) => !overQuota.has(event.messageId))
    .map((event) => ({ ...event, freshId: tx.newId() }))
  const fresh = await withCurrentIds(tx, graph, unknown)
  const {
    identity,
    interactions: decided,
    people,
  } = decideEvents(graph, fresh, {
    now: tx.now,
    computed: fresh.some(statesTraits) ? await readComputedNames(tx) : NONE,
  })
  await saveIdentity(tx, identity)
  const interactions = withWarnings(decided, await learnAccounts(tx, decided))
  await saveInteractions(tx, interactions, positions)
  const changed = await applyPersonChanges(tx, await recordPreferences(tx, people))
  await Promise.all([saveTraceSegments(tx, changed.flatMap(traceOf)), countEvents(tx, interactions, timeZone)])
  return { interactions, overQuota, forgotten }
}

const statesTraits = ({ event }: ClaimedEvent): boolean => Object.keys(event.personTraits).length > 0

function countEvents(tx: Tx, interactions: readonly Interaction[], timeZone: string): Promise<void> {
  // Days that are counted are those of the server's time.
  const isAhead = tx.soon(0).getTime() !== tx.serverNow.getTime()
  const moments = interactions.map(({ receivedAt }) => (isAhead ? tx.serverNow : receivedAt))
  return addUsage(tx, countByDay(moments, timeZone, 'events'))
}

/** What an event names; one that comes by an order names nobody by itself. */
function namingOf(claimed: Claimed) {
  const { messageId, occurredAt, receivedAt, vouchedBy, isOpen = vouchedBy === 'nobody' } = claimed.event
  const identifiers = claimed.profileId === undefined ? lockClaimOf(claimed).identifiers : []
  return { messageId, occurredAt, receivedAt, isOpen, identifiers }
}

function lockClaimOf({ normal, previousId, profileId }: Claimed): LockClaim {
  if (previousId === null) return { identifiers: normal.identifiers, joins: false, profileId }
  // What an alias names may be a visitor or, then refused, a user.
  const named = ['anonymous_id', 'user_id'].map((type) => ({ type, value: previousId }))
  return { identifiers: [...normal.identifiers, ...named], joins: true, profileId }
}

function firstOfEach(claimed: readonly Claimed[]): readonly Claimed[] {
  const seen = new Set<string>()
  return claimed.filter(({ event: { messageId } }) => !seen.has(messageId) && seen.add(messageId))
}

/** Puts the ids that people have now for those that events name; refuses an event of somebody who is not there. */
async function withCurrentIds(
  tx: Tx,
  graph: IdentityGraph,
  events: readonly ClaimedEvent[],
): Promise<readonly ClaimedEvent[]> {
  const named = events.flatMap(({ profileId }) => profileId ?? [])
  if (named.length === 0) return events
  const current = await followAliases(tx, named)
  for (const profileId of current.values()) {
    if (graph.people.has(profileId)) continue
    if (!(await hasProfile(tx, profileId))) throw profileUnknown()
    throw new ChangedMeanwhile('Somebody was merged while this transaction waited for them.')
  }
  return events.map((event) =>
    event.profileId === undefined ? event : { ...event, profileId: current.get(event.profileId) },
  )
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
