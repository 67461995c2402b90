import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { moveStatementsOf, removeStatementOf, stateFirstCalls } from '../store/memberships.js'

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

/**
 * Takes back what a group call has said that is deleted; a later one of somebody, which had added nothing to it, says it from
 * then on. What it comes to is worked out with the change of the person.
 */
export async function forgetGroupCall(
  tx: Tx,
  { profileId, absorbedIds }: Pick<Profile, 'profileId' | 'absorbedIds'>,
  messageId: string,
): Promise<void> {
  const ids = [profileId, ...absorbedIds]
  await removeStatementOf(tx, ids, messageId)
  await stateFirstCalls(tx, ids)
}
