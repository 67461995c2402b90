import type { Tx } from '@polyphon/service-kit'
import { normaliseId, type PhoneNormaliser } from '@polyphon/values'
import { believedTraits } from '../../people/domain/address-trust.js'
import { decideIdentity } from '../../people/domain/identity.js'
import { applyDecision, type IdentityGraph } from '../../people/domain/identity-graph.js'
import { DEFAULT_RULES } from '../../people/domain/identity-rules.js'
import { learn } from '../../people/domain/learn.js'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { ChangedMeanwhile } from '../../people/steps/changed-meanwhile.js'
import { type LockClaim, type LockedGraph, lockClaims } from '../../people/steps/lock-graph.js'
import { currentIdOf, saveIdentity } from '../../people/steps/save-identity.js'
import { type PersonNews, settlePeople } from '../../profiles/steps/settle-people.js'
import { boundedWarnings, warningOf } from '../domain/event-warning.js'
import { type Interaction, type NormalIdentifiers, normaliseIdentifiers } from '../domain/interaction.js'
import { readKnownMessages, saveInteractions, saveTraceSegments } from '../store/interactions.js'

/** An event whose identifiers are in their normal form. */
interface Claimed {
  readonly event: TimedEvent
  readonly normal: NormalIdentifiers
  readonly previousId: string | null
}

/** An event that was applied, and what it taught. */
interface Applied {
  readonly interaction: Interaction
  readonly paths: readonly string[]
}

/**
 * Applies collected events of one workspace in a fixed number of statements: whose they are, what they teach, segments,
 * and what is told of it. An event whose messageId was applied before changes nothing.
 */
export async function collectEvents(
  tx: Tx,
  events: readonly TimedEvent[],
  normalisePhone: PhoneNormaliser,
): Promise<void> {
  const claimed = events.map((event) => claim(event, normalisePhone))
  const locked = await lockClaims(tx, claimed.map(lockClaimOf))
  const known = new Set(
    await readKnownMessages(
      tx,
      events.map(({ messageId }) => messageId),
    ),
  )
  const fresh = claimed.filter(({ event: { messageId } }) => !known.has(messageId) && known.add(messageId))
  const applied = fresh.map((one) => applyEvent(tx, locked.graph, one))
  const currentId = currentIdOf(locked.graph.absorptions)
  const interactions = applied.map(({ interaction }) => ({
    ...interaction,
    profileId: interaction.profileId === null ? null : currentId(interaction.profileId),
  }))
  await saveIdentity(tx, locked)
  // Somebody else has just applied the same message under other identifiers: look again.
  if ((await saveInteractions(tx, interactions)) < interactions.length)
    throw new ChangedMeanwhile('The same message was applied by another transaction.')
  const settled = await settlePeople(tx, newsOf(locked, applied, interactions))
  await saveTraceSegments(
    tx,
    settled
      .filter(({ outcome }) => outcome.entered.length + outcome.left.length > 0)
      .map(({ outcome, because }) => ({
        messageId: because,
        segmentsEntered: outcome.entered.map(({ segment }) => segment),
        segmentsLeft: outcome.left.map(({ segment }) => segment),
      })),
  )
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

function applyEvent(tx: Tx, graph: IdentityGraph, { event, normal, previousId }: Claimed): Applied {
  const at = event.occurredAt
  const decision = decideIdentity(
    graph,
    { identifiers: normal.identifiers, previousId, vouchedBy: event.vouchedBy, at, freshId: tx.newId() },
    DEFAULT_RULES,
  )
  const person = applyDecision(graph, decision, { at, now: tx.now, because: event.messageId })
  const blocked = decision.verdicts.filter(({ verdict }) => verdict === 'blocked')
  const believed = believedTraits(event.personTraits, decision.doubts, {
    identifiers: normal.identifiers,
    unusable: [...normal.unusable, ...blocked],
  })
  const learned = person === null ? null : learn(person, { traits: believed.traits, context: event.context }, at)
  if (learned !== null) graph.people.set(learned.profile.profileId, learned.profile)
  const unusable = normal.unusable.map(({ type, value }) => ({ type, value, verdict: 'blocked' as const }))
  return {
    interaction: {
      ...event,
      profileId: decision.profileId,
      trace: {
        identifiers: [...decision.verdicts, ...unusable],
        segmentsEntered: [],
        segmentsLeft: [],
        warnings: boundedWarnings([
          ...event.warnings,
          ...decision.warnings.map(warningOf),
          ...normal.unusable.map(({ type }) => warningOf(`identifier_invalid:${type}`)),
          ...believed.leftOut.map((name) => warningOf(`trait_unverified:${name}`)),
          ...(learned?.warnings ?? []).map(warningOf),
        ]),
      },
    },
    paths: (learned?.changed ?? []).map((name) => `traits.${name}`),
  }
}

/** Sorts what was applied by person, with everything that led to who they are now. */
function newsOf(
  { graph, peopleBefore }: LockedGraph,
  applied: readonly Applied[],
  interactions: readonly Interaction[],
): readonly PersonNews[] {
  const currentId = currentIdOf(graph.absorptions)
  const byPerson = new Map<string, { readonly events: Interaction[]; readonly paths: Set<string> }>()
  for (const [index, interaction] of interactions.entries()) {
    if (interaction.profileId === null) continue
    const own = byPerson.get(interaction.profileId) ?? { events: [], paths: new Set<string>() }
    byPerson.set(interaction.profileId, own)
    own.events.push(interaction)
    for (const path of applied[index]?.paths ?? []) own.paths.add(path)
  }
  return [...byPerson].toSorted(byId).flatMap(([profileId, { events, paths }]) => {
    const after = graph.people.get(profileId)
    const last = events.at(-1)
    if (after === undefined || last === undefined) return []
    const absorptions = graph.absorptions.filter(({ absorbed }) => currentId(absorbed.profileId) === profileId)
    return [{ before: peopleBefore.get(profileId) ?? null, after, absorptions, events, paths, because: last.messageId }]
  })
}

const byId = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1
