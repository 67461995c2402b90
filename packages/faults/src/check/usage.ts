import type { Service } from '../cluster.js'
import type { Evidence } from './evidence.js'
import { type Finding, openFindings } from './finding.js'

/** What is counted as used, and the rows that are its truth: both are written by the transactions that make it true. */
const COUNTED: readonly { readonly service: Service; readonly counter: string; readonly truth: string }[] = [
  {
    service: 'profile',
    counter: 'events',
    truth: 'select count(*)::int as count from interaction where workspace_id = $1',
  },
  {
    service: 'messaging',
    counter: 'messages.email',
    truth: `select count(*)::int as count from evidence where workspace_id = $1 and event = 'accepted'`,
  },
]

/** I17: what a workspace has used is counted exactly: each event that was applied, each message that a provider took. */
export async function checkUsage({ cluster, tenants }: Evidence): Promise<Finding> {
  const findings = openFindings('I17')
  for (const { service, counter, truth } of COUNTED)
    for (const { id, key } of tenants) {
      const database = cluster.database(service)
      const counted = await database.query<{ count: number }>(
        'select coalesce(sum(amount), 0)::int as count from usage_slot where workspace_id = $1 and counter = $2',
        [id, counter],
      )
      const rows = await database.query<{ count: number }>(truth, [id])
      const [is, due] = [counted.rows[0]?.count ?? 0, rows.rows[0]?.count ?? 0]
      const what = `${is} ${counter} of ${key} are counted, and there are ${due}`
      if (is < due) findings.lost(what)
      if (is > due) findings.doubled(what)
    }
  return findings.result()
}
