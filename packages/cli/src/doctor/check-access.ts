import { type Call, tryCall } from '../frame/call.js'
import type { Config } from '../frame/config.js'
import type { AnyService } from '../frame/session.js'
import type { Finding } from './finding.js'

const SAMPLES = /dev-only|change-?me|example|secret123/i
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** What can be seen of addresses and credentials without asking anybody. */
export function checkConfig({ services, key, adminToken }: Config): readonly Finding[] {
  const plain = Object.entries(services).flatMap(([service, url]): Finding[] => {
    const { protocol, hostname } = new URL(url)
    if (protocol === 'https:' || LOOPBACK.test(hostname)) return []
    return [
      {
        severity: 'problem',
        service,
        check: 'address.plain',
        what: `${url} has no TLS: keys and what they open travel readable.`,
        todo: 'Put a gateway with TLS before the services, and name its address.',
        page: 'infra/containers/README.md',
      },
    ]
  })
  const weak = Object.entries({ POLYPHON_KEY: key, POLYPHON_ADMIN_TOKEN: adminToken }).flatMap(
    ([name, secret]): Finding[] =>
      secret !== undefined && (SAMPLES.test(secret) || secret.length < 16)
        ? [
            {
              severity: 'problem',
              service: 'all',
              check: 'secret.weak',
              what: `${name} is one that stands in examples, or is short.`,
              todo: 'Make a random one of 32 bytes; with NODE_ENV=production services refuse those of examples.',
              page: 'SECURITY.md',
            },
          ]
        : [],
  )
  return [...plain, ...weak]
}

/** Whether a service knows the credentials that are at hand. */
export async function checkCredential(
  service: string,
  client: AnyService,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const call: Call = { method: 'get', path: '/v1/dead-letters', params: { query: { limit: 1 } }, signal }
  const answer = await tryCall(client, call)
  if (!('problem' in answer) || answer.problem.status !== 401) return []
  return [
    {
      severity: 'problem',
      service,
      check: 'credential.unknown',
      what: `${name} is not known to it (${answer.problem.code}).`,
      todo: 'Take a credential of this installation; a service that stands alone is told keys by putAccessKey, and all services should have the same POLYPHON_ADMIN_TOKEN.',
      page: 'docs/one-service.md',
    },
  ]
}

/** Most difference between two clocks that is taken for the time an answer needs. */
const MOST_SKEW_MS = 5_000

/** Whether the clock of a service and that of this machine agree, by the Date of an answer, which counts whole seconds. */
export async function checkClock(
  service: string,
  url: string,
  { now, signal }: { readonly now: () => Date; readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const before = now().getTime()
  const answer = await fetch(`${url}/livez`, { signal }).catch(() => null)
  const after = now().getTime()
  const date = Date.parse(answer?.headers.get('date') ?? '')
  await answer?.body?.cancel()
  if (Number.isNaN(date)) return []
  const skew = date < before - 1_000 ? before - 1_000 - date : date > after ? date - after : 0
  if (skew < MOST_SKEW_MS) return []
  return [
    {
      severity: 'warning',
      service,
      check: 'clock.skew',
      what: `Its machine's clock and this one differ by ${Math.round(skew / 1_000)} s.`,
      todo: 'Let both follow NTP: tokens expire and events are dated by it.',
      page: 'docs/reliability.md',
    },
  ]
}
