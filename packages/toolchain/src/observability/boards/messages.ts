import type { Board } from '../panels.js'
import { largest, quantile, rate } from '../queries.js'

const STATES = 'polyphon_events_appended_total{type=~"messaging.message_.*"}'

export const messages: Board = {
  name: 'messages',
  title: 'messages',
  about: 'What becomes of messages, and how fast.',
  rows: {
    'How fast': [
      {
        title: 'From planned to handed over',
        about: 'Until a provider has taken them: half of them, and all but one in twenty, by class.',
        unit: 's',
        lines: {
          [quantile(0.5, 'polyphon_message_hand_over_seconds', 'class')]: 'median {{class}}',
          [quantile(0.95, 'polyphon_message_hand_over_seconds', 'class')]: '95th {{class}}',
        },
      },
      {
        title: 'Queue',
        about: 'Messages that are queued, those that wait for their hour included, by class.',
        unit: 'short',
        lines: { [largest('polyphon_send_queue_messages', 'class')]: '{{class}}' },
      },
      {
        title: 'From event to message',
        about: 'From the request to the message, waits of journeys included.',
        unit: 's',
        lines: {
          [quantile(0.5, 'polyphon_event_to_message_seconds', '')]: 'median',
          [quantile(0.95, 'polyphon_event_to_message_seconds', '')]: '95th',
        },
      },
    ],
    'What becomes of them': [
      {
        title: 'States',
        about: 'Messages a second that came to a state.',
        unit: 'short',
        lines: { [rate(STATES, 'type')]: '{{type}}' },
      },
      {
        title: 'Why messages were not sent',
        about: 'Dropped by a rule, failed or bounced, by reason.',
        unit: 'short',
        lines: {
          [rate(
            'polyphon_events_appended_total{type=~"messaging.message_(dropped|failed|bounced|uncertain).v1"}',
            'type, reason',
          )]: '{{type}} {{reason}}',
        },
      },
      {
        title: 'Bounced',
        about: 'The share of what providers took. Beyond some percent providers begin to refuse the sender.',
        unit: 'percentunit',
        lines: {
          [`${rate('polyphon_events_appended_total{type="messaging.message_bounced.v1"}', 'service')} / ${rate('polyphon_events_appended_total{type="messaging.message_accepted.v1"}', 'service')}`]:
            'bounced',
        },
      },
    ],
  },
}
