import type { Counters } from '../limits/counters.js'
import { type DiagnosisCheck, ok } from './finding.js'

interface ServerSettings {
  readonly REDIS_URL?: string | undefined
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  readonly OTEL_EXPORTER_OTLP_HEADERS: Readonly<Record<string, string>>
  readonly OTEL_TRACES_SAMPLER: string
}

/** What a service gets along without; each is looked at where it is set. */
export function serverChecks(settings: ServerSettings, counters: Counters): readonly DiagnosisCheck[] {
  const { REDIS_URL, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = settings
  const redis: DiagnosisCheck = {
    check: 'redis',
    look: async () => {
      await counters.check()
      return [ok('Redis answers.')]
    },
  }
  return [
    ...(REDIS_URL === undefined ? [] : [redis]),
    ...(endpoint === undefined || settings.OTEL_TRACES_SAMPLER.endsWith('always_off')
      ? []
      : [tracesCheck(endpoint, headers)]),
  ]
}

/** Hands the collector of traces a request without any: it says whether it would take some. */
function tracesCheck(endpoint: string, headers: Readonly<Record<string, string>>): DiagnosisCheck {
  return {
    check: 'traces',
    look: async (signal) => {
      const answer = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/traces`, {
        method: 'POST',
        // An empty message of protobuf has no bytes.
        body: new Uint8Array(),
        headers: { ...headers, 'content-type': 'application/x-protobuf' },
        signal,
        redirect: 'manual',
      })
      await answer.body?.cancel()
      if (answer.ok) return [ok('The collector takes traces.')]
      return [
        {
          state: 'warning',
          what: `The collector of traces answers ${answer.status}.`,
          whatToDo: 'See OTEL_EXPORTER_OTLP_ENDPOINT (without a path) and OTEL_EXPORTER_OTLP_HEADERS.',
          runbook: 'packages/service-kit/README.md#traces',
        },
      ]
    },
  }
}
