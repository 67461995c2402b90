import type { Board } from '../panels.js'
import { largest, quantile, rate } from '../queries.js'

export const overview: Board = {
  name: 'overview',
  title: 'overview',
  about: 'Whether all is well: what customers notice stands above, what they would notice next stands below.',
  rows: {
    'What callers notice': [
      {
        title: 'Requests',
        about: 'Answered a second, by service.',
        unit: 'reqps',
        lines: { [rate('polyphon_http_request_seconds_count', 'service')]: '{{service}}' },
      },
      {
        title: 'Failed requests',
        about: 'The share that was answered with a 5xx. More than nothing is a fault of ours.',
        unit: 'percentunit',
        lines: {
          [`${rate('polyphon_http_request_seconds_count{status=~"5.."}', 'service')} / ${rate('polyphon_http_request_seconds_count', 'service')}`]:
            '{{service}}',
        },
      },
      {
        title: 'Time to answer, 99th percentile',
        about: 'One request in a hundred takes longer.',
        unit: 's',
        lines: { [quantile(0.99, 'polyphon_http_request_seconds', 'service')]: '{{service}}' },
      },
    ],
    'What people notice': [
      {
        title: 'Messages handed over',
        about: 'Taken by a provider a second, by class.',
        unit: 'short',
        lines: { [rate('polyphon_message_hand_over_seconds_count', 'class')]: '{{class}}' },
      },
      {
        title: 'From event to message, median',
        about: 'From the request to the message that it led to, waits of journeys included.',
        unit: 's',
        lines: { [quantile(0.5, 'polyphon_event_to_message_seconds', '')]: 'median' },
      },
      {
        title: 'Answers',
        about: 'Surveys answered a second.',
        unit: 'short',
        lines: { [rate('polyphon_events_appended_total{type="feedback.feedback_given.v1"}', 'service')]: 'answers' },
      },
    ],
    'What waits': [
      {
        title: 'Records not yet handled',
        about: 'The largest lag of each service. A line that only rises is a consumer that does not keep up.',
        unit: 'short',
        lines: { [largest('polyphon_consumer_lag_records', 'service')]: '{{service}}' },
      },
      {
        title: 'Oldest event not yet in the log',
        about: 'What is written and not yet told. Beyond seconds, Kafka is away or refuses something.',
        unit: 's',
        lines: { [largest('polyphon_outbox_age_seconds', 'service')]: '{{service}}' },
      },
      {
        title: 'Overdue timers',
        about: 'Since when the timer that should have run first is due.',
        unit: 's',
        lines: { [largest('polyphon_timers_overdue_seconds', 'service')]: '{{service}}' },
      },
      {
        title: 'Dead letters and gaps',
        about: 'Records that could not be handled, and gaps in the log that nobody has accepted.',
        unit: 'short',
        as: 'stat',
        lines: {
          [`sum(${largest('polyphon_dead_letters', 'service, group')})`]: 'dead letters',
          [`sum(${largest('polyphon_log_gaps', 'service, group, topic')}) or vector(0)`]: 'gaps',
        },
      },
    ],
    'What runs': [
      {
        title: 'Versions',
        about: 'Processes by service, version and Node.js. Two versions of a service are a rollout that is under way.',
        unit: 'short',
        as: 'table',
        lines: { 'count by (service, version, node) (polyphon_build_info)': '' },
      },
    ],
  },
}
