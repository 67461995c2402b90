import { erasureRequested } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import type { ErasureMode } from '@polyphon/service-kit/personal'
import {
  aboutErasure,
  beginErasure,
  findErased,
  findsIn,
  logUntilOf,
  readErasure,
  readErasureOf,
  type StoredErasure,
  sealIdentifiers,
} from '@polyphon/service-kit/rights'
import { keyOf, type PersonSubject } from '@polyphon/values'
import type { ProfileDeps } from '../../config.js'
import { findPerson, type NamedPerson } from '../../people/steps/find-person.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { assertOwnProfile, profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import { forgetIdentifiers } from '../steps/forget-identifiers.js'
import { removeIdentity } from '../steps/remove-identity.js'

export interface ErasureInput {
  readonly who: NamedPerson
  /** Whom a person token speaks for: they ask for themselves. */
  readonly self?: PersonSubject | null
  readonly mode: ErasureMode
  /** Why; it names nobody, as it stays. */
  readonly reason: string
}

export type ErasureDeps = Pick<ProfileDeps, 'personal'> & { readonly tools: Pick<ProfileDeps['tools'], 'keyring'> }

/**
 * Has somebody erased from all services, for good. Who they are is gone with the commit; all else follows, here and elsewhere.
 * Asked again of the same id it answers how far that is. Throws what `findPerson` throws, `not_own_profile` (403) and
 * `reason_names_person` (422).
 */
export async function requestErasure(tx: Tx, input: ErasureInput, deps: ErasureDeps): Promise<StoredErasure> {
  const { who, self = null } = input
  const known = who.profileId === undefined || self !== null ? null : await readErasureOf(tx, who.profileId)
  if (known !== null) return known
  const isNamed = who.profileId !== undefined || who.identifier !== undefined
  const found = self !== null && !isNamed ? await profileOfSubject(tx, self) : await findPerson(tx, who)
  if (self !== null) await assertOwnProfile(tx, self, found)
  const profileId = await lockPerson(tx, found)
  const subject = await findErased(tx, deps.personal, { profileId })
  if (findsIn(subject)(input.reason)) throw reasonNamesPerson()
  const requestId = tx.newId()
  await erase(tx, { ...input, requestId, profileId, requestedAt: tx.serverNow, subject }, deps)
  const erasure = await readErasure(tx, requestId)
  if (erasure === null) throw new Error('An erasure that was added cannot be read.')
  return erasure
}

/** Somebody whose erasure was decided, here or by this service before its database was restored. */
export interface DecidedErasure {
  readonly requestId: string
  readonly profileId: string
  readonly mode: ErasureMode
  readonly reason: string | null
  readonly requestedAt: Date
  readonly subject: Awaited<ReturnType<typeof findErased>>
}

async function erase(tx: Tx, decided: DecidedErasure, { tools: { keyring } }: ErasureDeps): Promise<void> {
  const { requestId, profileId, mode, reason, requestedAt, subject } = decided
  // By the workspace's own time, as what happens to people happens then.
  const identifierHashes = await forgetIdentifiers(tx, keyring, subject.identifiers, {
    forgottenAt: tx.now,
    until: logUntilOf('profile', tx.now),
  })
  const formerIds = await removeIdentity(tx, profileId)
  const absorbedIds = [...new Set([...formerIds, ...subject.ids])].filter((id) => id !== profileId)
  const sealed = sealIdentifiers(keyring, aboutErasure(tx.workspaceId, requestId), subject.identifiers)
  await beginErasure(tx, { requestId, personId: profileId, ids: absorbedIds, mode, reason, requestedAt, sealed })
  outbox.append(tx, erasureRequested, {
    requestId,
    profileId,
    absorbedIds,
    mode,
    identifierHashes: [...identifierHashes],
  })
}

/** Holds somebody with all that leads to them, and answers the id that they have now. */
async function lockPerson(tx: Tx, anyId: string): Promise<string> {
  const seen = await readProfile(tx, anyId)
  if (seen === null) throw profileUnknown()
  const { profileId } = seen
  const { people } = await lockGraph(tx, seen.identifiers, [profileId])
  const person = people.get(profileId)
  const held = new Set(seen.identifiers.map(keyOf))
  if (person === undefined || person.identifiers.some((identifier) => !held.has(keyOf(identifier))))
    throw new ChangedMeanwhile('Somebody has changed while this transaction waited for them.')
  return profileId
}

function reasonNamesPerson(): AppError {
  const [code, detail] = ['reason_names_person', 'The reason stays when the person is gone: it may not name them.']
  return new AppError('unprocessable', code, detail, { faults: [{ pointer: '/body/reason', code, detail }] })
}
