import type { Person, Tenant } from '../load/tenant.js'
import type { Evidence } from './evidence.js'
import { exactlyOnce, type Finding, type Findings, growing, openFindings } from './finding.js'
import { publishedOnce } from './published-once.js'
import type { PlainRecord } from './topics.js'

const RECORDED = 'profile.interaction_recorded.v1'

/** I1: every event that was answered with 2xx is in the timeline exactly once, published once, and counted once. */
export async function checkTimeline({ cluster, tenants, acked, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I1')
  for (const tenant of tenants) {
    const wanted = acked.events.filter((event) => event.tenant === tenant)
    const ids = wanted.map(({ messageId }) => messageId)
    const stored = await cluster
      .database('profile')
      .query<{ message_id: string }>(`select message_id from interaction where workspace_id = $1 and kind = 'track'`, [
        tenant.id,
      ])
    exactlyOnce(
      findings,
      ids,
      stored.rows.map((row) => row.message_id),
      'in the timeline',
    )
    const published = publishedTracks(records, tenant.id).map(({ data }) => String(data.messageId))
    exactlyOnce(findings, ids, published, 'among the facts in Kafka')
    const counted = await cluster.database('analytics').query<{ key: string }>(
      `select profile_id || ' ' || (properties ->> 'seq') as key from fact
        where workspace_id = $1 and type like 'profile.interaction_recorded%' and properties ? 'seq'`,
      [tenant.id],
    )
    exactlyOnce(
      findings,
      wanted.map(({ person, seq }) => `${person.profileId} ${seq}`),
      counted.rows.map(({ key }) => key),
      'counted by analytics',
    )
    await compareAnswers(findings, tenant, wanted)
  }
  return findings.result()
}

/** The same through the public API: the timeline of each person, page by page. */
async function compareAnswers(findings: Findings, tenant: Tenant, wanted: Evidence['acked']['events']): Promise<void> {
  const shown = await Promise.all(
    tenant.people.map(async (person) => ({ person, seen: await shownOf(tenant, person) })),
  )
  for (const { person, seen } of shown) {
    const acknowledged = wanted.filter((event) => event.person === person).map(({ seq }) => String(seq))
    exactlyOnce(findings, acknowledged, seen, `in the timeline that the API shows of ${person.userId}`)
  }
}

async function shownOf({ api }: Tenant, { profileId }: Person): Promise<readonly string[]> {
  const seen: string[] = []
  let cursor = ''
  do {
    const page = await api.must('profile', `GET /v1/profiles/${profileId}/timeline?kind=interaction&limit=500${cursor}`)
    for (const item of page.items)
      if (item.data?.properties?.seq !== undefined) seen.push(String(item.data.properties.seq))
    cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`
  } while (cursor !== '')
  return seen
}

/** I2: for each person, what they did stands in the order in which it was acknowledged, in the database and in Kafka. */
export async function checkOrder({ cluster, tenants, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I2')
  for (const tenant of tenants) {
    const { rows } = await cluster.database('profile').query<{ profile_id: string; seqs: number[] }>(
      `select profile_id, array_agg((doc -> 'properties' ->> 'seq')::int order by position) as seqs from interaction
        where workspace_id = $1 and kind = 'track' and doc -> 'properties' ->> 'seq' is not null group by profile_id`,
      [tenant.id],
    )
    for (const row of rows) growing(findings, row.seqs, `the timeline of ${row.profile_id}`)
    const seqsOf = new Map<string, number[]>()
    for (const { data } of publishedTracks(records, tenant.id)) {
      if (typeof data.properties?.seq !== 'number') continue
      const seqs = seqsOf.get(data.profileId) ?? []
      seqs.push(data.properties.seq)
      seqsOf.set(data.profileId, seqs)
    }
    for (const [profileId, seqs] of seqsOf) growing(findings, seqs, `the facts of ${profileId} in Kafka`)
  }
  return findings.result()
}

/** The events of the load as profile has published them; `identify` and pages are interactions too. */
function publishedTracks(records: readonly PlainRecord[], workspace: string): readonly PlainRecord[] {
  return publishedOnce(records, RECORDED, workspace).filter(({ data }) => data?.kind === 'track')
}
