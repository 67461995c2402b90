import {
  type Context,
  createTraceState,
  type Link,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { ExportResultCode } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { endsWithin } from '../waiting/ends-within.js'
import type { Outages } from './outages.js'
import { type Span, type SpanStart, type TraceContext, type Tracing, traceIdOf } from './tracing.js'

export interface OtlpOptions {
  readonly service: string
  readonly version: string
  /** Without the path. */
  readonly endpoint: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly sampling: Sampling
  /** Of the environment that it runs in. */
  readonly attributes: Readonly<Record<string, string>>
  readonly outages: Pick<Outages, 'failed' | 'works'>
  /** Called with how many spans were handed over, or could not be. */
  readonly onExported: (outcome: 'exported' | 'failed', count: number) => void
}

export interface Sampling {
  /** Whether a trace that somebody else began is recorded as they say. */
  readonly followsParent: boolean
  /** The share of traces that is recorded of those that begin here. */
  readonly ratio: number
}

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const satisfies Record<SpanStart['kind'], SpanKind>

// A process that keeps more than that for a collector that is away would be paid for by everybody else.
const MOST_WAITING = 4_096
const MOST_AT_ONCE = 512
const EVERY_MS = 2_000
const CLOSE_MS = 3_000

/** Hands what it records to a collector by OTLP over HTTP. Loaded only where there is one. */
export function openOtlpTracing(options: OtlpOptions): Tracing {
  const provider = new TracerProvider({
    sampler: samplerOf(options.sampling),
    resource: resourceFromAttributes({
      ...options.attributes,
      'service.namespace': 'polyphon',
      'service.name': `polyphon-${options.service}`,
      'service.version': options.version,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: reporting(options, exporterOf(options)),
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: MOST_AT_ONCE,
        scheduledDelayMillis: EVERY_MS,
        exportTimeoutMillis: options.timeoutMs + 1_000,
      }),
    ],
  })
  const tracer = provider.getTracer('polyphon', options.version)
  return {
    isOn: true,
    start: (name, { kind, parent, links = [], attributes = {} }) => {
      const span = tracer.startSpan(
        name,
        {
          kind: KINDS[kind],
          attributes,
          links: links.map((context): Link => ({ context: spanContextOf(context) })),
        },
        parent === undefined ? ROOT_CONTEXT : within(parent),
      )
      return span.isRecording() ? recording(span) : null
    },
    close: async () => {
      await endsWithin(provider.shutdown(), CLOSE_MS).catch(() => undefined)
    },
  }
}

function recording(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext()
  const traceparent = `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`
  const tracestate = traceState?.serialize() ?? ''
  return {
    traceId,
    context: tracestate === '' ? { traceparent } : { traceparent, tracestate },
    set: (attributes) => {
      span.setAttributes(attributes)
    },
    end: (failure) => {
      if (failure !== undefined) {
        span.setAttribute('error.type', failure)
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end()
    },
  }
}

const within = (parent: TraceContext): Context => trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent))

const spanContextOf = ({ traceparent, tracestate }: TraceContext): SpanContext => ({
  traceId: traceIdOf(traceparent),
  spanId: traceparent.slice(36, 52),
  traceFlags: Number.parseInt(traceparent.slice(53, 55), 16) & TraceFlags.SAMPLED,
  isRemote: true,
  ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
})

/** What is due later begins a trace of its own: it is recorded if what caused it is. */
function samplerOf({ followsParent, ratio }: Sampling): Sampler {
  const root = ratio === 1 ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(ratio)
  const sampler = followsParent ? new ParentBasedSampler({ root }) : root
  return {
    shouldSample: (...sampled) => {
      const [context, , , , , links] = sampled
      const isRoot = trace.getSpanContext(context) === undefined
      const isOfRecorded = links.some((link) => (link.context.traceFlags & TraceFlags.SAMPLED) !== 0)
      if (isRoot && isOfRecorded) return { decision: SamplingDecision.RECORD_AND_SAMPLED }
      return sampler.shouldSample(...sampled)
    },
    toString: () => sampler.toString(),
  }
}

const exporterOf = ({ endpoint, headers, timeoutMs }: OtlpOptions): SpanExporter =>
  new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: timeoutMs,
    concurrencyLimit: 2,
  })

/** A collector that is away is told of as everything else that is, and costs nobody anything but these spans. */
function reporting({ outages, onExported }: OtlpOptions, exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        if (result.error === undefined) outages.works('traces')
        else outages.failed('traces', result.error)
        onExported(result.error === undefined ? 'exported' : 'failed', spans.length)
        // What could not be handed over is given up: nobody else has to hear of it.
        done({ ...result, code: ExportResultCode.SUCCESS })
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}
