import { readPermissions, type Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import type { Invitation } from '../domain/invitation.js'
import { warnInvitation } from '../domain/warn-invitation.js'
import { isTemplateKnown } from '../store/templates.js'

/** Why the mail of this invitation will not go out, as far as this service knows. */
export async function findInvitationWarnings(
  tx: Tx,
  { profileId, channels, topic, template }: Invitation,
): Promise<readonly Fault[]> {
  const [known, isKnown] = await Promise.all([
    readPermissions(tx, [profileId]),
    template === null ? false : isTemplateKnown(tx, template),
  ])
  const onTopic = known.filter((permission) => permission.topic === topic)
  const permissions = new Map(onTopic.map(({ channel, state }) => [channel, state]))
  return warnInvitation({ channels, topic, template, permissions, isTemplateKnown: isKnown })
}
