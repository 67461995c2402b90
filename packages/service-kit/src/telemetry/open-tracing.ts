import { version } from './build-info.js'
import type { Metrics } from './metrics.js'
import type { Outages } from './outages.js'
import { NO_TRACING, type Tracing } from './tracing.js'

interface TracingSettings {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  readonly OTEL_EXPORTER_OTLP_HEADERS: Readonly<Record<string, string>>
  readonly OTEL_EXPORTER_OTLP_TIMEOUT: number
  readonly OTEL_TRACES_SAMPLER: string
  readonly OTEL_TRACES_SAMPLER_ARG: number
  readonly OTEL_RESOURCE_ATTRIBUTES: Readonly<Record<string, string>>
}

/** Tracing as the settings want it; what does it is loaded only where a collector is named. */
export async function openTracing(
  service: string,
  settings: TracingSettings,
  { outages, metrics }: { readonly outages: Outages; readonly metrics: Pick<Metrics, 'spans'> },
): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER: sampler } = settings
  if (endpoint === undefined || sampler.endsWith('always_off')) return NO_TRACING
  const { openOtlpTracing } = await import('./otlp-tracing.js')
  return openOtlpTracing({
    service,
    version,
    endpoint,
    headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMs: settings.OTEL_EXPORTER_OTLP_TIMEOUT,
    attributes: settings.OTEL_RESOURCE_ATTRIBUTES,
    sampling: {
      followsParent: sampler.startsWith('parentbased_'),
      ratio: sampler.endsWith('traceidratio') ? settings.OTEL_TRACES_SAMPLER_ARG : 1,
    },
    outages,
    onExported: (outcome, count) => metrics.spans.inc({ outcome }, count),
  })
}
