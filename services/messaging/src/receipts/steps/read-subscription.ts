import { AppError, type Tx } from '@polyphon/service-kit'
import { hashLinkToken, readWorkspace } from '@polyphon/service-kit/access'
import { followAlias, readPerson } from '@polyphon/service-kit/copies'
import { type Brand, brandOf } from '@polyphon/service-kit/pages'
import { channelName, topicName } from '@polyphon/values'
import { readLink, type UnsubscribeLink } from '../../messages/store/unsubscribe-links.js'
import { keptAddress } from '../../permissions/steps/read-address.js'
import { readSuppressed } from '../../permissions/store/addresses.js'
import { readPermissions } from '../../permissions/store/permissions.js'

/** What the link in a message would end. */
export interface Subscription extends UnsubscribeLink {
  /** The language of the person as it is known now; `locale` is that of the message. */
  readonly personLocale: string | null
  /** Nothing of the kind is sent any more, whoever has ended it and however. */
  readonly isEnded: boolean
  readonly workspaceName: string
  readonly brand: Brand | null
}

export const unsubscribeUnknown = (): AppError =>
  new AppError('missing', 'unsubscribe_unknown', 'There is nothing behind this link.')

/** Reads what a token stands for, with channel, topic and address in the form by which they are found today; throws 404. */
export async function readSubscription(tx: Tx, token: string): Promise<Subscription> {
  const found = await readLink(tx, hashLinkToken(token))
  if (found === null) throw unsubscribeUnknown()
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const [workspaceName, brand] = [workspace?.name ?? '', brandOf(workspace)]
  const link = { ...found, channel: channelName(found.channel), topic: topicName(found.topic), workspaceName, brand }
  if (link.profileId !== null) {
    const profileId = await followAlias(tx, link.profileId)
    const [person, isEnded] = [await readPerson(tx, profileId), await isWithdrawn(tx, profileId, link)]
    return { ...link, personLocale: person?.locale ?? null, isEnded }
  }
  const { channel, address } = await keptAddress(tx, link)
  const suppressed = await readSuppressed(tx, [{ channel, address }], { hold: false })
  return { ...link, channel, address, personLocale: null, isEnded: suppressed.size > 0 }
}

async function isWithdrawn(tx: Tx, profileId: string, link: UnsubscribeLink): Promise<boolean> {
  const permissions = await readPermissions(tx, profileId)
  const current = permissions.find(({ channel, topic }) => channel === link.channel && topic === link.topic)
  return current?.state === 'withdrawn'
}
