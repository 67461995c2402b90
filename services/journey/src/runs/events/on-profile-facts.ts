import {
  type DataOf,
  interactionRecorded,
  isAbsorbed,
  profileChanged,
  profileMerged,
  segmentEntered,
  segmentLeft,
  topicNames,
} from '@polyphon/contracts'
import { type Handler, onMany, type Received, type Tx } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { handleProfileFacts, type ReceivedFact } from '../commands/handle-profile-facts.js'
import { keepPeopleCopies } from '../commands/keep-people-copies.js'
import { mergeRuns } from '../commands/merge-runs.js'
import type { ProfileFact } from '../domain/profile-fact.js'
import { causedBy, isOfType } from '../steps/received.js'

/**
 * Handles the facts of profile, chunk by chunk: first the copies of people and the merges, person by person in the order
 * of their ids (as every chunk of every group does), then what happened, in the order of the log.
 */
export function onProfileFacts(deps: JourneyDeps): Handler {
  const definitions = [profileChanged, interactionRecorded, segmentEntered, segmentLeft, profileMerged]
  const { library } = deps.tools
  return {
    ...onMany(definitions, { naturalKey: '(workspace, messageId or event id) of occurrence' }, async (tx, events) => {
      const changed = await keepPeopleCopies(tx, events, deps)
      for (const event of events) if (isOfType(profileMerged, event)) await mergeAll(tx, event.data, deps)
      const facts = events.flatMap((event): readonly ReceivedFact[] => {
        const fact = factOf(event, changed)
        return fact === null ? [] : [{ fact, tx: causedBy(tx, event) }]
      })
      await handleProfileFacts(tx, facts, library)
    }),
    onlyFrom: [topicNames.facts('profile')],
  }
}

async function mergeAll(tx: Tx, data: DataOf<typeof profileMerged>, deps: JourneyDeps): Promise<void> {
  for (const absorbedId of data.absorbedIds.toSorted())
    await mergeRuns(tx, { survivorId: data.survivorId, absorbedId }, deps.tools.library)
}

function factOf(event: Received, changed: ReadonlySet<string>): ProfileFact | null {
  if (isOfType(interactionRecorded, event)) {
    const { profileId, profileRevision: revision, receivedAt: learnedAt, name, chainDepth, ...rest } = event.data
    if (name === null) return chainDepth === undefined ? null : carriedOut(event.data)
    const { kind, messageId, occurredAt, properties } = rest
    return {
      kind: 'interaction',
      profileId,
      revision,
      learnedAt,
      chainDepth,
      event: { name, kind, messageId, occurredAt, properties },
    }
  }
  if (isOfType(profileChanged, event)) {
    if (isAbsorbed(event.data) || !changed.has(event.id)) return null
    return { kind: 'person', profileId: event.data.profileId, because: 'the person has changed' }
  }
  if (isOfType(segmentEntered, event)) return segmentFact(event, 'segment_entered')
  return isOfType(segmentLeft, event) ? segmentFact(event, 'segment_left') : null
}

// The snapshot, where there is a new one, stands before it.
const carriedOut = ({ profileId, messageId }: DataOf<typeof interactionRecorded>): ProfileFact => ({
  kind: 'person',
  profileId,
  because: 'profile has carried out a change',
  orderId: messageId,
})

function segmentFact(
  { id, time, data }: Received<typeof segmentEntered> | Received<typeof segmentLeft>,
  change: 'segment_entered' | 'segment_left',
): ProfileFact {
  const learnedAt = time.toISOString()
  const { profileId, segment, occurredAt = learnedAt, chainDepth } = data
  return { kind: 'segment', profileId, segment, change, eventId: id, occurredAt, learnedAt, chainDepth }
}
