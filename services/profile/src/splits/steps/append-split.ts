import { interactionsMoved, profileChanged, profileSplit, topicNames } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import type { Partition } from '../domain/partition.js'
import type { MovedMessage } from '../store/sayings.js'

const MOST_IN_ONE = 1_000

/** Appends that one person is two, what former ids stand for now, and which events have changed hands. */
export function appendSplit(
  tx: Tx,
  {
    partition,
    survivor,
    fresh,
    moved,
    because,
  }: {
    readonly partition: Partition
    readonly survivor: Profile
    readonly fresh: Profile
    readonly moved: readonly MovedMessage[]
    readonly because: string
  },
): void {
  for (const oldId of fresh.absorbedIds)
    outbox.appendTo(tx, [topicNames.people], profileChanged, {
      profileId: oldId,
      mergedInto: fresh.profileId,
      revision: fresh.revision,
    })
  outbox.append(tx, profileSplit, {
    survivorId: survivor.profileId,
    newId: fresh.profileId,
    identifiers: partition.goes.map(({ type, value }) => ({ type, value })),
    because,
    occurredAt: tx.now.toISOString(),
  })
  for (let begin = 0; begin < moved.length; begin += MOST_IN_ONE) {
    const chunk = moved.slice(begin, begin + MOST_IN_ONE)
    const [first, last] = [chunk[0], chunk.at(-1)]
    if (first === undefined || last === undefined) return
    outbox.append(tx, interactionsMoved, {
      from: survivor.profileId,
      to: fresh.profileId,
      messageIds: chunk.map(({ messageId }) => messageId),
      between: [first.at.toISOString(), last.at.toISOString()],
    })
  }
}
