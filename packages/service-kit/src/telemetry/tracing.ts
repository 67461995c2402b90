/** Where a trace stands, named as W3C's headers are: it may be spread into those of a request to somebody else. */
export interface TraceContext {
  readonly traceparent: string
  readonly tracestate?: string
}

/** The same, where nothing may be known of a trace. */
export type MaybeTraced = { readonly [Name in keyof TraceContext]?: TraceContext[Name] | undefined }

// A list is not read-only, as those of OpenTelemetry are not.
type Attributes = Readonly<Record<string, string | number | boolean | string[] | undefined>>

/** Something that takes time and is being recorded. */
export interface Span {
  readonly traceId: string
  /** What it hands on to whatever it causes. */
  readonly context: TraceContext
  /** Says more of it; ids, codes and counts only, never anything of a person. */
  set(attributes: Attributes): void
  /** Ends it, as failed where a code says why. */
  end(failure?: string): void
}

export interface SpanStart {
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  /** What it is a part of; without it a trace begins. */
  readonly parent?: TraceContext | undefined
  /** What else caused it; where it begins a trace, that is recorded if what caused it was. */
  readonly links?: readonly TraceContext[]
  readonly attributes?: Attributes
}

/** Records what this service does as spans. */
export interface Tracing {
  readonly isOn: boolean
  /** Null where nothing is recorded. */
  start(name: string, start: SpanStart): Span | null
  /** Hands over what was recorded; resolves within seconds, whoever answers. */
  close(): Promise<void>
}

/** Without a collector nothing is recorded; what came from outside goes along as it came. */
export const NO_TRACING: Tracing = { isOn: false, start: () => null, close: () => Promise.resolve() }

// W3C Trace Context, 3.2: a version of ff and ids of zeros alone are invalid.
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/
// 3.3: vendors and what they say, all in printable signs. What is longer than 512 may be dropped.
const TRACESTATE = /^[\u0020-\u007e]{1,512}$/

/** The trace that headers name; what cannot be read counts as nothing, as the specification asks. */
export function readTrace(headers: Readonly<Record<string, unknown>>): TraceContext | undefined {
  const { traceparent, tracestate } = headers
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return undefined
  return typeof tracestate === 'string' && TRACESTATE.test(tracestate) ? { traceparent, tracestate } : { traceparent }
}

/** The trace of somebody's cause, if it is recorded. */
export function recordedTrace({ traceparent, tracestate }: MaybeTraced): TraceContext | undefined {
  if (traceparent === undefined || !isRecorded(traceparent)) return undefined
  return tracestate === undefined ? { traceparent } : { traceparent, tracestate }
}

/** Whether whoever wrote it records the trace: the last bit of its flags. */
const isRecorded = (traceparent: string): boolean =>
  traceparent.length === 55 && (Number.parseInt(traceparent.slice(53), 16) & 1) === 1

export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35)

/** What names the trace in a line of the log. */
export const traceInLog = ({ traceparent }: MaybeTraced): { readonly traceId?: string } =>
  traceparent === undefined ? {} : { traceId: traceIdOf(traceparent) }
