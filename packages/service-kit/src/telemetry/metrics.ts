import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { boundLabel } from './bounded-label.js'
import { showBuild } from './build-info.js'
import { measureProcess } from './event-loop.js'
import { showPools } from './pool-metrics.js'

export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'operation' | 'status'>
  readonly events: Counter<'group' | 'outcome'>
  readonly openStreams: Gauge
  /** Counts an event that was appended in a transaction that is committed now. */
  appended(type: string, reason: string | null): void
  readonly consumerLag: Gauge<'group' | 'topic'>
  readonly deadLetters: Gauge<'group'>
  readonly outboxDepth: Gauge
  readonly outboxAge: Gauge
  readonly relayed: Counter
  readonly failingLanes: Gauge<'lane' | 'reason'>
  readonly logGaps: Gauge<'group' | 'topic'>
  readonly timerLateness: Histogram<'kind'>
  readonly timersOverdue: Gauge<'kind'>
  readonly batchSize: Histogram
  readonly spans: Counter<'outcome'>
  readonly webhookTries: Counter<'outcome'>
  readonly webhooksDisabled: Counter<'reason'>
  readonly webhooksBehind: Gauge
  readonly quotaReached: Counter<'quota' | 'percent'>
  readonly quotaRefused: Counter<'quota'>
  /** A number that only this service has. */
  counter<Label extends string>(shape: MetricShape<Label>): Counter<Label>
  gauge<Label extends string>(shape: MetricShape<Label>): Gauge<Label>
  /** A time in seconds that only this service has. */
  seconds<Label extends string>(shape: MetricShape<Label>): Histogram<Label>
}

/** Labels must come from a small set that nobody outside can make larger. */
export interface MetricShape<Label extends string> {
  readonly name: string
  readonly help: string
  readonly labelNames: Label[]
}

/** The numbers that every service shows at `/metrics`. Each process, and each service of an embedded one, has its own registry. */
export function openMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  measureProcess(registry)
  return ownMetrics(registry)
}

// Reasons of all events together; what providers say is among them.
const MOST_REASONS = 200

function ownMetrics(registry: Registry): Metrics {
  showBuild(registry)
  const registers = [registry]
  const reasonLabel = boundLabel(MOST_REASONS)
  const events = new Counter({
    name: 'polyphon_events_appended_total',
    help: 'Events that became true here, by type and, where they name one, by reason (codes; the first 200, then `other`). `messaging.message_…` are the states of messages',
    labelNames: ['type', 'reason'],
    registers,
  })
  return {
    registry,
    appended: (type, reason) => events.inc({ type, reason: reason === null ? '' : reasonLabel(reason) }),
    spans: new Counter({
      name: 'polyphon_trace_spans_total',
      help: 'Spans handed to the collector of traces, by outcome: exported, failed',
      labelNames: ['outcome'],
      registers,
    }),
    ...workMetrics(registers),
    ...requestMetrics(registers),
    ...webhookMetrics(registers),
    ...quotaMetrics(registers),
    counter: (shape) => new Counter({ ...shape, registers }),
    gauge: (shape) => new Gauge({ ...shape, registers }),
    seconds: (shape) => new Histogram({ ...shape, buckets: LONG_SECONDS, registers }),
  }
}

// What takes between a blink and a day.
const LONG_SECONDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 86_400]

function quotaMetrics(registers: Registry[]): Pick<Metrics, 'quotaReached' | 'quotaRefused'> {
  return {
    quotaReached: new Counter({
      name: 'polyphon_quota_reached_total',
      help: 'Days on which a workspace had used so much of a quota, by quota and percent: 80, 100; which one, the log says',
      labelNames: ['quota', 'percent'],
      registers,
    }),
    quotaRefused: new Counter({
      name: 'polyphon_quota_refused_total',
      help: 'Events and messages that were refused, or wait for the next day, because a quota is used up, by quota',
      labelNames: ['quota'],
      registers,
    }),
  }
}

function webhookMetrics(registers: Registry[]): Pick<Metrics, 'webhookTries' | 'webhooksDisabled' | 'webhooksBehind'> {
  return {
    webhookTries: new Counter({
      name: 'polyphon_webhook_tries_total',
      help: 'Tries to post an event to a webhook, by outcome: delivered, status (another answer than 2xx), timeout, unreachable, redirect_refused, url_not_public and the like',
      labelNames: ['outcome'],
      registers,
    }),
    webhooksBehind: new Gauge({
      name: 'polyphon_webhooks_behind_seconds',
      help: 'For how long what is published has not become deliveries of webhooks; 0 where there are none',
      registers,
    }),
    webhooksDisabled: new Counter({
      name: 'polyphon_webhooks_disabled_total',
      help: 'Webhooks that were disabled: gone (410) or failing (nothing but failures for five days)',
      labelNames: ['reason'],
      registers,
    }),
  }
}

function requestMetrics(registers: Registry[]): Pick<Metrics, 'requests' | 'batchSize' | 'openStreams'> {
  return {
    openStreams: new Gauge({
      name: 'polyphon_open_streams',
      help: 'Streams of events that are open at this process',
      registers,
    }),
    requests: new Histogram({
      name: 'polyphon_http_request_seconds',
      help: 'Time to answer, by operation and status',
      labelNames: ['operation', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    batchSize: new Histogram({
      name: 'polyphon_batch_events',
      help: 'Events written in one transaction of a batch command',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    }),
  }
}

type Work = 'events' | 'consumerLag' | 'deadLetters' | 'logGaps' | 'timerLateness' | 'timersOverdue'
type Outbox = 'outboxDepth' | 'outboxAge' | 'relayed' | 'failingLanes'

function workMetrics(registers: Registry[]): Pick<Metrics, Work | Outbox> {
  return {
    ...outboxMetrics(registers),
    consumerLag: new Gauge({
      name: 'polyphon_consumer_lag_records',
      help: 'Records in the log that the database of this service does not hold yet, by group and topic; the same in every replica, so take the largest',
      labelNames: ['group', 'topic'],
      registers,
    }),
    deadLetters: new Gauge({
      name: 'polyphon_dead_letters',
      help: 'Dead letters that wait for somebody to redrive or discard them; the same in every replica',
      labelNames: ['group'],
      registers,
    }),
    events: new Counter({
      name: 'polyphon_events_consumed_total',
      help: 'Records read, by what became of them: applied, seen_before, ignored, newer (a later version of what is applied here), dead, retried; missed were deleted from the log before they were read',
      labelNames: ['group', 'outcome'],
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
    timersOverdue: new Gauge({
      name: 'polyphon_timers_overdue_seconds',
      help: 'How long the timer that should have run first has been due; 0 when none is. The same in every replica',
      labelNames: ['kind'],
      registers,
    }),
  }
}

function outboxMetrics(registers: Registry[]): Pick<Metrics, Outbox> {
  return {
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
  }
}

/** The rows of the table of metrics in the README of the kit, without those of the process and of Node.js. */
export async function describeMetrics(): Promise<string> {
  const registry = new Registry()
  ownMetrics(registry)
  showPools(registry, () => [])
  const shown = await registry.getMetricsAsJSON()
  const rows = shown.map(({ name, help, type }) => `| \`${name}\` | ${String(type)} | ${help} |`)
  return ['| name | kind | meaning |', '| --- | --- | --- |', ...rows.toSorted()].join('\n')
}
