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
import { hearFacts, type Told } from '../commands/handle-facts.js'
import { keepCopies } from '../commands/keep-people-copies.js'
import { mergeRuns } from '../commands/merge-runs.js'
import type { HeardFact } from '../domain/profile-fact.js'
import { causedBy, is } from '../steps/received.js'

/**
 * Hears what profile tells, in its order, chunk by chunk: first the copies of people and merges, person by person in the
 * order of their ids (as every chunk of every group does), then what happened.
 */
export function onProfileFacts(deps: JourneyDeps): Handler {
  const definitions = [profileChanged, interactionRecorded, segmentEntered, segmentLeft, profileMerged]
  const { library } = deps.tools
  return {
    ...onMany(definitions, { naturalKey: '(workspace, messageId or event id) of occurrence' }, async (tx, events) => {
      const changed = await keepCopies(tx, events, deps)
      for (const event of events) if (is(profileMerged, event)) await mergeAll(tx, event.data, deps)
      const told = events.flatMap((event): readonly Told[] => {
        const fact = factOf(event, changed)
        return fact === null ? [] : [{ fact, tx: causedBy(tx, event) }]
      })
      await hearFacts(tx, told, library)
    }),
    onlyFrom: [topicNames.facts('profile')],
  }
}

async function mergeAll(tx: Tx, data: DataOf<typeof profileMerged>, deps: JourneyDeps): Promise<void> {
  for (const absorbedId of data.absorbedIds.toSorted())
    await mergeRuns(tx, { survivorId: data.survivorId, absorbedId }, deps.tools.library)
}

function factOf(event: Received, changed: ReadonlySet<string>): HeardFact | null {
  if (is(interactionRecorded, event)) {
    const { profileId, profileRevision: revision, receivedAt: learnedAt, name, ...rest } = event.data
    if (name === null) return null
    const { kind, messageId, occurredAt, properties } = rest
    return {
      kind: 'interaction',
      profileId,
      revision,
      learnedAt,
      event: { name, kind, messageId, occurredAt, properties },
    }
  }
  if (is(profileChanged, event)) {
    if (isAbsorbed(event.data) || !changed.has(event.id)) return null
    return { kind: 'person', profileId: event.data.profileId, because: 'the person has changed' }
  }
  if (is(segmentEntered, event)) return segmentFact(event, 'segment_entered')
  return is(segmentLeft, event) ? segmentFact(event, 'segment_left') : null
}

function segmentFact(
  { id, time, data }: Received<typeof segmentEntered> | Received<typeof segmentLeft>,
  change: 'segment_entered' | 'segment_left',
): HeardFact {
  const learnedAt = time.toISOString()
  const { profileId, segment, occurredAt = learnedAt } = data
  return { kind: 'segment', profileId, segment, change, eventId: id, occurredAt, learnedAt }
}
