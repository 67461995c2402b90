import type { JsonObject } from '@polyphon/contracts'
import { AppError, readPhoneNormaliser, type Tx } from '@polyphon/service-kit'
import { composed, keyOf, normaliseIdentifier } from '@polyphon/values'
import type { IdentityDecision } from '../../people/domain/identity-decision.js'
import { applyDecision, isAmbiguous, ownerOf } from '../../people/domain/identity-graph.js'
import { DEFAULT_RULES, isBlocked, limitOf } from '../../people/domain/identity-rules.js'
import { learn } from '../../people/domain/learn.js'
import type { Profile } from '../../people/domain/profile.js'
import { ChangedMeanwhile } from '../../people/steps/changed-meanwhile.js'
import { type LockedGraph, lockGraph } from '../../people/steps/lock-graph.js'
import { requireProfileId } from '../../people/steps/require-profile-id.js'
import { saveIdentity } from '../../people/steps/save-identity.js'
import { settlePeople } from '../steps/settle-people.js'
import { identifiersOf, traitsTooLarge } from './put-profile.js'

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
  const locked = await lockGraph(tx, identifiers, [profileId])
  const before = locked.peopleBefore.get(profileId)
  if (before === undefined) throw new ChangedMeanwhile('The person was merged while this transaction waited for them.')
  if (update.ifMatch !== undefined && update.ifMatch !== before.revision)
    throw new AppError('precondition', 'revision_changed', 'The profile has changed since you have read it.', {
      faults: [{ pointer: '/headers/if-match', code: 'revision_changed', detail: 'Read the profile again.' }],
    })
  const free = identifiers.filter((one) => !isBlocked(one) && isFree(locked, before, one))
  const traits = composed(update.traits)
  const person = applyDecision(locked.graph, linkTo(profileId, free), {
    at: tx.now,
    now: tx.now,
    because: update.because,
  })
  const { profile, changed, warnings } = learn(person ?? before, { traits, context: {} }, tx.now)
  if (warnings.length > 0) throw traitsTooLarge()
  await saveIdentity(tx, locked)
  const paths = new Set(changed.map((name) => `traits.${name}`))
  const [settled] = await settlePeople(tx, [
    { before, after: profile, absorptions: [], events: [], paths, because: update.because },
  ])
  return settled?.profile ?? profile
}

// An address that is somebody else's stays a mere trait here: only events and explicit merges join people.
function isFree({ graph }: LockedGraph, person: Profile, identifier: { type: string; value: string }): boolean {
  if (ownerOf(graph, identifier) !== null || isAmbiguous(graph, identifier)) return false
  const own = person.identifiers.filter(({ type, verified }) => verified && type === identifier.type)
  return (
    own.some((link) => keyOf(link) === keyOf(identifier)) || own.length < limitOf(DEFAULT_RULES, identifier.type).most
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
