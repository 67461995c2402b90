import { AppError, Id, type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import { by, is, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { hasSurvey } from '../../surveys/store/surveys.js'
import type { Invitation } from '../domain/invitation.js'
import { INVITATION_COLUMNS, type InvitationRow, toInvitation } from '../store/invitations.js'

export const InvitationDecision = z.enum(['asked', 'not_asked'])

/** Every decision on a survey whether to ask somebody. */
export const invitationList = list({
  name: 'invitations',
  filters: {
    profileId: where(Id, (value) => `i.profile_id = ${value}::uuid`, followAlias),
    decision: is('i.decision', InvitationDecision),
    reason: is('i.reason', z.string().min(1).max(200).describe('Why somebody is not asked')),
    runId: is('i.run_id', Id.describe('Of the run of a journey that ordered it')),
  },
  period: { column: 'i.created_at', means: 'Decided' },
  sorts: { createdAt: [by.time('i.created_at'), by.id('i.id')] },
  sort: '-createdAt',
  bulk: ['properties'],
})

/**
 * Every decision whether to ask. A survey that does not exist has decisions too: those that say so, for orders that named
 * it. Without any it is unknown.
 */
export async function listInvitations<Item extends object>(
  tx: Tx,
  query: ListQuery,
  { survey, show }: { readonly survey: string; readonly show: (invitation: Invitation) => Item },
): Promise<Page<Item>> {
  const page = await invitationList.page<InvitationRow, Item>(tx, query, {
    columns: `${INVITATION_COLUMNS}, i.profile_id`,
    from: 'invitation i',
    where: 'i.workspace_id = $1',
    within: { 'i.survey_key': survey },
    show: (_tx, rows) => rows.map((row) => show(toInvitation(row))),
  })
  if (page.items.length === 0 && query.cursor === undefined && !(await hasSurvey(tx, survey)))
    throw new AppError('missing', 'survey_unknown', 'There is no such survey.')
  return page
}
