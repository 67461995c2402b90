import type { Cluster, Service } from '../cluster.js'

const processOf = ({ processes }: Cluster, service: Service) => processes.find((running) => running.service === service)

/** What the metrics of a service say it has missed. */
export async function missedBy(cluster: Cluster, service: Service): Promise<number> {
  const metrics = await (await fetch(`${processOf(cluster, service)?.url ?? ''}/metrics`)).text()
  const lines = metrics.split('\n').filter((line) => /^polyphon_events_consumed_total\{.*outcome="missed"/.test(line))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

/** The gaps that a service names in its readiness, as one text for each; none when it says that all is well. */
export async function gapsOf(cluster: Cluster, service: Service): Promise<readonly string[]> {
  const answer = await fetch(`${processOf(cluster, service)?.url ?? ''}/readyz`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the form of /readyz, which the API's document gives
  const { checks } = (await answer.json()) as { checks: { name: string; ok: boolean; reason?: string }[] }
  const found = checks.find(({ name }) => name === 'offsets')
  if (found === undefined) return [`/readyz of ${service} has no check of offsets`]
  const gaps = found.ok ? [] : (found.reason ?? '').split('; ').filter((text) => text.includes('has a gap in'))
  if (!found.ok && answer.status !== 503)
    return [...gaps, `/readyz of ${service} answers ${answer.status} in spite of a gap`]
  return gaps
}

/** Accepts every gap of a service, as an operator would; answers how many there were. */
export async function acceptGaps({ stack }: Cluster, service: Service): Promise<number> {
  const answer = await fetch(`${stack.urls[service] ?? ''}/v1/offsets/accept`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.adminToken}`, 'content-type': 'application/json' },
    body: '{}',
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the form of the answer, which the API's document gives
  const { accepted } = (await answer.json()) as { accepted: unknown[] }
  return accepted.length
}
