import { AppError, type Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import { readLink, type UnsubscribeLink } from '../../messages/store/unsubscribe-links.js'

/** What the link in a mail would end. Looking changes nothing. */
export async function showUnsubscribe(tx: Tx, token: string): Promise<UnsubscribeLink> {
  const link = await readLink(tx, hashLinkToken(token))
  if (link === null) throw new AppError('missing', 'unsubscribe_unknown', 'There is nothing behind this link.')
  return link
}
