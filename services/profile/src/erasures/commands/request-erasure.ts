import { erasureRequested } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
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
import { type Identifier, keyOf, normaliseIdentifier } from '@polyphon/values'
import type { ProfileDeps } from '../../config.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { findByIdentifier } from '../../people/store/identifiers.js'
import { readProfile } from '../../people/store/profiles.js'
import { forgetIdentifiers } from '../steps/forget-identifiers.js'
import { removeIdentity } from '../steps/remove-identity.js'

export type WhoToErase = { readonly profileId: string } | { readonly identifier: Identifier }

export interface ErasureInput {
  readonly who: WhoToErase
  readonly mode: ErasureMode
  /** Why; it names nobody, as it stays. */
  readonly reason: string
}

export type ErasureDeps = Pick<ProfileDeps, 'personal'> & { readonly tools: Pick<ProfileDeps['tools'], 'keyring'> }

/**
 * Has somebody erased from all services, for good. Who they are is gone with the commit; all else follows, here and elsewhere.
 * Asked again of the same id it answers how far that is. Throws `profile_unknown` (404), `identifier_shared` (409) and
 * `reason_names_person` (422).
 */
export async function requestErasure(tx: Tx, input: ErasureInput, deps: ErasureDeps): Promise<StoredErasure> {
  const known = 'profileId' in input.who ? await readErasureOf(tx, input.who.profileId) : null
  if (known !== null) return known
  const profileId = await lockPerson(tx, await findPersonId(tx, input.who))
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
  const until = logUntilOf('profile', requestedAt)
  const identifierHashes = await forgetIdentifiers(tx, keyring, subject.identifiers, {
    forgottenAt: requestedAt,
    until,
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

async function findPersonId(tx: Tx, who: WhoToErase): Promise<string> {
  if ('profileId' in who) return who.profileId
  const identifier = normaliseIdentifier(who.identifier, await readPhoneNormaliser(tx))
  if (identifier === null) throw refused('unprocessable', 'identifier_invalid', 'This is no identifier of a person.')
  const [found, ...others] = await findByIdentifier(tx, identifier)
  if (found === undefined) throw profileUnknown()
  if (others.length > 0)
    throw refused('conflict', 'identifier_shared', 'Several people have this identifier; name one by `profileId`.')
  return found
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

const refused = (kind: 'unprocessable' | 'conflict', code: string, detail: string): AppError =>
  new AppError(kind, code, detail, { faults: [{ pointer: '/body/identifier', code, detail }] })

function reasonNamesPerson(): AppError {
  const [code, detail] = ['reason_names_person', 'The reason stays when the person is gone: it may not name them.']
  return new AppError('unprocessable', code, detail, { faults: [{ pointer: '/body/reason', code, detail }] })
}
