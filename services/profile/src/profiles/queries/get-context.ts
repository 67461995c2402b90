import type { Tx } from '@polyphon/service-kit'
import { allowsPurpose, DEFAULT_PURPOSE, type PersonSubject } from '@polyphon/values'
import type { Profile } from '../../people/domain/profile.js'
import { profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { readPurposes } from '../../segments/store/segments.js'
import { getProfile } from './get-profile.js'

/** The person that a token speaks for, as they are now, with the segments of purposes that they allow. */
export async function getContext(tx: Tx, subject: PersonSubject): Promise<Profile> {
  const profileId = 'profileId' in subject ? subject.profileId : await profileOfSubject(tx, subject)
  const profile = await getProfile(tx, profileId)
  if (profile.restriction?.restricted === true) return withNothing(profile)
  return { ...profile, segments: await allowedSegments(tx, profile) }
}

/** Whoever is restricted is met like a stranger. */
const withNothing = (profile: Profile): Profile => ({
  ...profile,
  traits: {},
  computed: {},
  identifiers: [],
  segments: [],
  accounts: [],
})

// Somebody leaves a segment as soon as they do not allow it any more; that what a workspace needs consent for has changed,
// or that a consent has expired this moment, reaches their segments a little later.
async function allowedSegments(tx: Tx, { segments, consents }: Profile): Promise<readonly string[]> {
  if (segments.length === 0) return segments
  const [rules, purposes] = await Promise.all([readPurposeRules(tx), readPurposes(tx, segments)])
  return segments.filter((key) => allowsPurpose(consents, purposes.get(key) ?? DEFAULT_PURPOSE, { rules, now: tx.now }))
}
