import { AppError, type Tx } from '@polyphon/service-kit'
import { absorb } from '../domain/identity-graph.js'
import type { Profile } from '../domain/profile.js'
import { requireProfileId } from '../queries/require-profile-id.js'
import { readCanonicalId } from '../store/subjects.js'
import { ChangedMeanwhile } from './changed-meanwhile.js'
import { lockGraph } from './read-graph.js'
import { saveIdentity } from './save-identity.js'
import { settlePeople } from './settle-people.js'

export interface MergeInput {
  readonly survivorId: string
  readonly absorbedId: string
  /** Why somebody decided this; kept in the ledger. */
  readonly reason: string
  readonly because: string
}

/** Merges two people whom somebody knows to be one; who survives is the caller's choice. */
export async function mergeProfiles(tx: Tx, input: MergeInput): Promise<Profile> {
  const survivorId = await requireProfileId(tx, input.survivorId)
  const absorbedId = await readCanonicalId(tx, input.absorbedId)
  if (absorbedId === null) throw refused('unprocessable', 'profile_unknown', 'There is no such profile.')
  if (input.survivorId === input.absorbedId)
    throw refused('unprocessable', 'profile_same', 'A profile cannot be merged into itself.')
  if (absorbedId === survivorId) throw refused('conflict', 'already_merged', 'Both ids are the same person already.')
  const locked = await lockGraph(tx, [], [survivorId, absorbedId])
  const before = locked.peopleBefore.get(survivorId)
  if (before === undefined || !locked.peopleBefore.has(absorbedId))
    throw new ChangedMeanwhile('One of them was merged while this transaction waited for them.')
  absorb(locked.graph, { survivorId, absorbedId, rule: 'manual', because: input.because, reason: input.reason })
  const after = locked.graph.people.get(survivorId) ?? before
  await saveIdentity(tx, locked)
  const [settled] = await settlePeople(tx, [
    {
      before,
      after,
      absorptions: locked.graph.absorptions,
      events: [],
      paths: new Set(),
      because: input.because,
    },
  ])
  return settled?.profile ?? after
}

const refused = (kind: 'unprocessable' | 'conflict', code: string, detail: string): AppError =>
  new AppError(kind, code, detail, { faults: [{ pointer: '/body/absorbedId', code, detail }] })
