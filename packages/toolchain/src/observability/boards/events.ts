import type { Board } from '../panels.js'
import { largest, rate } from '../queries.js'

export const events: Board = {
  name: 'events',
  title: 'events',
  about: 'The way of events: collected, appended, carried to the log, handled.',
  rows: {
    'What becomes true': [
      {
        title: 'Appended',
        about: 'Events a second that became true, by type.',
        unit: 'short',
        lines: { [rate('polyphon_events_appended_total', 'type')]: '{{type}}' },
      },
      {
        title: 'Refused by the tracking API',
        about: 'By code and key: a sender that sends something wrong.',
        unit: 'short',
        lines: { [rate('polyphon_events_rejected_total', 'code, source')]: '{{code}} {{source}}' },
      },
      {
        title: 'Fields not taken as they were sent',
        about: 'The event lives on without them.',
        unit: 'short',
        lines: { [rate('polyphon_event_fields_rejected_total', 'code')]: '{{code}}' },
      },
    ],
    Quotas: [
      {
        title: 'Reached',
        about:
          'Days of workspaces that came to so many percent of a quota, in the last day; the log (`quota.reached`) says which.',
        unit: 'short',
        lines: { 'sum by (quota, percent) (increase(polyphon_quota_reached_total[1d]))': '{{quota}} {{percent}} %' },
      },
      {
        title: 'Held back',
        about: 'Events refused and messages refused or kept for the next day, a second, as a quota is used up.',
        unit: 'short',
        lines: { [rate('polyphon_quota_refused_total', 'quota')]: '{{quota}}' },
      },
    ],
    Outbox: [
      {
        title: 'Waiting',
        about: 'Events appended and not yet in the log.',
        unit: 'short',
        lines: { [largest('polyphon_outbox_depth', 'service')]: '{{service}}' },
      },
      {
        title: 'Oldest',
        about: 'Age of the oldest event that is not yet in the log.',
        unit: 's',
        lines: { [largest('polyphon_outbox_age_seconds', 'service')]: '{{service}}' },
      },
      {
        title: 'Carried',
        about: 'Events a second that were carried to the log.',
        unit: 'short',
        lines: { [rate('polyphon_outbox_relayed_total', 'service')]: '{{service}}' },
      },
      {
        title: 'Lanes that cannot be sent',
        about: 'Since when, by reason. One lane holds up its people alone.',
        unit: 's',
        lines: {
          [largest('polyphon_outbox_lane_failing_seconds', 'service, lane, reason')]: '{{service}} {{lane}} {{reason}}',
        },
      },
    ],
    Consumers: [
      {
        title: 'Lag',
        about: 'Records that a group has before it, by topic.',
        unit: 'short',
        lines: { [largest('polyphon_consumer_lag_records', 'group, topic')]: '{{group}} {{topic}}' },
      },
      {
        title: 'Handled',
        about: 'Records a second, by group and outcome; `dead` and `missed` should not be there.',
        unit: 'short',
        lines: { [rate('polyphon_events_consumed_total', 'group, outcome')]: '{{group}} {{outcome}}' },
      },
      {
        title: 'Dead letters',
        about: 'They wait for somebody to redrive or discard them.',
        unit: 'short',
        lines: { [largest('polyphon_dead_letters', 'service, group')]: '{{service}} {{group}}' },
      },
      {
        title: 'Gaps',
        about: 'Records that were gone from the log before they were read; somebody has to accept them.',
        unit: 'short',
        lines: { [largest('polyphon_log_gaps', 'group, topic')]: '{{group}} {{topic}}' },
      },
    ],
  },
}
