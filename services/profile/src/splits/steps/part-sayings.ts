import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import type { Origins } from '../domain/origins.js'
import type { Partition } from '../domain/partition.js'
import { openRefold, type Refold } from '../domain/refold.js'
import { moveInteractions, moveStatements, readSayings, type StoredSaying } from '../store/sayings.js'

/** What was said, given to whom it was about. */
export interface Parted {
  readonly known: ReturnType<Refold['end']>
  /** Of whoever is split off, all in all. */
  readonly events: number
  /** The messages that were another one's before, in the order in which they happened. */
  readonly moved: readonly MovedMessage[]
}

/** An event that has changed hands. */
export interface MovedMessage {
  readonly messageId: string
  readonly at: Date
}

/**
 * Reads once all that was said of somebody, folds it for each side, and gives whoever is split off what was written under the
 * id of the one who stays.
 */
export async function partSayings(
  tx: Tx,
  {
    person,
    partition,
    origins,
    newId,
  }: {
    readonly person: Profile
    readonly partition: Partition
    readonly origins: Origins
    readonly newId: string
  },
): Promise<Parted> {
  const refold = openRefold(partition, origins)
  const moved: MovedMessage[] = []
  let events = 0
  // What is moved is read no second time, as it is another one's then: it is moved at the end.
  const theirs: StoredSaying[] = []
  for await (const page of readSayings(tx, [person.profileId, ...person.absorbedIds]))
    for (const saying of page) {
      if (refold.take(saying) === 'stays') continue
      if (saying.messageId !== null) events += 1
      if (saying.profileId === partition.root) theirs.push(positionOf(saying))
    }
  const messages = theirs.filter(({ messageId }) => messageId !== null)
  const [first, last] = [messages[0], messages.at(-1)]
  const move = { from: partition.root, to: newId }
  if (first !== undefined && last !== undefined)
    await moveInteractions(tx, {
      ...move,
      positions: messages.map(({ position }) => position),
      between: [first.at, last.at],
    })
  await moveStatements(tx, {
    ...move,
    positions: theirs.flatMap(({ messageId, position }) => (messageId === null ? [position] : [])),
  })
  for (const { messageId, at } of messages) if (messageId !== null) moved.push({ messageId, at })
  return { known: refold.end(person), events, moved }
}

/** Only where it stands: what it says may be large, and there may be many. */
const positionOf = (saying: StoredSaying): StoredSaying => ({ ...saying, identifiers: [], traits: {}, context: {} })
