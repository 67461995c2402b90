import { z } from 'zod'
import { type Health, isReady } from '../telemetry/health.js'
import type { Deps } from './deps.js'
import { type Route, route } from './route.js'

const Check = z.object({
  name: z.string(),
  ok: z.boolean(),
  optional: z.boolean().describe('The service gets along without it and stays ready'),
  reason: z.string().optional(),
})
const Checks = z.object({ checks: z.array(Check) }).meta({ id: 'Checks' })
const Alive = z.object({ ok: z.boolean() }).meta({ id: 'Alive' })

export const METRICS_PATH = '/metrics'
/** Where whoever looks after a process asks how it is. */
export const PROBE_PATHS = ['/livez', '/readyz', '/startupz'] as const

/** The operations that are answered before the start is finished. */
export const ANSWERED_WHILE_STARTING: ReadonlySet<string> = new Set([
  'getLiveness',
  'getReadiness',
  'getStartup',
  'getDiagnosis',
])

/** What every service answers about itself. */
export function systemRoutes(deps: Deps, health: Health): readonly Route[] {
  const anyone = { tag: 'system', access: { who: 'anyone' } } as const
  return [
    route({
      ...anyone,
      operationId: 'getLiveness',
      method: 'get',
      path: '/livez',
      summary: 'Whether the process makes progress; restart it when not',
      responses: { 200: Alive, 503: Checks },
      handleOutside: async (_request) => {
        const stuck = health.liveness()
        return stuck.length === 0 ? { status: 200, body: { ok: true } } : { status: 503, body: { checks: [...stuck] } }
      },
    }),
    ...(['readyz', 'startupz'] as const).map((name) =>
      route({
        ...anyone,
        operationId: name === 'readyz' ? 'getReadiness' : 'getStartup',
        method: 'get',
        path: `/${name}`,
        summary: name === 'readyz' ? 'Whether requests should be sent here now' : 'Whether the start is finished',
        responses: { 200: Checks, 503: Checks },
        handleOutside: async (_request) => {
          const checks = [...(await (name === 'readyz' ? health.readiness() : health.startup()))]
          return isReady(checks) ? { status: 200, body: { checks } } : { status: 503, body: { checks } }
        },
      }),
    ),
    route({
      ...anyone,
      operationId: 'getMetrics',
      method: 'get',
      path: METRICS_PATH,
      summary: 'Prometheus metrics',
      responses: { 200: z.string() },
      onlyAnswers: 'text/plain',
      handleOutside: async (_request) => ({
        status: 200,
        contentType: deps.metrics.registry.contentType,
        text: await deps.metrics.registry.metrics(),
      }),
    }),
  ]
}
