import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, keyOf, normaliseIdentifier } from '@polyphon/values'
import { DEFAULT_RULES, isBlocked, limitOf } from '../../people/domain/identity-rules.js'
import type { Profile } from '../../people/domain/profile.js'
import { readCanonicalId } from '../../people/store/subjects.js'
import { holdIdentifier, letGo } from '../steps/let-go.js'

/** Of how many people an identifier is taken at once. */
export const MOST_AT_ONCE = 200

export interface ReleaseInput {
  readonly identifier: Identifier
  /** Who has it from now on, by any id that they ever had; null for nobody. */
  readonly profileId: string | null
  readonly reason: string
  /** The id of the request. */
  readonly because: string
}

export interface Release extends Identifier {
  /** Whom it leads to now; null for nobody. */
  readonly profileId: string | null
  /** How many people have lost it. */
  readonly people: number
  /** Whether others have it still, so that it is shared until it is released once more. */
  readonly isMore: boolean
}

/**
 * Ends that several people share an identifier: it leads to one of them, or to nobody, so that the next event that names it
 * says whose it is. Whoever else has it loses it. What happened under it stays with whom it happened to.
 */
export async function releaseSharedIdentifier(tx: Tx, input: ReleaseInput): Promise<Release> {
  const identifier = await readIdentifier(tx, input.identifier)
  const profileId = input.profileId === null ? null : await readOwner(tx, input.profileId)
  if (profileId !== null && isBlocked(identifier))
    throw refused('unprocessable', 'identifier_blocked', '/body/identifier', 'Nobody is known by this value.')
  const held = await holdIdentifier(tx, identifier, {
    // The one who keeps it may be among them.
    most: MOST_AT_ONCE + 2,
    also: profileId === null ? [] : [profileId],
  })
  if (!held.known.ambiguous)
    throw new AppError('missing', 'shared_identifier_unknown', 'Nobody shares this identifier.')
  const others = held.carriers.filter((id) => id !== profileId)
  const from = others.slice(0, MOST_AT_ONCE)
  const isMore = others.length > from.length
  const owner = profileId === null ? undefined : held.graph.people.get(profileId)
  if (owner !== undefined) requireRoom(owner, identifier)
  const home = held.known.profileId !== null && from.includes(held.known.profileId) ? null : held.known.profileId
  const leadsTo = isMore ? { profileId: home, ambiguous: true } : { profileId, ambiguous: false }
  const { because, reason } = input
  await letGo(tx, held, { kind: 'release', identifier, from, leadsTo, because, reason })
  return { ...identifier, profileId: isMore ? null : profileId, people: from.length, isMore }
}

async function readIdentifier(tx: Tx, raw: Identifier): Promise<Identifier> {
  const identifier = normaliseIdentifier(raw, await readPhoneNormaliser(tx))
  if (identifier !== null) return identifier
  throw refused('unprocessable', 'identifier_invalid', '/body/identifier', 'This is no identifier of a person.')
}

async function readOwner(tx: Tx, anyId: string): Promise<string> {
  const profileId = await readCanonicalId(tx, anyId)
  if (profileId !== null) return profileId
  throw refused('unprocessable', 'profile_unknown', '/body/profileId', 'There is no such profile.')
}

/** Refuses to give somebody more of a type than one may have; devices make room by themselves. */
function requireRoom(owner: Profile, identifier: Identifier): void {
  const { most, replaces } = limitOf(DEFAULT_RULES, identifier.type)
  const links = owner.identifiers.filter(({ type, verified }) => verified && type === identifier.type)
  if (replaces === true || links.length < most || links.some((link) => keyOf(link) === keyOf(identifier))) return
  throw refused('conflict', 'over_limit', '/body/profileId', `The person has ${links.length} of ${identifier.type}.`)
}

const refused = (kind: 'unprocessable' | 'conflict', code: string, pointer: string, detail: string): AppError =>
  new AppError(kind, code === 'over_limit' ? 'identifiers_conflict' : code, detail, {
    faults: [{ pointer, code, detail }],
  })
