import { Channel, firstFaults, Id, Key, type Route, route, Topic, Warnings } from '@polyphon/service-kit'
import { briefListOf } from '@polyphon/service-kit/lists'
import { publicUrlOf } from '@polyphon/service-kit/pages'
import { durationMs, Locale, Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { Properties } from '../../answers/http/shapes.js'
import type { FeedbackDeps } from '../../config.js'
import { inviteToSurvey } from '../commands/invite-to-survey.js'
import { type Invitation, stateOf } from '../domain/invitation.js'
import { InvitationDecision, invitationList, listInvitations } from '../queries/list-invitations.js'
import { findInvitationWarnings } from '../steps/find-invitation-warnings.js'

const InvitationBody = z.strictObject({
  profileId: Id,
  properties: Properties.default({}),
  template: Key.optional().describe('Of the messaging service; a built-in one unless said'),
  topic: Topic.default('feedback').describe('The topic whose permission counts'),
  channels: z.array(Channel).min(1).max(10).default(['email']).describe('In the order in which they are tried'),
  locale: Locale.optional().describe('Used where the language of the person is not known'),
  expiresAt: Timestamp.optional().describe('In 30 days unless said'),
})

const Decision = z.object({
  id: z.string(),
  decision: InvitationDecision,
  reason: z.string().nullable().describe('Why somebody is not asked'),
  until: Moment.nullable().describe('Until when this reason holds'),
})

const Invited = Decision.extend({
  url: z.string().nullable().describe('The link for this one person; shown once, its last segment is the token'),
  survey: z.string(),
  version: z.int().nullable(),
  profileId: z.string(),
  expiresAt: Moment,
  warnings: Warnings,
}).meta({ id: 'Invited' })

const InvitationView = Decision.extend({
  state: z.enum(['open', 'used', 'expired', 'not_asked']),
  survey: z.string(),
  version: z.int().nullable(),
  profileId: z.string(),
  orderId: z.string().nullable(),
  runId: z.string().nullable(),
  answerId: z.string().nullable().describe('Of the answer, once there is any part of it'),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  template: z.string().nullable(),
  topic: z.string(),
  channels: z.array(z.string()),
  createdAt: Moment,
  expiresAt: Moment,
  usedAt: Moment.nullable(),
}).meta({ id: 'Invitation' })

function toInvitationView(invitation: Invitation, now: Date): z.input<typeof InvitationView> {
  return {
    ...invitation,
    channels: [...invitation.channels],
    properties: { ...invitation.properties },
    state: stateOf(invitation, now),
    until: invitation.until?.toISOString() ?? null,
    answerId: invitation.startedAt === null ? null : invitation.answerId,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    usedAt: invitation.usedAt?.toISOString() ?? null,
  }
}

export const invitationRoutes = (deps: FeedbackDeps): readonly Route[] => [
  route({
    operationId: 'inviteToSurvey',
    method: 'post',
    path: '/v1/surveys/:key/invitations',
    summary: 'Ask one person to answer a survey',
    description:
      'The decision is kept with its reason; messaging sends the invitation if the person allows it: `warnings` say what will keep it from that.',
    tag: 'Invitations',
    access: { who: 'key', scope: 'feedback:write', staff: 'people' },
    // The link is shown once: what is kept for the Idempotency-Key must not open it to a reader of the database.
    secretAnswer: true,
    params: z.object({ key: Key }),
    body: InvitationBody,
    responses: { 201: Invited },
    example: { profileId: '01890a5d-ac96-774b-bcce-b302099a8057', properties: { late: false }, channels: ['email'] },
    handle: async (tx, { params, body }) => {
      const { template, locale, expiresAt, ...rest } = body
      const { invitation, url } = await inviteToSurvey(
        tx,
        { ...rest, survey: params.key, template: template ?? null, locale: locale ?? null, expiresAt },
        { publicUrl: publicUrlOf(deps.settings), lifetimeMs: durationMs(deps.settings.INVITATION_LIFETIME) },
      )
      const warnings = firstFaults(await findInvitationWarnings(tx, invitation))
      return { status: 201, body: { ...toInvitationView(invitation, tx.now), url, warnings } }
    },
  }),
  route({
    operationId: 'listInvitations',
    method: 'get',
    path: '/v1/surveys/:key/invitations',
    summary: 'Every decision whether to ask, newest first',
    tag: 'Invitations',
    access: { who: 'key', scope: 'feedback:read', staff: 'people' },
    params: z.object({ key: z.string().min(1).max(200) }),
    query: invitationList.query,
    responses: { 200: briefListOf(InvitationView, ['properties']) },
    handle: async (tx, { params, query }) => ({
      status: 200,
      body: await listInvitations(tx, query, {
        survey: params.key,
        show: (invitation) => toInvitationView(invitation, tx.now),
      }),
    }),
  }),
]
