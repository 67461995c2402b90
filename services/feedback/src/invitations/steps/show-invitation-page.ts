import type { Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import { stateOf } from '../domain/invitation.js'
import { readByToken } from '../store/invitations.js'
import { invitationUnknown } from './invitation-unknown.js'
import { firstPage, type InvitationPage, showPage } from './show-page.js'

/** The page behind the link of an invitation. Looking changes nothing: programs that read mails follow links, too. */
export async function showInvitationPage(tx: Tx, token: string, browser: readonly string[]): Promise<InvitationPage> {
  const opened = await readByToken(tx, hashLinkToken(token))
  const state = opened === null ? 'not_asked' : stateOf(opened.invitation, tx.now)
  if (opened === null || state === 'not_asked') throw invitationUnknown()
  return showPage(tx, opened, browser, state === 'open' ? firstPage(opened, tx.now) : () => ({ state }))
}
