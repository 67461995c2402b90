import { type Tx } from '@polyphon/service-kit'
import { currentIdSql } from '@polyphon/service-kit/copies'
import type { Answers } from '../../answers/domain/answers.js'
import type { Properties } from '../../answers/domain/properties.js'
import type { Survey, SurveyDefinition } from '../../surveys/domain/survey.js'
import type { Invitation } from '../domain/invitation.js'

export interface InvitationRow {
  id: string
  profile_id: string
  survey_key: string
  version: number | null
  decision: Invitation['decision']
  reason: string | null
  until: Date | null
  order_id: string | null
  run_id: string | null
  touchpoint: string | null
  properties: Properties
  template: string | null
  topic: string
  channels: string[]
  locale: string | null
  created_at: Date
  expires_at: Date
  answer_id: string
  answers: Answers
  started_at: Date | null
  used_at: Date | null
}

/** The columns of `InvitationRow` but whose it is. */
export const INVITATION_COLUMNS = `i.id, i.survey_key, i.version, i.decision, i.reason, i.until, i.order_id, i.run_id, i.touchpoint,
  i.properties, i.template, i.topic, i.channels, i.locale, i.created_at, i.expires_at, i.answer_id, i.answers,
  i.started_at, i.used_at`

export const toInvitation = (row: InvitationRow): Invitation => ({
  id: row.id,
  profileId: row.profile_id,
  survey: row.survey_key,
  version: row.version,
  decision: row.decision,
  reason: row.reason,
  until: row.until,
  orderId: row.order_id,
  runId: row.run_id,
  touchpoint: row.touchpoint,
  properties: row.properties,
  template: row.template,
  topic: row.topic,
  channels: row.channels,
  locale: row.locale,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  answerId: row.answer_id,
  answers: row.answers,
  startedAt: row.started_at,
  usedAt: row.used_at,
})

/** Keeps a decision; answers false when the same order has been decided on before. */
export async function insertInvitation(tx: Tx, invitation: Invitation, tokenHash: string | null): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into invitation (workspace_id, id, profile_id, survey_key, version, decision, reason, until, token_hash,
       order_id, run_id, touchpoint, properties, template, topic, channels, locale, created_at, expires_at, answer_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     on conflict (workspace_id, order_id) where order_id is not null do nothing
     returning 1`,
    [
      tx.workspaceId,
      invitation.id,
      invitation.profileId,
      invitation.survey,
      invitation.version,
      invitation.decision,
      invitation.reason,
      invitation.until,
      tokenHash,
      invitation.orderId,
      invitation.runId,
      invitation.touchpoint,
      JSON.stringify(invitation.properties),
      invitation.template,
      invitation.topic,
      invitation.channels,
      invitation.locale,
      invitation.createdAt,
      invitation.expiresAt,
      invitation.answerId,
    ],
  )
  return rows.length === 1
}

export async function isOrderDecided(tx: Tx, orderId: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from invitation where workspace_id = $1 and order_id = $2', [
    tx.workspaceId,
    orderId,
  ])
  return rowCount === 1
}

/** An invitation with what is needed to show and answer it: its survey's version and the languages to try. */
export interface OpenedInvitation {
  readonly invitation: Invitation
  readonly survey: Survey
  readonly personLocale: string | null
  readonly workspaceLocale: string | null
}

interface OpenedRow extends InvitationRow {
  definition: SurveyDefinition
  published_at: Date
  person_locale: string | null
  workspace_locale: string | null
}

// The survey's version never changes, and what was answered so far is in the invitation's own row: after waiting for
// the lock, PostgreSQL reads only that row anew.
const OPENED = `select ${INVITATION_COLUMNS}, coalesce(a.canonical_id, i.profile_id) as profile_id,
       v.definition, v.published_at, p.locale as person_locale, w.locale as workspace_locale
  from invitation i
  join survey_version v on v.workspace_id = $1 and v.key = i.survey_key and v.version = i.version
  left join profile_alias a on a.workspace_id = $1 and a.old_id = i.profile_id
  left join person p on p.workspace_id = $1 and p.profile_id = ${currentIdSql('a.canonical_id', 'i.profile_id')}
  left join workspace w on w.workspace_id = $1
 where i.workspace_id = $1 and i.token_hash = $2`

const toOpened = (row: OpenedRow): OpenedInvitation => ({
  invitation: toInvitation(row),
  survey: { key: row.survey_key, version: row.version ?? 0, ...row.definition, publishedAt: row.published_at },
  personLocale: row.person_locale,
  workspaceLocale: row.workspace_locale,
})

export async function readByToken(tx: Tx, tokenHash: string): Promise<OpenedInvitation | null> {
  const { rows } = await tx.query<OpenedRow>(OPENED, [tx.workspaceId, tokenHash])
  return rows[0] ? toOpened(rows[0]) : null
}

/** The same, locked: whoever holds it decides whether the token is still good. */
export async function lockByToken(tx: Tx, tokenHash: string): Promise<OpenedInvitation | null> {
  const { rows } = await tx.query<OpenedRow>(`${OPENED} for update of i`, [tx.workspaceId, tokenHash])
  return rows[0] ? toOpened(rows[0]) : null
}
