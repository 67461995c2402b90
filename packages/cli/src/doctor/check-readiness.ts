import { type Call, tryCall } from '../frame/call.js'
import type { AnyService } from '../frame/session.js'
import type { Finding } from './finding.js'

interface Check {
  readonly name: string
  readonly ok: boolean
  readonly optional: boolean
  readonly reason?: string
}

/** What to do where a check of `/readyz` fails; services have the same checks at their start and while they run. */
const ADVICE: Readonly<Record<string, readonly [todo: string, page: string]>> = {
  start: [
    'Wait; if it does not end, the log of the service says what it waits for.',
    'packages/service-kit/README.md#start-and-stop',
  ],
  process: ['It is being stopped; start it again.', 'packages/service-kit/README.md#start-and-stop'],
  database: ['See whether PostgreSQL runs, and DATABASE_URL.', 'packages/service-kit/README.md#start-and-stop'],
  log: ['See whether Kafka runs, and the settings KAFKA_….', 'packages/service-kit/README.md#start-and-stop'],
  outbox: ['What it names cannot be published; the reason says why.', 'docs/runbooks/lane-fails.md'],
  offsets: [
    'Records were gone before they were read: restore a backup that is newer, or accept it by POST /v1/offsets/accept.',
    'docs/backup.md',
  ],
  redis: [
    'See whether Redis runs, and REDIS_URL; until then limits let everybody pass.',
    'packages/service-kit/README.md#start-and-stop',
  ],
}
const ELSE = [
  'The reason says what is wrong; the log of the service says more.',
  'packages/service-kit/README.md#start-and-stop',
] as const

/** What a service says about itself: whether it is alive and ready, and what is away that it gets along without. */
export async function checkReadiness(
  service: string,
  client: AnyService,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const [alive, ready] = await Promise.all([
    checksOf(client, { method: 'get', path: '/livez', signal }),
    checksOf(client, { method: 'get', path: '/readyz', signal }),
  ])
  return [
    ...alive.map(
      ({ name, reason = '' }): Finding => ({
        severity: 'problem',
        service,
        check: `alive.${name}`,
        what: `${name} stands still: ${reason}`,
        todo: 'Restart the process; what it was doing is done again.',
        page: 'docs/reliability.md',
      }),
    ),
    ...ready.map(({ name, optional, reason = '' }): Finding => {
      const [todo, page] = ADVICE[name] ?? ELSE
      return {
        severity: optional ? 'warning' : 'problem',
        service,
        check: `ready.${name}`,
        what: `${name}: ${reason}`,
        todo,
        page,
      }
    }),
  ]
}

async function checksOf(client: AnyService, call: Call): Promise<readonly Check[]> {
  const answer = await tryCall(client, call)
  // With 503 it answers the same checks, and no problem.
  const { checks = [] }: { checks?: readonly Check[] } = Object('problem' in answer ? answer.problem : answer.data)
  return checks.filter(({ ok }) => !ok)
}
