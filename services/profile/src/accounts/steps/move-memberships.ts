import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { moveStatementsOf, stateFirstCalls } from '../store/memberships.js'

/**
 * Gives whoever is split off what their events have said of accounts; what was said under an id of theirs goes with it. What
 * it comes to is worked out with the change of both.
 */
export async function moveMemberships(
  tx: Tx,
  {
    person,
    to,
    messages,
  }: {
    readonly person: Pick<Profile, 'profileId' | 'absorbedIds'>
    readonly to: string
    readonly messages: readonly { readonly messageId: string }[]
  },
): Promise<void> {
  const messageIds = messages.map(({ messageId }) => messageId)
  await moveStatementsOf(tx, { from: person.profileId, to, messageIds })
  await stateFirstCalls(tx, [...new Set([person.profileId, to, ...person.absorbedIds])])
}
