import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { Tenant } from '../load/tenant.js'
import type { Evidence } from './evidence.js'
import { exactlyOnce, type Finding, type Findings, openFindings } from './finding.js'
import { publishedOnce } from './published-once.js'

interface MessageRow {
  readonly message_id: string
  readonly profile_id: string
  readonly stage: string
  readonly reason: string | null
  readonly first_attempt_at: Date | null
}

/** I4: every message reached the provider exactly once; marketing mail by SMTP may be uncertain, and then says so. */
export async function checkDeliveries(evidence: Evidence): Promise<Finding> {
  const findings = openFindings('I4')
  const { acked, cluster, records } = evidence
  const files = readdirSync(cluster.mailFolder).map((file) => basename(file, '.eml'))
  for (const tenant of evidence.tenants) {
    const rows = await messagesOf(evidence, tenant)
    const known = new Map(rows.map((row) => [row.message_id, row]))
    const requested = acked.sends.filter((send) => send.tenant === tenant).map(({ messageId }) => messageId)
    exactlyOnce(findings, requested, known.keys(), 'among the messages')
    const arrived =
      tenant.mode === 'live' ? mailsTo(evidence, tenant, findings, known) : files.filter((id) => known.has(id))
    const due = rows.filter(({ stage }) => stage !== 'uncertain' && stage !== 'dropped')
    exactlyOnce(
      findings,
      due.map((row) => row.message_id),
      arrived,
      'taken by the provider',
    )
    for (const row of rows) {
      if (row.stage === 'sent' || (row.stage === 'uncertain' && tenant.mode === 'live')) continue
      if (row.stage === 'dropped' && evidence.withdrawn.has(row.profile_id)) continue
      findings.broken(`the message ${row.message_id} is ${row.stage} (${row.reason ?? 'no reason'})`)
    }
    const accepted = await cluster
      .database('messaging')
      .query<{ message_id: string }>(`select message_id from evidence where workspace_id = $1 and event = 'accepted'`, [
        tenant.id,
      ])
    // A file that is written twice is still one file: how often it was handed over stands in the evidence.
    exactlyOnce(
      findings,
      [],
      accepted.rows.map((row) => row.message_id),
      'accepted by the provider',
    )
    const published = publishedOnce(records, 'messaging.message_sent.v1', tenant.id)
    exactlyOnce(
      findings,
      rows.filter(({ stage }) => stage === 'sent').map((row) => row.message_id),
      published.map(({ data }) => String(data.messageId)),
      'published as sent in Kafka',
    )
  }
  return findings.result()
}

/** The mails to people of a tenant; one that belongs to none of its messages is one too many. */
function mailsTo(
  { mails }: Evidence,
  tenant: Tenant,
  findings: Findings,
  known: ReadonlyMap<string, unknown>,
): readonly string[] {
  const addresses = new Set(tenant.people.map(({ email }) => email))
  const ids = mails.filter(({ to }) => addresses.has(to)).map(({ messageId }) => messageId)
  for (const id of ids) if (!known.has(id)) findings.doubled(`the mail ${id} belongs to no message`)
  return ids
}

// A sender that had its claim before the withdrawal was acknowledged may still be talking to the provider.
const UNDER_WAY_MS = 2_500

/** I5: no message was claimed for a provider after its withdrawal was acknowledged. */
export async function checkPermission(evidence: Evidence): Promise<Finding> {
  const findings = openFindings('I5')
  for (const tenant of evidence.tenants) {
    if (tenant.mode !== 'live') continue
    const byId = new Map((await messagesOf(evidence, tenant)).map((row) => [row.message_id, row]))
    for (const row of byId.values()) {
      const at = evidence.withdrawn.get(row.profile_id)
      if (at === undefined || row.first_attempt_at === null) continue
      if (row.first_attempt_at.getTime() > at) findings.broken(`${row.message_id} was claimed after the withdrawal`)
    }
    for (const mail of evidence.mails) {
      const at = evidence.withdrawn.get(byId.get(mail.messageId)?.profile_id ?? '')
      if (at !== undefined && mail.startedAt > at + UNDER_WAY_MS)
        findings.broken(`${mail.messageId} went out after the withdrawal`)
    }
  }
  return findings.result()
}

async function messagesOf({ cluster }: Evidence, tenant: Tenant): Promise<readonly MessageRow[]> {
  const { rows } = await cluster
    .database('messaging')
    .query<MessageRow>(
      'select message_id, profile_id, stage, reason, first_attempt_at from message where workspace_id = $1',
      [tenant.id],
    )
  return rows
}
