import { readPermissions, type Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import type { Invitation } from '../domain/invitation.js'
import { warnInvitation, warnSurvey } from '../domain/warn-invitation.js'
import { isAnythingGranted } from '../store/permissions.js'
import { isTemplateHeard } from '../store/templates.js'

/** Why the mail of this invitation will not go out, as far as this service has heard. */
export async function findInvitationWarnings(
  tx: Tx,
  { profileId, channels, topic, template }: Invitation,
): Promise<readonly Fault[]> {
  const [said, isHeard] = await Promise.all([
    readPermissions(tx, [profileId]),
    template === null ? false : isTemplateHeard(tx, template),
  ])
  const onTopic = said.filter((one) => one.topic === topic)
  const permissions = new Map(onTopic.map(({ channel, state }) => [channel, state]))
  return warnInvitation({ channels, topic, template, permissions, isTemplateHeard: isHeard })
}

/** Why no invitation to any survey can go out yet. */
export const findSurveyWarnings = async (tx: Tx): Promise<readonly Fault[]> => warnSurvey(await isAnythingGranted(tx))
