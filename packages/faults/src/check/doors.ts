import { eventually } from '@polyphon/testkit'
import type { Seen } from '../doors/doors.js'
import type { Evidence } from './evidence.js'
import { type Finding, type Findings, growing, openFindings } from './finding.js'
import { publishedOnce } from './published-once.js'
import type { PlainRecord } from './topics.js'

// As long as what a process held when it was killed is taken to be its own, and as a client waits at most to come back.
const PATIENCE = { timeoutMs: 60_000, everyMs: 200 }

/** I15: what was published was posted to a webhook, for each person in order, and nothing once the webhook was deleted. */
export async function checkWebhooks({ doors, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I15')
  await compare(findings, () => doors.webhooks(), { records, where: 'posted' })
  for (const what of doors.afterEnd()) findings.broken(what)
  return findings.result()
}

/** I16: what was published was shown by a stream that was open all the time, for each person in order. */
export async function checkStreams({ doors, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I16')
  await compare(findings, () => doors.streams(), { records, where: 'shown by the stream' })
  for (const what of doors.ended) findings.broken(what)
  return findings.result()
}

// People are made known before anybody follows them.
const BEFORE = 'identify'

async function compare(
  findings: Findings,
  look: () => readonly Seen[],
  { records, where }: { readonly records: readonly PlainRecord[]; readonly where: string },
): Promise<void> {
  const missing = (): readonly string[] =>
    look().flatMap(({ tenant, type, ids }) => {
      const seen = new Set(ids)
      return (
        publishedOnce(records, type, tenant.id)
          // What a fault has put into the log itself, unreadable as it is, was told by no service.
          .filter(({ id, data }) => data?.profileId !== undefined && data.kind !== BEFORE && !seen.has(id))
          .map(({ id }) => `${type} ${id} is not ${where}`)
      )
    })
  await eventually(() => {
    if (missing().length > 0) throw new Error('Not everything has been told yet.')
  }, PATIENCE).catch(() => undefined)
  for (const what of missing()) findings.lost(what)
  for (const seen of look()) inOrder(findings, seen, { records, where })
}

/** The order of a person's events is that in which they were acknowledged, which their records carry in numbers. */
function inOrder(
  findings: Findings,
  { tenant, type, ids }: Seen,
  { records, where }: { readonly records: readonly PlainRecord[]; readonly where: string },
): void {
  const byId = new Map(publishedOnce(records, type, tenant.id).map((record) => [record.id, record.data]))
  const numbers = new Map<string, number[]>()
  for (const id of new Set(ids)) {
    const data = byId.get(id)
    if (data?.kind !== 'track' || typeof data.properties?.seq !== 'number') continue
    const of = numbers.get(data.profileId) ?? []
    of.push(data.properties.seq)
    numbers.set(data.profileId, of)
  }
  for (const [profileId, of] of numbers) growing(findings, of, `the events of ${profileId} ${where}`)
}
