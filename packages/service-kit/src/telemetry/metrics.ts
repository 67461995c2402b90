import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'operation' | 'status'>
  readonly events: Counter<'group' | 'outcome'>
  readonly outboxDepth: Gauge
  readonly outboxAge: Gauge
  readonly relayed: Counter
  readonly failingLanes: Gauge<'lane' | 'reason'>
  readonly logGaps: Gauge<'group' | 'topic'>
  readonly timerLateness: Histogram<'kind'>
  readonly batchSize: Histogram
  /** A number that only this service has. */
  counter<Label extends string>(shape: CounterShape<Label>): Counter<Label>
}

/** Labels must come from a small set that nobody outside can make larger. */
export interface CounterShape<Label extends string> {
  readonly name: string
  readonly help: string
  readonly labelNames: Label[]
}

/** The numbers that every service shows at `/metrics`. Each process, and each service of an embedded one, has its own registry. */
export function openMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  // A look every 10 ms, as is its default, would cost an idle process as much as all else together.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'polyphon_http_request_seconds',
      help: 'Time to answer, by operation and status',
      labelNames: ['operation', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    events: new Counter({
      name: 'polyphon_events_consumed_total',
      help: 'Records read, by what became of them: applied, seen_before, ignored, dead, retried; missed were deleted from the log before they were read',
      labelNames: ['group', 'outcome'],
      registers,
    }),
    outboxDepth: new Gauge({
      name: 'polyphon_outbox_depth',
      help: 'Events appended and not yet in the log',
      registers,
    }),
    outboxAge: new Gauge({
      name: 'polyphon_outbox_age_seconds',
      help: 'Age of the oldest event that is not yet in the log',
      registers,
    }),
    relayed: new Counter({ name: 'polyphon_outbox_relayed_total', help: 'Events carried to the log', registers }),
    failingLanes: new Gauge({
      name: 'polyphon_outbox_lane_failing_seconds',
      help: 'Since when a lane of the outbox cannot be sent, by the kind of reason',
      labelNames: ['lane', 'reason'],
      registers,
    }),
    logGaps: new Gauge({
      name: 'polyphon_log_gaps',
      help: 'Gaps in the log that nobody has accepted: records that were gone before this service had read them',
      labelNames: ['group', 'topic'],
      registers,
    }),
    timerLateness: new Histogram({
      name: 'polyphon_timer_lateness_seconds',
      help: 'How long after it fell due a timer ran',
      labelNames: ['kind'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300],
      registers,
    }),
    batchSize: new Histogram({
      name: 'polyphon_batch_events',
      help: 'Events written in one transaction of a batch command',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    }),
    counter: (shape) => new Counter({ ...shape, registers }),
  }
}
