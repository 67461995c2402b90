import { AppError, type Tx } from '@polyphon/service-kit'
import { identifierOf } from '@polyphon/values'
import { absorb } from '../../people/domain/identity-graph.js'
import type { Profile } from '../../people/domain/profile.js'
import { ChangedMeanwhile } from '../../people/steps/changed-meanwhile.js'
import { type LockedGraph, lockGraph } from '../../people/steps/lock-graph.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import { findByIdentifier } from '../../people/store/identifiers.js'
import { readProfile } from '../../people/store/profiles.js'
import { settlePeople } from '../steps/settle-people.js'

export interface MergeInput {
  readonly survivorId: string
  readonly absorbedId: string
  /** Why somebody decided this; kept in the ledger. */
  readonly reason: string
  readonly because: string
}

/** Merges two people whom somebody knows to be one; who survives is the caller's choice. */
export async function mergeProfiles(tx: Tx, input: MergeInput): Promise<Profile> {
  const { survivor, absorbed } = await readBoth(tx, input)
  const [survivorId, absorbedId] = [survivor.profileId, absorbed.profileId]
  const locked = await lockGraph(tx, [...survivor.identifiers, ...absorbed.identifiers], [survivorId, absorbedId])
  const before = locked.peopleBefore.get(survivorId)
  if (before === undefined || !locked.peopleBefore.has(absorbedId))
    throw new ChangedMeanwhile('One of them was merged while this transaction waited for them.')
  absorb(locked.graph, { survivorId, absorbedId, rule: 'manual', because: input.because, reason: input.reason })
  await clearShared(tx, locked, new Set([survivorId, absorbedId]))
  const after = locked.graph.people.get(survivorId) ?? before
  await saveIdentity(tx, locked)
  const { absorptions } = locked.graph
  const [settled] = await settlePeople(tx, [
    { before, after, absorptions, events: [], paths: new Set(), because: input.because },
  ])
  return settled?.profile ?? after
}

async function readBoth(tx: Tx, input: MergeInput): Promise<{ survivor: Profile; absorbed: Profile }> {
  const survivor = await readProfile(tx, input.survivorId)
  if (survivor === null) throw profileUnknown()
  if (input.survivorId === input.absorbedId)
    throw refused('unprocessable', 'profile_same', 'A profile cannot be merged into itself.')
  const absorbed = await readProfile(tx, input.absorbedId)
  if (absorbed === null) throw refused('unprocessable', 'profile_unknown', 'There is no such profile.')
  if (absorbed.profileId === survivor.profileId)
    throw refused('conflict', 'already_merged', 'Both ids are the same person already.')
  return { survivor, absorbed }
}

/** What was ambiguous only because these two shared it leads to the one person they are. */
async function clearShared(tx: Tx, { graph }: LockedGraph, both: ReadonlySet<string>): Promise<void> {
  const [survivorId = null] = both
  for (const [key, { ambiguous }] of graph.identifiers) {
    if (!ambiguous) continue
    const owners = await findByIdentifier(tx, identifierOf(key))
    if (owners.every((owner) => both.has(owner)))
      graph.identifiers.set(key, { profileId: survivorId, ambiguous: false })
  }
}

const refused = (kind: 'unprocessable' | 'conflict', code: string, detail: string): AppError =>
  new AppError(kind, code, detail, { faults: [{ pointer: '/body/absorbedId', code, detail }] })
