import { type Tx } from '@polyphon/service-kit'
import { readPermissions } from '@polyphon/service-kit/copies'
import type { Fault } from '@polyphon/values'
import type { Invitation } from '../domain/invitation.js'
import { warnInvitation } from '../domain/warn-invitation.js'
import { hasTemplate } from '../store/templates.js'

/** Why the mail of this invitation will not go out, as far as this service knows. */
export async function findInvitationWarnings(
  tx: Tx,
  { profileId, channels, topic, template }: Invitation,
): Promise<readonly Fault[]> {
  const [permissions, isTemplateKnown] = await Promise.all([
    readPermissions(tx, [profileId]),
    template === null ? false : hasTemplate(tx, template),
  ])
  const onTopic = permissions.filter((permission) => permission.topic === topic)
  const states = new Map(onTopic.map(({ channel, state }) => [channel, state]))
  return warnInvitation({ channels, topic, template, permissions: states, isTemplateKnown })
}
