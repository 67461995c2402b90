import { interactionRecorded, profileChanged, profileMerged, topicNames } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { PersonChange } from '../../people/domain/person-change.js'
import { contentOf, type Profile } from '../../people/domain/profile.js'
import type { RevisedPerson } from '../../people/domain/revision.js'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import type { EvaluatedPerson } from '../../segments/domain/evaluation.js'
import { appendSegmentChanges } from '../../segments/steps/append-segment-changes.js'

interface AppendedPerson extends Pick<RevisedPerson, 'profile' | 'isPublished'> {
  readonly change: PersonChange
  readonly segments: EvaluatedPerson
}

/**
 * Appends what is new of a person in the order of causes: merged, changed, what happened, segments. What several events
 * have brought about is said to be caused by the last of them.
 */
export function appendPersonChange(given: Tx, { change, profile, isPublished, segments }: AppendedPerson): void {
  const tx = becauseOf(given, change.events.at(-1))
  appendMerges(tx, change, profile)
  if (isPublished)
    outbox.append(tx, profileChanged, {
      ...contentOf(profile),
      revision: profile.revision,
      because: change.because,
      changedAt: tx.now.toISOString(),
    })
  for (const event of change.events) appendInteraction(becauseOf(given, event), event, profile)
  appendSegmentChanges(tx, segments, depthOf(change))
}

/** By the longest chain of orders that has led to any of the events; undefined where no order has. */
function depthOf({ events }: PersonChange): number | undefined {
  const depths = events.flatMap(({ chainDepth }) => chainDepth ?? [])
  return depths.length === 0 ? undefined : Math.max(...depths)
}

const becauseOf = (tx: Tx, event: TimedEvent | undefined): Tx =>
  event?.cause === undefined ? tx : { ...tx, origin: event.cause }

function appendMerges(tx: Tx, { absorptions }: PersonChange, { profileId, revision }: Profile): void {
  for (const { absorbed, rule, because } of absorptions) {
    const absorbedIds = [absorbed.profileId, ...absorbed.absorbedIds]
    outbox.append(tx, profileMerged, {
      survivorId: profileId,
      absorbedIds,
      rule,
      because,
      mergedAt: tx.now.toISOString(),
      revision,
    })
    for (const oldId of absorbedIds)
      outbox.appendTo(tx, [topicNames.people], profileChanged, { profileId: oldId, mergedInto: profileId, revision })
  }
}

function appendInteraction(tx: Tx, event: TimedEvent, { profileId, revision }: Profile): void {
  outbox.append(tx, interactionRecorded, {
    messageId: event.messageId,
    profileId,
    profileRevision: revision,
    kind: event.kind,
    name: event.name,
    properties: event.properties,
    identifiers: event.identifiers,
    context: event.context,
    channel: event.channel,
    occurredAt: event.occurredAt.toISOString(),
    receivedAt: event.receivedAt.toISOString(),
    ...(event.traits === null ? {} : { traits: event.traits }),
    ...(event.groupId === null ? {} : { groupId: event.groupId }),
    ...(event.chainDepth === undefined ? {} : { chainDepth: event.chainDepth }),
  })
}
