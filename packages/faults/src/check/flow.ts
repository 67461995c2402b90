import { SERVICES } from '../cluster.js'
import type { Evidence } from './evidence.js'
import { type Finding, openFindings } from './finding.js'

/** I7: nothing is silently dropped. Every partition is read to its end (I8), and dead letters are those expected. */
export async function checkDropped({ cluster, tenants, deadLetters: expected }: Evidence): Promise<Finding> {
  const findings = openFindings('I7')
  const ids = tenants.map(({ id }) => id)
  let count = 0
  const reasons: string[] = []
  for (const service of SERVICES) {
    const { rows } = await cluster.database(service).query<{ event_type: string | null; reason: string }>(
      // Of what cannot be read at all only the key still says whose it is.
      `select event_type, reason from dead_letter
          where workspace_id = any($1) or split_part(record_key, ':', 1) = any($1::text[])`,
      [ids],
    )
    count += rows.length
    reasons.push(...rows.map((row) => `${service}: ${row.event_type ?? 'unreadable'}: ${row.reason.slice(0, 100)}`))
  }
  if (count !== expected)
    findings.broken(`${count} dead letters, ${expected} expected: ${reasons.slice(0, 3).join('; ')}`)
  return findings.result()
}

/** I8: outbox, lag and sending come to rest. */
export async function checkRest({ left }: Evidence): Promise<Finding> {
  const findings = openFindings('I8')
  for (const remainder of left) findings.broken(remainder)
  return findings.result()
}
