import type { Condition } from '@polyphon/conditions'
import type { Tx } from '../db/tx.js'
import { list, type Page } from '../lists/list.js'
import type { ListQuery } from '../lists/parameters.js'
import { by } from '../lists/position.js'
import { AppError } from '../values/errors.js'
import type { Standing } from './outcome.js'
import type { DisabledBecause, Payload, Webhook } from './webhook.js'

interface WebhookRow {
  readonly key: string
  readonly webhook_id: string
  readonly url: string
  readonly types: readonly string[]
  readonly filter: Condition | null
  readonly payload: Payload
  readonly max_per_second: number | null
  readonly secret: string
  readonly former_secret: string | null
  readonly former_secret_until: Date | null
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
  readonly begins_at: Date
  readonly failing_since: Date | null
  readonly disabled_at: Date | null
  readonly disabled_because: DisabledBecause | null
  readonly paced_until: Date | null
}

const COLUMNS = `key, webhook_id, url, types, filter, payload, max_per_second, secret, former_secret, former_secret_until,
       version, created_at, updated_at, begins_at, failing_since, disabled_at, disabled_because, paced_until`

const webhookOf = (row: WebhookRow): Webhook => ({
  key: row.key,
  webhookId: row.webhook_id,
  url: row.url,
  types: row.types,
  filter: row.filter,
  payload: row.payload,
  maxPerSecond: row.max_per_second,
  secret: row.secret,
  formerSecret: row.former_secret,
  formerSecretUntil: row.former_secret_until,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  beginsAt: row.begins_at,
  failingSince: row.failing_since,
  disabledAt: row.disabled_at,
  disabledBecause: row.disabled_because,
  pacedUntil: row.paced_until,
})

export const webhookUnknown = (): AppError => new AppError('missing', 'webhook_unknown', 'There is no such webhook.')

async function find(tx: Tx, where: string, value: string): Promise<Webhook | null> {
  const { rows } = await tx.query<WebhookRow>(`select ${COLUMNS} from webhook where workspace_id = $1 and ${where}`, [
    tx.workspaceId,
    value,
  ])
  return rows[0] === undefined ? null : webhookOf(rows[0])
}

export const findWebhook = (tx: Tx, key: string): Promise<Webhook | null> => find(tx, 'key = $2', key)

/** The webhook, held until the transaction ends. */
export const lockWebhook = (tx: Tx, key: string): Promise<Webhook | null> => find(tx, 'key = $2 for update', key)
export const lockWebhookById = (tx: Tx, webhookId: string): Promise<Webhook | null> =>
  find(tx, 'webhook_id = $2 for update', webhookId)

/**
 * The webhook, held until the transaction ends; `busy` where somebody else holds it, who is not waited for: whoever comes
 * from its timer holds that one already, for which others wait who hold the webhook.
 */
export async function takeWebhookById(tx: Tx, webhookId: string): Promise<Webhook | 'busy' | null> {
  const taken = await find(tx, 'webhook_id = $2 for update skip locked', webhookId)
  if (taken !== null) return taken
  return (await find(tx, 'webhook_id = $2', webhookId)) === null ? null : 'busy'
}

export async function readWebhooks(tx: Tx): Promise<readonly Webhook[]> {
  const { rows } = await tx.query<WebhookRow>(`select ${COLUMNS} from webhook where workspace_id = $1 order by key`, [
    tx.workspaceId,
  ])
  return rows.map(webhookOf)
}

export async function countWebhooks(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::integer as count from webhook where workspace_id = $1',
    [tx.workspaceId],
  )
  return rows[0]?.count ?? 0
}

export type NewWebhook = Pick<
  Webhook,
  'key' | 'webhookId' | 'url' | 'types' | 'filter' | 'payload' | 'maxPerSecond' | 'secret'
>

export async function insertWebhook(tx: Tx, webhook: NewWebhook): Promise<void> {
  await tx.query(
    `insert into webhook (workspace_id, key, webhook_id, url, types, filter, payload, max_per_second, secret, version,
                          created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)`,
    [
      tx.workspaceId,
      webhook.key,
      webhook.webhookId,
      webhook.url,
      webhook.types,
      webhook.filter === null ? null : JSON.stringify(webhook.filter),
      webhook.payload,
      webhook.maxPerSecond,
      webhook.secret,
      tx.serverNow,
    ],
  )
}

/** Stores what a user says of it now. */
export async function saveWish(tx: Tx, webhook: Omit<NewWebhook, 'secret' | 'webhookId'>): Promise<void> {
  await tx.query(
    `update webhook set url = $3, types = $4, filter = $5, payload = $6, max_per_second = $7, version = version + 1,
                        updated_at = $8
      where workspace_id = $1 and key = $2`,
    [
      tx.workspaceId,
      webhook.key,
      webhook.url,
      webhook.types,
      webhook.filter === null ? null : JSON.stringify(webhook.filter),
      webhook.payload,
      webhook.maxPerSecond,
      tx.serverNow,
    ],
  )
}

export async function saveSecrets(
  tx: Tx,
  webhook: Pick<Webhook, 'webhookId' | 'secret' | 'formerSecret' | 'formerSecretUntil'>,
): Promise<void> {
  await tx.query(
    `update webhook set secret = $3, former_secret = $4, former_secret_until = $5
      where workspace_id = $1 and webhook_id = $2`,
    [tx.workspaceId, webhook.webhookId, webhook.secret, webhook.formerSecret, webhook.formerSecretUntil],
  )
}

/** Stores how an endpoint does; what disables it does so from now on. */
export async function saveStanding(tx: Tx, webhookId: string, standing: Standing): Promise<void> {
  await tx.query(
    `update webhook set failing_since = $3, disabled_because = $4, paced_until = $5,
                        disabled_at = case when $4::text is null then null else coalesce(disabled_at, $6) end
      where workspace_id = $1 and webhook_id = $2`,
    [tx.workspaceId, webhookId, standing.failingSince, standing.disabledBecause, standing.pacedUntil, tx.serverNow],
  )
}

/** Sends nothing before this moment. */
export async function savePace(tx: Tx, webhookId: string, until: Date): Promise<void> {
  await tx.query('update webhook set paced_until = $3 where workspace_id = $1 and webhook_id = $2', [
    tx.workspaceId,
    webhookId,
    until,
  ])
}

export async function removeWebhook(tx: Tx, key: string): Promise<void> {
  await tx.query('delete from webhook where workspace_id = $1 and key = $2', [tx.workspaceId, key])
}

const webhookList = list({ name: 'webhooks', sorts: { key: [by.text('key')] }, sort: 'key' })

export const webhookQuery = webhookList.query

export const listWebhooks = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (webhook: Webhook) => Item,
): Promise<Page<Item>> =>
  webhookList.page<WebhookRow, Item>(tx, query, {
    columns: COLUMNS,
    from: 'webhook',
    show: (_tx, rows) => rows.map((row) => show(webhookOf(row))),
  })
