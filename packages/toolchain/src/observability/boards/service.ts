import type { Board } from '../panels.js'
import { largest, quantile, rate } from '../queries.js'

const OF_SERVICE = '{service="$service"}'
const ofService = (name: string): string => `${name}${OF_SERVICE}`

export const service: Board = {
  name: 'service',
  title: 'one service',
  about: 'A service in detail, by operation and process.',
  isByService: true,
  rows: {
    Requests: [
      {
        title: 'By operation',
        about: 'Answered a second.',
        unit: 'reqps',
        lines: { [rate(ofService('polyphon_http_request_seconds_count'), 'operation')]: '{{operation}}' },
      },
      {
        title: 'By status',
        about: '429 and 503 say that it is too much; 4xx are mistakes of callers.',
        unit: 'reqps',
        lines: { [rate(ofService('polyphon_http_request_seconds_count'), 'status')]: '{{status}}' },
      },
      {
        title: 'Time to answer, 95th percentile',
        about: 'By operation: one in twenty takes longer.',
        unit: 's',
        lines: { [quantile(0.95, ofService('polyphon_http_request_seconds'), 'operation')]: '{{operation}}' },
      },
    ],
    Database: [
      {
        title: 'Connections',
        about: 'In use, and the most there may be, by pool (DATABASE_POOL, DATABASE_SCAN_POOL) and process.',
        unit: 'short',
        lines: {
          'sum by (db_client_connection_pool_name, instance) (db_client_connection_count{service="$service", db_client_connection_state="used"})':
            '{{db_client_connection_pool_name}} {{instance}}',
          [`max by (db_client_connection_pool_name) (${ofService('db_client_connection_max')})`]:
            'most {{db_client_connection_pool_name}}',
        },
      },
      {
        title: 'Waiting for a connection',
        about: 'Anything but moments means that the pool is too small, or that statements take too long.',
        unit: 'short',
        lines: {
          [`sum by (db_client_connection_pool_name) (${ofService('db_client_connection_pending_requests')})`]:
            '{{db_client_connection_pool_name}}',
        },
      },
      {
        title: 'Events in one transaction',
        about: 'How much is written together, on average; it grows under load.',
        unit: 'short',
        lines: {
          [`${rate(ofService('polyphon_batch_events_sum'), 'service')} / ${rate(ofService('polyphon_batch_events_count'), 'service')}`]:
            'mean',
        },
      },
    ],
    Timers: [
      {
        title: 'Lateness, 95th percentile',
        about: 'How long after they fell due timers ran, by kind.',
        unit: 's',
        lines: { [quantile(0.95, ofService('polyphon_timer_lateness_seconds'), 'kind')]: '{{kind}}' },
      },
      {
        title: 'Overdue',
        about: 'Since when the timer that should have run first is due, by kind.',
        unit: 's',
        lines: { [largest(ofService('polyphon_timers_overdue_seconds'), 'kind')]: '{{kind}}' },
      },
    ],
    Webhooks: [
      {
        title: 'Tries to post to webhooks',
        about: 'By what came of them; what is not delivered is tried again for five days.',
        unit: 'short',
        lines: { [rate(ofService('polyphon_webhook_tries_total'), 'outcome')]: '{{outcome}}' },
      },
      {
        title: 'Webhooks behind',
        about: 'For how long what was published has not become deliveries; it is kept for a week.',
        unit: 's',
        lines: { [largest(ofService('polyphon_webhooks_behind_seconds'), 'service')]: '{{service}}' },
      },
      {
        title: 'Webhooks disabled',
        about: 'Receivers that are gone or have failed for five days; they wait for `recoverWebhook`.',
        unit: 'short',
        lines: { [rate(ofService('polyphon_webhooks_disabled_total'), 'reason')]: '{{reason}}' },
      },
    ],
    'Streams and traces': [
      {
        title: 'Open streams',
        about: 'Callers who listen to events, by process.',
        unit: 'short',
        lines: { [largest(ofService('polyphon_open_streams'), 'instance')]: '{{instance}}' },
      },
      {
        title: 'Spans',
        about: 'By what became of them; there are none without OTEL_EXPORTER_OTLP_ENDPOINT.',
        unit: 'short',
        lines: { [rate(ofService('polyphon_trace_spans_total'), 'outcome')]: '{{outcome}}' },
      },
    ],
    Processes: [
      {
        title: 'Delay of the event loop, 99th percentile',
        about: 'Beyond 100 ms something computes for too long, or the processor is not ours.',
        unit: 's',
        lines: { [largest(ofService('nodejs_eventloop_lag_p99_seconds'), 'instance')]: '{{instance}}' },
      },
      {
        title: 'Processor',
        about: 'Cores in use, by process.',
        unit: 'short',
        lines: { [rate(ofService('process_cpu_seconds_total'), 'instance')]: '{{instance}}' },
      },
      {
        title: 'Memory',
        about: 'All of the process, and what JavaScript uses of it.',
        unit: 'bytes',
        lines: {
          [largest(ofService('process_resident_memory_bytes'), 'instance')]: '{{instance}}',
          [largest(ofService('nodejs_heap_size_used_bytes'), 'instance')]: 'heap {{instance}}',
        },
      },
      {
        title: 'Open files and collection of garbage',
        about: 'The share of the open files that are allowed, and of time spent collecting garbage.',
        unit: 'percentunit',
        lines: {
          [`${largest(ofService('process_open_fds'), 'instance')} / ${largest(ofService('process_max_fds'), 'instance')}`]:
            'files {{instance}}',
          [rate(ofService('nodejs_gc_duration_seconds_sum'), 'instance')]: 'garbage {{instance}}',
        },
      },
    ],
  },
}
