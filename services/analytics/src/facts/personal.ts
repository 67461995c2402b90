import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

/** Facts keep the id that their events named; every question looks up who that is now. Without the person they still count. */
const counted = {
  class: 'facts',
  merge: 'stays',
  split: 'stays',
  erase: 'delete',
  anonymise: 'empty',
  exports: 'row',
} as const

export const factsPersonal: Declarations = {
  fact: {
    ...counted,
    holds: 'Everything that happened, once each',
    de: 'Alles, was geschehen ist, je einmal',
    key: { event_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { properties: '{}' },
    plain: ['type', 'occurred_at', 'taken_at', 'channel', 'dimensions'],
    ages: { by: 'taken_at', months: { seen: 'seen_fact', key: 'event_id' } },
  },
  // Which events were taken in, whomever they are about.
  seen_fact: impersonal,
  message_fact: {
    ...counted,
    holds: 'When a message came to a state',
    de: 'Wann eine Nachricht welchen Zustand erreicht hat',
    key: { message_id: 'uuid', state: 'text' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: ['event_id', 'occurred_at', 'channel', 'class', 'topic', 'template', 'locale', 'touchpoint'],
    ages: { by: 'occurred_at' },
  },
  answer_fact: {
    ...counted,
    holds: 'Answers as they were given last',
    de: 'Antworten, wie sie zuletzt gegeben wurden',
    key: { answer_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { properties: '{}' },
    plain: ['event_id', 'complete', 'occurred_at', 'survey', 'version', 'channel', 'locale', 'touchpoint'],
    ages: { by: 'occurred_at' },
  },
  score_fact: {
    ...counted,
    holds: 'What answers say to single questions',
    de: 'Was Antworten zu einzelnen Fragen sagen',
    key: { answer_id: 'uuid', question: 'text' },
    persons: { profile_id: 'self' },
    personal: { properties: '{}' },
    plain: [
      'kind',
      'value',
      'scale_min',
      'scale_max',
      'occurred_at',
      'survey',
      'version',
      'channel',
      'locale',
      'touchpoint',
    ],
    ages: { by: 'occurred_at' },
  },
}
