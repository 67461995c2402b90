import type { JsonObject } from '@polyphon/contracts'
import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { composed, keyOf, normaliseIdentifier } from '@polyphon/values'
import type { IdentityDecision } from '../../people/domain/identity-decision.js'
import { type IdentityGraph, isAmbiguous, ownerOf } from '../../people/domain/identity-graph.js'
import { DEFAULT_RULES, isBlocked, limitOf } from '../../people/domain/identity-rules.js'
import type { Profile } from '../../people/domain/profile.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { decideProfileChange, identifiersOf } from '../domain/profile-change.js'
import { saveProfileChange } from '../steps/save-profile-change.js'

export interface ProfileUpdate {
  readonly profileId: string
  /** Null removes a trait; what is not named stays. */
  readonly traits: JsonObject
  /** The revision that the caller has read; undefined for any. */
  readonly ifMatch: number | undefined
  readonly because: string
}

/** Changes what is known of one person, if they still are as the caller has read them. */
export async function updateProfile(tx: Tx, update: ProfileUpdate): Promise<Profile> {
  const profileId = await requireProfileId(tx, update.profileId)
  const normalisePhone = await readPhoneNormaliser(tx)
  const identifiers = identifiersOf(update.traits).flatMap((raw) => normaliseIdentifier(raw, normalisePhone) ?? [])
  const graph = await lockGraph(tx, identifiers, [profileId])
  const before = graph.people.get(profileId)
  if (before === undefined) throw new ChangedMeanwhile('The person was merged while this transaction waited for them.')
  if (update.ifMatch !== undefined && update.ifMatch !== before.revision)
    throw new AppError('precondition', 'revision_changed', 'The profile has changed since you have read it.', {
      faults: [{ pointer: '/headers/if-match', code: 'revision_changed', detail: 'Read the profile again.' }],
    })
  const free = identifiers.filter((identifier) => !isBlocked(identifier) && isFree(graph, before, identifier))
  const change = decideProfileChange(graph, linkTo(profileId, free), {
    traits: composed(update.traits),
    now: tx.now,
    because: update.because,
  })
  return saveProfileChange(tx, change)
}

// An address that is somebody else's stays a mere trait here: only events and explicit merges join people.
function isFree(graph: IdentityGraph, person: Profile, identifier: { type: string; value: string }): boolean {
  if (ownerOf(graph, identifier) !== null || isAmbiguous(graph, identifier)) return false
  const links = person.identifiers.filter(({ type, verified }) => verified && type === identifier.type)
  return (
    links.some((link) => keyOf(link) === keyOf(identifier)) ||
    links.length < limitOf(DEFAULT_RULES, identifier.type).most
  )
}

const linkTo = (profileId: string, identifiers: IdentityDecision['owned']): IdentityDecision => ({
  profileId,
  created: false,
  absorbed: [],
  owned: identifiers,
  seen: identifiers,
  doubts: null,
  nowAmbiguous: [],
  anonymousHomeOf: null,
  verdicts: [],
  warnings: [],
  rule: 'update',
})
