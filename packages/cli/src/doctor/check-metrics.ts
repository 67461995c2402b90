import type { Sample } from '../frame/metrics.js'
import type { Finding } from './finding.js'

interface Limit {
  readonly name: string
  readonly above: number
  readonly severity: Finding['severity']
  what(value: number, labels: Sample['labels']): string
  readonly todo: string
  readonly page: string
}

const LAG_LABEL = ({ group = '', topic = '' }: Sample['labels']): string => `${group} of ${topic}`
const seconds = (value: number): string => `${Math.round(value)} s`

/** What of the metrics is worth a look at this moment; alerts for Prometheus watch them over time, with the same runbooks. */
const LIMITS: readonly Limit[] = [
  {
    name: 'polyphon_outbox_age_seconds',
    above: 60,
    severity: 'problem',
    what: (value) => `The oldest event has waited ${seconds(value)} to be published.`,
    todo: 'See whether the log answers; /readyz names a lane that fails.',
    page: 'docs/runbooks/outbox-waits.md',
  },
  {
    name: 'polyphon_timers_overdue_seconds',
    above: 60,
    severity: 'problem',
    what: (value) => `A timer should have run ${seconds(value)} ago.`,
    todo: 'See the log of the service for the timer that fails, and whether it has enough CPU and connections.',
    page: 'docs/runbooks/timers-overdue.md',
  },
  {
    name: 'polyphon_log_gaps',
    above: 0,
    severity: 'problem',
    what: (value) => `${value} gaps: records that were gone before they were read.`,
    todo: '/readyz names them; restore a newer backup, or accept them by POST /v1/offsets/accept.',
    page: 'docs/runbooks/log-gap.md',
  },
  {
    name: 'polyphon_dead_letters',
    above: 0,
    severity: 'warning',
    what: (value) => `${value} dead letters wait.`,
    todo: 'polyphon dlq list says why; mend the cause, then polyphon dlq redrive.',
    page: 'docs/runbooks/dead-letters.md',
  },
  {
    name: 'db_client_connection_pending_requests',
    above: 20,
    severity: 'warning',
    what: (value) => `${value} transactions wait for a connection.`,
    todo: 'Raise DATABASE_POOL, or add a replica.',
    page: 'docs/runbooks/database-pool-exhausted.md',
  },
]

export function checkMetrics(service: string, samples: readonly Sample[]): readonly Finding[] {
  return LIMITS.flatMap(({ name, above, severity, what, todo, page }) =>
    samples
      .filter((sample) => sample.name === name && sample.value > above)
      .map(({ value, labels }) => ({ severity, service, check: name, what: what(value, labels), todo, page })),
  )
}

/** Groups that had something to read, and read nothing of it between two looks. */
export function checkReading(service: string, before: readonly Sample[], after: readonly Sample[]): readonly Finding[] {
  const lags = (samples: readonly Sample[]): ReadonlyMap<string, number> =>
    new Map(
      samples
        .filter(({ name }) => name === 'polyphon_consumer_lag_records')
        .map(({ labels, value }) => [LAG_LABEL(labels), value]),
    )
  const earlier = lags(before)
  return [...lags(after)].flatMap(([group, lag]): Finding[] => {
    const was = earlier.get(group) ?? 0
    if (was === 0 || lag < was) return []
    return [
      {
        severity: 'warning',
        service,
        check: 'group.stands',
        what: `${group} has ${lag} records before it and read none of them.`,
        todo: 'See /readyz, the log of the service, and whether a replica runs at all; polyphon lag says how it goes on.',
        page: 'docs/runbooks/consumer-stuck.md',
      },
    ]
  })
}

/** Services of several versions, and Node versions that are too old. */
export function checkVersions(builds: ReadonlyMap<string, Sample['labels']>): readonly Finding[] {
  const versions = new Set([...builds.values()].map(({ version = '' }) => version))
  const old = [...builds].filter(([, labels]) => isTooOld(nodeOf(labels)))
  return [
    ...(versions.size > 1
      ? [
          {
            severity: 'warning' as const,
            service: 'all',
            check: 'versions.differ',
            what: `The services have several versions: ${[...builds].map(([name, { version = '' }]) => `${name} ${version}`).join(', ')}.`,
            todo: 'Finish the upgrade.',
            page: 'docs/runbooks/versions-differ.md',
          },
        ]
      : []),
    ...old.map(([service, labels]) => ({
      severity: 'problem' as const,
      service,
      check: 'node.old',
      what: `It runs on Node ${nodeOf(labels)}.`,
      todo: 'Run it on Node 20.19 or newer.',
      page: 'README.md',
    })),
  ]
}

const nodeOf = (labels: Sample['labels']): string => labels['node'] ?? labels['node_version'] ?? ''

function isTooOld(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version)?.map(Number) ?? []
  if (major === undefined || minor === undefined) return false
  return major < 20 || (major === 20 && minor < 19)
}
