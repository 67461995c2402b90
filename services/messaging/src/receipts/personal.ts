import type { Declarations } from '@polyphon/service-kit/personal'

/** They come without a workspace; the message that they name says which one they belong to. */
const ofStrangers = {
  class: 'technical',
  strays: { locator: 'message' },
  merge: 'stays',
  split: 'stays',
  erase: 'delete',
  anonymise: 'delete',
  exports: 'row',
} as const

/** What providers report, as it came. */
export const receiptsPersonal: Declarations = {
  callback: {
    ...ofStrangers,
    holds: 'Callbacks of providers as they came',
    de: 'Rückmeldungen von Versanddiensten, wie sie kamen',
    key: { provider: 'text', callback_id: 'text' },
    named: ['payload'],
    personal: { payload: '' },
    plain: ['received_at'],
    ages: { by: 'received_at' },
  },
  stray_receipt: {
    ...ofStrangers,
    holds: 'Receipts of messages that nobody knows yet',
    de: 'Quittungen von Nachrichten, die noch niemand kennt',
    key: { message_id: 'text', provider: 'text', event_id: 'text' },
    named: ['message_id', 'reason'],
    personal: { reason: null },
    plain: ['event', 'occurred_at', 'received_at'],
    ages: { by: 'received_at' },
  },
}
