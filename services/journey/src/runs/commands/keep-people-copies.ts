import { isAbsorbed, type profileChanged } from '@polyphon/contracts'
import { type Received, type Tx } from '@polyphon/service-kit'
import { keepPeople, type Person, readPeople } from '@polyphon/service-kit/copies'
import type { JourneyDeps } from '../../config.js'
import { resumeRuns } from '../steps/resume-runs.js'
import { mergeRuns } from './merge-runs.js'

export type Snapshot = Received<typeof profileChanged>

/**
 * Keeps the read copies of people and returns the ids of the events that changed one. Two groups write the same copies,
 * each in the order of the ids, so that they cannot deadlock.
 */
export async function keepPeopleCopies(
  tx: Tx,
  snapshots: readonly Snapshot[],
  deps: JourneyDeps,
): Promise<ReadonlySet<string>> {
  const known = await revisionsOf(tx, snapshots)
  // Most snapshots come twice, on the topic of facts and on the topic of people.
  const newer = snapshots
    .filter(({ data }) => isAbsorbed(data) || (known.get(data.profileId) ?? -1) < data.revision)
    .toSorted(byPerson)
  const written = new Set<string>()
  const copy = keepPeople(deps, {
    changed: async (_inside, people) => {
      for (const { profileId, revision } of people) written.add(`${profileId} ${revision}`)
    },
    restricted: (inside, people) => resumeRuns(inside, people),
    merged: (inside, { survivorId }, moved) => mergeRuns(inside, { survivorId, moved }, deps.tools.library),
  })
  await copy.handle(tx, newer)
  return new Set(
    newer.flatMap(({ id, data }) =>
      written.has(`${data.profileId} ${data.revision}`) && !isAbsorbed(data) ? [id] : [],
    ),
  )
}

async function revisionsOf(tx: Tx, snapshots: readonly Snapshot[]): Promise<ReadonlyMap<string, number>> {
  if (snapshots.length === 0) return new Map()
  const people = await readPeople(tx, [...new Set(snapshots.map(({ data }) => data.profileId))])
  return new Map(people.map(({ profileId, revision }: Person) => [profileId, revision]))
}

const lockedId = ({ data }: Snapshot): string => (isAbsorbed(data) ? data.mergedInto : data.profileId)
const byPerson = (left: Snapshot, right: Snapshot): number => {
  const [before, after] = [lockedId(left), lockedId(right)]
  return before < after ? -1 : Number(before > after)
}
