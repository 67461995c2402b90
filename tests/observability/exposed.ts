import { services } from '@polyphon/local-stack'
import { freshDatabase } from '@polyphon/testkit'
import { embeddedLogMigrations, openEmbeddedLog } from '../../packages/embedded-log/src/index.js'
import type { RunningService } from '../../packages/service-kit/src/runtime.js'

/** A metric as a process shows it. */
export interface Exposed {
  readonly type: string
  readonly labels: ReadonlySet<string>
}

/** Every metric of the five services, by name, from running ones: what they register, and what `/metrics` says. */
export async function exposedMetrics(): Promise<ReadonlyMap<string, Exposed>> {
  const logDatabase = await freshDatabase({ migrations: [embeddedLogMigrations] })
  const log = await openEmbeddedLog({ url: logDatabase.url, now: () => new Date() })
  const found = new Map<string, Exposed>()
  for (const service of services) {
    const database = await freshDatabase({ migrations: service.migrations })
    const running = await service.start({
      env: {
        DATABASE_URL: database.url,
        PORT: '0',
        LOG_LEVEL: 'silent',
        CALLBACK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
        SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
        MAIL_FOLDER: '/tmp',
      },
      log,
    })
    try {
      for (const [name, metric] of await metricsOf(running)) {
        const labels = new Set([...(found.get(name)?.labels ?? []), ...metric.labels])
        found.set(name, { type: metric.type, labels })
      }
    } finally {
      await running.close()
      await database.drop()
    }
  }
  await log.close()
  await logDatabase.drop()
  return found
}

async function metricsOf(running: RunningService): Promise<ReadonlyMap<string, Exposed>> {
  const text = await (await fetch(`${running.url}/metrics`)).text()
  const labelsOf = new Map(
    running.deps.metrics.registry
      .getMetricsAsArray()
      .map((metric) => [metric.name, 'labelNames' in metric ? (metric.labelNames as readonly string[]) : []]),
  )
  const lines = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)]
  return new Map(lines.map(([, name = '', type = '']) => [name, { type, labels: new Set(labelsOf.get(name)) }]))
}

const PARTS = /_(bucket|sum|count)$/
/** What Prometheus adds to each series, and what every one of ours has. */
const EVERYWHERE = ['service', 'instance', 'job', 'namespace', 'pod']

/** The metric behind the name of a series, and the labels that the series may have; null where there is none. */
export function seriesOf(
  exposed: ReadonlyMap<string, Exposed>,
  name: string,
): { readonly metric: string; readonly labels: ReadonlySet<string> } | null {
  const whole = exposed.get(name)
  if (whole !== undefined && whole.type !== 'histogram')
    return { metric: name, labels: new Set([...EVERYWHERE, ...whole.labels]) }
  const metric = name.replace(PARTS, '')
  const histogram = exposed.get(metric)
  if (metric === name || (histogram?.type !== 'histogram' && histogram?.type !== 'summary')) return null
  const edge = name.endsWith('_bucket') ? ['le'] : []
  return { metric, labels: new Set([...EVERYWHERE, ...edge, ...histogram.labels]) }
}
