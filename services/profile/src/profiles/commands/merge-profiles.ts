import { AppError, type Tx } from '@polyphon/service-kit'
import { type Identifier, identifierOf } from '@polyphon/values'
import type { IdentityGraph } from '../../people/domain/identity-graph.js'
import type { Profile } from '../../people/domain/profile.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { findByIdentifier } from '../../people/store/identifiers.js'
import { readProfile } from '../../people/store/profiles.js'
import { decideMerge } from '../domain/profile-change.js'
import { saveProfileChange } from '../steps/save-profile-change.js'

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
  const graph = await lockGraph(tx, [...survivor.identifiers, ...absorbed.identifiers], [survivorId, absorbedId])
  if (!graph.people.has(survivorId) || !graph.people.has(absorbedId))
    throw new ChangedMeanwhile('One of them was merged while this transaction waited for them.')
  const shared = await readShared(tx, graph, [survivorId, absorbedId])
  const { reason, because } = input
  return saveProfileChange(tx, decideMerge(graph, { survivorId, absorbedId, reason, because }, shared))
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

/** What is ambiguous only because these two share it: it leads to the one person they are. */
async function readShared(tx: Tx, graph: IdentityGraph, both: readonly string[]): Promise<readonly Identifier[]> {
  const shared: Identifier[] = []
  for (const [key, { ambiguous }] of graph.identifiers) {
    if (!ambiguous) continue
    const identifier = identifierOf(key)
    const owners = await findByIdentifier(tx, identifier)
    if (owners.every((owner) => both.includes(owner))) shared.push(identifier)
  }
  return shared
}

const refused = (kind: 'unprocessable' | 'conflict', code: string, detail: string): AppError =>
  new AppError(kind, code, detail, { faults: [{ pointer: '/body/absorbedId', code, detail }] })
