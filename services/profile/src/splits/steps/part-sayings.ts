import type { Tx } from '@polyphon/service-kit'
import type { Origins } from '../../history/domain/origins.js'
import type { Profile } from '../../people/domain/profile.js'
import type { Partition } from '../domain/partition.js'
import { openRefold, type Refold } from '../domain/refold.js'
import { type MovedMessage, moveInteractions, moveStatements, readSayings } from '../store/sayings.js'

/** What was said, given to whom it was about. */
export interface Parted {
  readonly known: ReturnType<Refold['end']>
  /** Of whoever is split off, all in all. */
  readonly events: number
  /** The messages that were another one's before, in the order in which they happened. */
  readonly moved: readonly MovedMessage[]
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
  const refold = openRefold(person, partition, origins)
  const moved: MovedMessage[] = []
  const statements: string[] = []
  let events = 0
  for await (const page of readSayings(tx, [person.profileId, ...person.absorbedIds]))
    for (const saying of page) {
      if (refold.take(saying) === 'stays') continue
      const { messageId, position, at, profileId } = saying
      if (messageId !== null) events += 1
      if (profileId !== partition.root) continue
      if (messageId === null) statements.push(position)
      else moved.push({ messageId, position, at })
    }
  // Not before all is read: what is moved would be read once more.
  const move = { from: partition.root, to: newId }
  await moveInteractions(tx, { ...move, messages: moved })
  await moveStatements(tx, { ...move, positions: statements })
  return { known: refold.end(), events, moved }
}
