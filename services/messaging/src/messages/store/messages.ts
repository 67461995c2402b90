import type { Origin, Tx } from '@polyphon/service-kit'
import { recordedTrace } from '@polyphon/service-kit/traces'
import { channelName, topicName } from '@polyphon/values'
import type { Delivery, Receipts, Stage } from '../domain/delivery.js'
import type { GateVerdict } from '../domain/gate.js'
import type { Message, PlannedMessage } from '../domain/message.js'

export interface MessageRow {
  message_id: string
  profile_id: string | null
  order_id: string | null
  run_id: string | null
  invitation_id: string | null
  touchpoint: string | null
  profile_revision: string
  channels: string[]
  channel: string
  to_address: string | null
  address: string | null
  class: Message['class']
  topic: string
  priority: number
  template_key: string
  template_version: number | null
  wanted_locale: string | null
  locale: string | null
  data: Record<string, unknown>
  url: string | null
  stage: Stage
  delivery: Delivery
  receipts: Receipts
  reason: string | null
  verdicts: GateVerdict[]
  send_at: Date | null
  expires_at: Date | null
  planned_at: Date
  checks: number
  attempts: number
  first_attempt_at: Date | null
  epoch: number
  handed_to: string | null
  segments: number | null
  traceparent: string | null
  charged_at: Date | null
}

/** The columns of `MessageRow`. */
export const MESSAGE_COLUMNS = `message_id, profile_id, order_id, run_id, invitation_id, touchpoint, profile_revision, channels, channel,
  to_address, address, class, topic, priority, template_key, template_version, wanted_locale, locale, data, url, stage,
  delivery, receipts, reason, verdicts, send_at, expires_at, planned_at, checks, attempts, first_attempt_at, epoch,
  handed_to, segments, traceparent, charged_at`

export const toMessage = (row: MessageRow): Message => ({
  messageId: row.message_id,
  profileId: row.profile_id,
  orderId: row.order_id,
  runId: row.run_id,
  invitationId: row.invitation_id,
  touchpoint: row.touchpoint,
  profileRevision: Number(row.profile_revision),
  channels: row.channels.map(channelName),
  channel: row.channel,
  toAddress: row.to_address,
  address: row.address,
  class: row.class,
  topic: topicName(row.topic),
  priority: row.priority,
  templateKey: row.template_key,
  templateVersion: row.template_version,
  wantedLocale: row.wanted_locale,
  locale: row.locale,
  data: row.data,
  url: row.url,
  stage: row.stage,
  delivery: row.delivery,
  receipts: row.receipts,
  reason: row.reason,
  verdicts: row.verdicts,
  sendAt: row.send_at,
  expiresAt: row.expires_at,
  plannedAt: row.planned_at,
  checks: row.checks,
  attempts: row.attempts,
  firstAttemptAt: row.first_attempt_at,
  epoch: row.epoch,
  handedTo: row.handed_to,
  segments: row.segments,
  traceparent: row.traceparent,
  chargedAt: row.charged_at,
})

/** Stores planned messages; what has been ordered before is left out. Returns those that are new. */
export async function insertMessages(
  tx: Tx,
  planned: readonly PlannedMessage[],
  origins: ReadonlyMap<string, Origin>,
): Promise<readonly Message[]> {
  const rows = planned.map((message) => ({
    message_id: message.messageId,
    profile_id: message.profileId,
    natural_key: message.naturalKey,
    order_id: message.orderId,
    run_id: message.runId,
    invitation_id: message.invitationId,
    touchpoint: message.touchpoint,
    profile_revision: message.profileRevision,
    channels: message.channels,
    to_address: message.toAddress,
    class: message.class,
    topic: message.topic,
    priority: message.priority,
    template_key: message.templateKey,
    template_version: message.templateVersion,
    wanted_locale: message.wantedLocale,
    data: message.data,
    url: message.url,
    send_at: message.sendAt,
    expires_at: message.expiresAt,
    is_charged: message.isCharged ?? false,
    traceparent: recordedTrace(origins.get(message.messageId) ?? tx.origin)?.traceparent,
  }))
  const result = await tx.query<MessageRow>(
    `insert into message (workspace_id, message_id, profile_id, natural_key, order_id, run_id, invitation_id, touchpoint,
       profile_revision, channels, channel, to_address, class, topic, priority, template_key, template_version,
       wanted_locale, data, url, stage, delivery, send_at, expires_at, planned_at, due_at, traceparent, charged_at)
     select $1, m.message_id, m.profile_id, m.natural_key, m.order_id, m.run_id, m.invitation_id, m.touchpoint,
       m.profile_revision, array(select json_array_elements_text(m.channels)), m.channels ->> 0, m.to_address, m.class,
       m.topic, m.priority, m.template_key, m.template_version, m.wanted_locale, m.data, m.url, 'planned', 'planned',
       m.send_at, m.expires_at, $3, $3, m.traceparent, case when m.is_charged then $3::timestamptz end
       from json_to_recordset($2) as m (message_id uuid, profile_id uuid, natural_key text, order_id text, run_id uuid,
         invitation_id uuid, touchpoint text, profile_revision bigint, channels json, to_address text, class text,
         topic text, priority smallint, template_key text, template_version integer, wanted_locale text, data jsonb,
         url text, send_at timestamptz, expires_at timestamptz, traceparent text,
         is_charged boolean)
     on conflict (workspace_id, natural_key) do nothing
     returning ${MESSAGE_COLUMNS}`,
    [tx.workspaceId, JSON.stringify(rows), tx.now],
  )
  return result.rows.map(toMessage)
}

/**
 * Leases the next queued messages for preparation, transactional ones first, then by priority; rows that another
 * process has locked are skipped.
 */
export async function takeQueued(
  tx: Tx,
  { limit, until }: { readonly limit: number; readonly until: Date },
): Promise<readonly Message[]> {
  const { rows } = await tx.query<MessageRow>(
    `update message set prepared_until = $4
      where workspace_id = $1 and message_id = any (array(
        select message_id from message
         where workspace_id = $1 and stage = 'queued' and (prepared_until is null or prepared_until <= $3)
         order by (class = 'transactional') desc, priority desc, due_at, message_id limit $2 for update skip locked))
      returning ${MESSAGE_COLUMNS}`,
    [tx.workspaceId, limit, tx.serverNow, until],
  )
  const urgency = ({ class: kind, priority }: Message): number => (kind === 'transactional' ? 1_000_000 : 0) + priority
  return rows.map(toMessage).toSorted((left, right) => urgency(right) - urgency(left))
}

/** Extends the lease of messages under preparation. */
export async function extendPreparation(
  tx: Tx,
  { ids, until }: { readonly ids: readonly string[]; readonly until: Date },
): Promise<void> {
  await tx.query('update message set prepared_until = $3 where workspace_id = $1 and message_id = any ($2)', [
    tx.workspaceId,
    ids,
    until,
  ])
}

export async function lockMessages(tx: Tx, messageIds: readonly string[]): Promise<readonly Message[]> {
  const { rows } = await tx.query<MessageRow>(
    `select ${MESSAGE_COLUMNS} from message where workspace_id = $1 and message_id = any ($2) order by message_id for update`,
    [tx.workspaceId, messageIds],
  )
  return rows.map(toMessage)
}

/** Messages that wait for snapshots of these people. */
export async function lockParked(tx: Tx, profileIds: readonly string[]): Promise<readonly Message[]> {
  const { rows } = await tx.query<MessageRow>(
    `select ${MESSAGE_COLUMNS} from message where workspace_id = $1 and profile_id = any ($2) and stage = 'planned'
      order by message_id limit 500 for update skip locked`,
    [tx.workspaceId, profileIds],
  )
  return rows.map(toMessage)
}

/** Messages whose lease has ended without a result. */
export async function lockExpiredLeases(tx: Tx, limit: number): Promise<readonly Message[]> {
  const { rows } = await tx.query<MessageRow>(
    `select ${MESSAGE_COLUMNS} from message where workspace_id = $1 and stage = 'sending' and lease_until <= $2
      order by message_id limit $3 for update skip locked`,
    [tx.workspaceId, tx.serverNow, limit],
  )
  return rows.map(toMessage)
}

export async function hasQueued(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>(
    `select exists (select from message where workspace_id = $1 and stage = 'queued') as found`,
    [tx.workspaceId],
  )
  return rows[0]?.found === true
}

/** What changes about a message on its way; everything else stays as it was planned. */
export interface MessageChange {
  readonly messageId: string
  readonly profileId: string | null
  readonly channel: string
  readonly address: string | null
  readonly templateVersion: number | null
  readonly locale: string | null
  readonly url: string | null
  readonly stage: Stage
  readonly delivery: Delivery
  readonly receipts: Receipts
  readonly reason: string | null
  readonly verdicts: readonly GateVerdict[]
  readonly dueAt: Date
  readonly checks: number
  readonly attempts: number
  readonly firstAttemptAt: Date | null
  readonly epoch: number
  readonly leaseUntil: Date | null
  readonly handedTo: string | null
  readonly segments: number | null
  readonly chargedAt: Date | null
}

/** The change that changes nothing, to be spread and amended. A message that is being sent keeps its lease. */
export const unchanged = (message: Message, now: Date): MessageChange => ({ ...message, dueAt: now, leaseUntil: null })

/**
 * Saves messages whose rows are locked, in one statement. Whatever changes about a message that is being sent, its lease
 * stays: without one it would never be taken over from a sender that has died. A process that is preparing one of them loses it.
 */
export async function saveMessages(tx: Tx, changes: readonly MessageChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((change) => ({
    message_id: change.messageId,
    profile_id: change.profileId,
    channel: change.channel,
    address: change.address,
    template_version: change.templateVersion,
    locale: change.locale,
    url: change.url,
    stage: change.stage,
    delivery: change.delivery,
    receipts: change.receipts,
    reason: change.reason,
    verdicts: change.verdicts,
    due_at: change.dueAt,
    checks: change.checks,
    attempts: change.attempts,
    first_attempt_at: change.firstAttemptAt,
    epoch: change.epoch,
    lease_until: change.leaseUntil,
    handed_to: change.handedTo,
    segments: change.segments,
    charged_at: change.chargedAt,
  }))
  await tx.query(
    `update message set profile_id = c.profile_id, channel = c.channel, address = c.address,
       template_version = c.template_version, locale = c.locale, url = c.url, stage = c.stage, delivery = c.delivery,
       receipts = c.receipts, reason = c.reason, verdicts = c.verdicts, due_at = c.due_at, checks = c.checks,
       attempts = c.attempts, first_attempt_at = c.first_attempt_at, epoch = c.epoch, handed_to = c.handed_to,
       segments = c.segments, charged_at = c.charged_at, prepared_until = null, written_at = now(),
       lease_until = case when c.stage = 'sending' then coalesce(c.lease_until, message.lease_until) end
       from json_to_recordset($2) as c (message_id uuid, profile_id uuid, channel text, address text,
         template_version integer, locale text, url text, stage text, delivery text, receipts jsonb, reason text,
         verdicts jsonb, due_at timestamptz, checks integer, attempts integer, first_attempt_at timestamptz,
         epoch integer, lease_until timestamptz, handed_to text, segments integer,
         charged_at timestamptz)
      where message.workspace_id = $1 and message.message_id = c.message_id and message.message_id = any($3)`,
    // The last condition leads straight to the rows, also while the table has no statistics.
    [tx.workspaceId, JSON.stringify(rows), rows.map((row) => row.message_id)],
  )
}

export async function readMessage(tx: Tx, messageId: string): Promise<Message | null> {
  const { rows } = await tx.query<MessageRow>(
    `select ${MESSAGE_COLUMNS} from message where workspace_id = $1 and message_id = $2`,
    [tx.workspaceId, messageId],
  )
  return rows[0] === undefined ? null : toMessage(rows[0])
}
