import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type protobuf from 'protobufjs'
import { z } from 'zod'

const Value = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  boolValue: z.boolean().optional(),
  arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string().optional() })).default([]) }).optional(),
})
const Attributes = z.array(z.object({ key: z.string(), value: Value })).default([])
const RawSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  traceState: z.string().default(''),
  name: z.string(),
  kind: z.string(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: Attributes,
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
  status: z.object({ code: z.string().optional() }).optional(),
})
const Request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(RawSpan) })),
    }),
  ),
})

/** A span as a collector has received it; ids in hex, no parent as an empty text. */
export interface ReceivedSpan {
  readonly service: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly traceState: string
  readonly name: string
  readonly kind: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly resource: Readonly<Record<string, unknown>>
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly hasFailed: boolean
}

/** A receiver of traces by OTLP over HTTP on this machine, which reads them by OpenTelemetry's own definitions. */
export interface OtlpReceiver {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  /** The headers of each request. */
  readonly headers: readonly IncomingHttpHeaders[]
  /** All that was sent, as text, to look for what should not be there. */
  text(): string
  close(): Promise<void>
}

const MESSAGE = 'opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest'

async function openDefinitions(): Promise<protobuf.Type> {
  // Loaded here, as hardly a test looks at traces.
  const {
    default: { Root },
  } = await import('protobufjs')
  const manifest = createRequire(import.meta.url).resolve('@opentelemetry/otlp-grpc-exporter-base/package.json')
  const folder = join(dirname(manifest), 'build', 'protos')
  const root = new Root()
  root.resolvePath = (_origin, target) => join(folder, target)
  root.loadSync('opentelemetry/proto/collector/trace/v1/trace_service.proto', { keepCase: false })
  return root.lookupType(MESSAGE)
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const definition = await openDefinitions()
  const spans: ReceivedSpan[] = []
  const headers: IncomingHttpHeaders[] = []
  const bodies: Buffer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const sent = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
      if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/x-protobuf') {
        response.writeHead(400).end()
        return
      }
      headers.push(request.headers)
      bodies.push(body)
      spans.push(...readSpans(definition, body))
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    spans,
    headers,
    text: () => bodies.map((body) => body.toString('latin1')).join('\n'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function readSpans(definition: protobuf.Type, body: Buffer): readonly ReceivedSpan[] {
  const decoded = definition.toObject(definition.decode(body), { longs: String, enums: String, bytes: String })
  return Request.parse(decoded).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const about = valuesOf(resource.attributes)
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: String(about['service.name']),
        resource: about,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        traceState: span.traceState,
        name: span.name,
        kind: span.kind,
        attributes: valuesOf(span.attributes),
        links: span.links.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
        hasFailed: span.status?.code === 'STATUS_CODE_ERROR',
      })),
    )
  })
}

const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex')

const valuesOf = (attributes: z.output<typeof Attributes>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, boolValue, arrayValue } }) => [
      key,
      stringValue ??
        boolValue ??
        (intValue === undefined ? arrayValue?.values.map((part) => part.stringValue) : Number(intValue)),
    ]),
  )
