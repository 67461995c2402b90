import {
  type DataOf,
  interactionDeleted,
  interactionRecorded,
  interactionsMoved,
  isAbsorbed,
  profileChanged,
  profileMerged,
  segmentEntered,
  segmentLeft,
  topicNames,
} from '@polyphon/contracts'
import { causedBy, type Handler, onKinds, type Received, reads, type Tx } from '@polyphon/service-kit'
import { followMerge } from '@polyphon/service-kit/personal'
import type { JourneyDeps } from '../../config.js'
import { forgetInteractions } from '../commands/forget-interactions.js'
import { handleProfileFacts, type ReceivedFact } from '../commands/handle-profile-facts.js'
import { keepPeopleCopies, type Snapshot } from '../commands/keep-people-copies.js'
import { mergeRuns } from '../commands/merge-runs.js'
import { moveInteractions } from '../commands/move-interactions.js'
import type { ProfileFact } from '../domain/profile-fact.js'

/** What an event is to runs: a person as they are now, two people who are one, or something that happened to one. */
type Reading =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'merge'; readonly merged: Received<typeof profileMerged> }
  | { readonly kind: 'moved'; readonly moved: DataOf<typeof interactionsMoved> }
  | { readonly kind: 'deleted'; readonly messageId: string }
  | { readonly kind: 'fact'; readonly fact: ProfileFact | null }

const fact = (of: ProfileFact | null): Reading => ({ kind: 'fact', fact: of })

const readers = [
  reads(profileChanged, (snapshot): Reading => ({ kind: 'snapshot', snapshot })),
  reads(profileMerged, (merged): Reading => ({ kind: 'merge', merged })),
  reads(interactionsMoved, ({ data }): Reading => ({ kind: 'moved', moved: data })),
  reads(interactionDeleted, ({ data }): Reading => ({ kind: 'deleted', messageId: data.messageId })),
  reads(interactionRecorded, ({ data }) => readInteraction(data)),
  reads(segmentEntered, (event) => fact(segmentFact(event, 'segment_entered'))),
  reads(segmentLeft, (event) => fact(segmentFact(event, 'segment_left'))),
]

/**
 * Handles the facts of profile, chunk by chunk: first the copies of people and the merges, person by person in the order
 * of their ids (as every chunk of every group does), then what happened, in the order of the log.
 */
export function onProfileFacts(deps: JourneyDeps): Handler {
  const naturalKey = '(workspace, messageId or event id) of occurrence'
  return {
    ...onKinds(readers, { naturalKey }, async (tx, events) => {
      const snapshots = events.flatMap(({ value }) => snapshotsOf(value))
      const changed = await keepPeopleCopies(tx, snapshots, deps)
      for (const { event, value } of events)
        if (value.kind === 'merge') await followMerged(causedBy(tx, event), value.merged.data, deps)
      const facts = events.flatMap(({ event, value }): readonly ReceivedFact[] => {
        const happened = value.kind === 'fact' ? value.fact : personFact(value, changed)
        return happened === null ? [] : [{ fact: happened, tx: causedBy(tx, event) }]
      })
      await handleProfileFacts(tx, facts, deps.tools.library)
      // What was recorded in this chunk is there by now.
      for (const { event, value } of events)
        if (value.kind === 'moved') await moveInteractions(causedBy(tx, event), value.moved)
      const deleted = events.flatMap(({ value }) => (value.kind === 'deleted' ? [value.messageId] : []))
      await forgetInteractions(tx, deleted)
    }),
    onlyFrom: [topicNames.facts('profile')],
  }
}

/** A merge is known to the copies as soon as it is heard of on either topic: whoever is split off later is found by it. */
function snapshotsOf(value: Reading): readonly Snapshot[] {
  if (value.kind === 'snapshot') return [value.snapshot]
  if (value.kind !== 'merge') return []
  const { survivorId: mergedInto, absorbedIds, revision } = value.merged.data
  if (revision === undefined) return []
  const { type } = profileChanged
  return absorbedIds.map((profileId) => ({ ...value.merged, type, data: { profileId, mergedInto, revision } }))
}

/** Merges of processes of an earlier release, which do not say since when they count. */
async function followMerged(
  tx: Tx,
  { survivorId, absorbedIds, revision }: DataOf<typeof profileMerged>,
  { personal, tools }: JourneyDeps,
): Promise<void> {
  if (revision !== undefined) return
  for (const absorbedId of absorbedIds.toSorted()) {
    const moved = await followMerge(tx, personal, { survivorId, absorbedId })
    await mergeRuns(tx, { survivorId, moved }, tools.library)
  }
}

function personFact(value: Reading, changed: ReadonlySet<string>): ProfileFact | null {
  if (value.kind !== 'snapshot') return null
  const { id, data } = value.snapshot
  if (isAbsorbed(data) || !changed.has(id)) return null
  return { kind: 'person', profileId: data.profileId, because: 'the person has changed' }
}

function readInteraction(data: DataOf<typeof interactionRecorded>): Reading {
  const { profileId, profileRevision: revision, receivedAt: learnedAt, name, chainDepth, ...rest } = data
  const { kind, messageId, occurredAt, properties } = rest
  // An identify call in a chain is a change that a run has ordered, and has the id of the order.
  if (kind === 'identify' && chainDepth !== undefined)
    return fact({ kind: 'carried_out', profileId, orderId: messageId })
  if (name === null) return fact(null)
  const event = { name, kind, messageId, occurredAt, properties }
  return fact({ kind: 'interaction', profileId, revision, learnedAt, chainDepth, event })
}

function segmentFact(
  { id, time, data }: Received<typeof segmentEntered> | Received<typeof segmentLeft>,
  change: 'segment_entered' | 'segment_left',
): ProfileFact {
  const learnedAt = time.toISOString()
  const { profileId, segment, occurredAt = learnedAt, chainDepth } = data
  return { kind: 'segment', profileId, segment, change, eventId: id, occurredAt, learnedAt, chainDepth }
}
