import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, keyOf, normaliseIdentifier, type PhoneNormaliser } from '@polyphon/values'
import type { IdentifierLink } from '../../people/domain/identifier.js'
import { leadsToAfterRemoval } from '../../people/domain/let-go.js'
import type { Profile } from '../../people/domain/profile.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import { holdIdentifier, letGo } from '../steps/let-go.js'

export interface RemovalInput {
  /** Any id that the person has or had. */
  readonly profileId: string
  readonly identifier: Identifier
  /** The id of the request. */
  readonly because: string
}

// Whether nobody, one or several have it besides, and the anonymous person among them, is all that counts.
const MOST = 4

/**
 * Takes an identifier from somebody whose it is not. What happened stays theirs; the next event that names it says whose it is.
 * Throws `profile_unknown` and `identifier_unknown` (404), and `identifier_last` (409).
 */
export async function removeIdentifier(
  tx: Tx,
  { profileId: anyId, identifier: given, because }: RemovalInput,
): Promise<void> {
  const seen = await readProfile(tx, anyId)
  if (seen === null) throw profileUnknown()
  const { profileId } = seen
  const { type, value } = findLink(seen, given, await readPhoneNormaliser(tx))
  const identifier = { type, value }
  const held = await holdIdentifier(tx, identifier, { most: MOST, also: [profileId] })
  const person = held.graph.people.get(profileId)
  const link = person?.identifiers.find((candidate) => keyOf(candidate) === keyOf(identifier))
  if (person === undefined || link === undefined) throw identifierUnknown()
  requireAnother(person, link)
  const others = held.carriers.filter((id) => id !== profileId)
  const leadsTo = leadsToAfterRemoval(held.known, { profileId, others })
  await letGo(tx, held, { kind: 'removal', identifier, from: [profileId], leadsTo, because, reason: null })
}

/** What is meant, in any spelling; what was stored in another form than today's is found by that. */
function findLink({ identifiers }: Profile, given: Identifier, normalisePhone: PhoneNormaliser): IdentifierLink {
  const normal = normaliseIdentifier(given, normalisePhone)
  const keys = [normal, given].flatMap((identifier) => (identifier === null ? [] : [keyOf(identifier)]))
  const found = keys.map((key) => identifiers.find((link) => keyOf(link) === key)).find((link) => link !== undefined)
  if (found === undefined) throw identifierUnknown()
  return found
}

// Whoever has none is found by nobody who asks what is known of them.
function requireAnother({ identifiers }: Profile, link: IdentifierLink): void {
  if (!link.verified || identifiers.some((other) => other.verified && other !== link)) return
  throw new AppError('conflict', 'identifier_last', 'It is the last identifier by which the person is known.')
}

const identifierUnknown = (): AppError =>
  new AppError('missing', 'identifier_unknown', 'The person has no such identifier.')
