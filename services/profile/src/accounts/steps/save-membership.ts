import type { Tx } from '@polyphon/service-kit'
import { saveWithComputed } from '../../computed/steps/save-with-computed.js'
import type { Profile } from '../../people/domain/profile.js'
import { isSame } from '../../people/domain/traits.js'
import { foldMemberships, type MemberNow } from './fold-memberships.js'

/** Makes hold what somebody, who is locked, is in accounts now (null: in all), with the segments that follow from it. */
export async function saveMembership(
  tx: Tx,
  person: Profile,
  { accountKeys, because }: { readonly accountKeys: readonly string[] | null; readonly because: string },
): Promise<MemberNow> {
  const { profileId } = person
  const now = (await foldMemberships(tx, [{ person, accountKeys, before: person.accounts }])).get(profileId)
  if (now === undefined) throw new Error('Somebody was worked out and is not there.')
  if (!isSame(now.accounts, person.accounts))
    await saveWithComputed(tx, { ...person, accounts: now.accounts }, { because, accounts: true })
  return now
}
