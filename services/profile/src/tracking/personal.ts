import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

export const trackingPersonal: Declarations = {
  interaction: {
    holds: 'What somebody did, as it was collected',
    de: 'Was jemand getan hat, wie es erfasst wurde',
    class: 'interactions',
    // It has no primary key; of a message there is one row, in the month in which it was received.
    key: { message_id: 'text', received_at: 'timestamp with time zone' },
    persons: { profile_id: 'self' },
    personal: { doc: null, group_id: null },
    plain: ['position', 'kind', 'name', 'occurred_at', 'original_at', 'skew_ms', 'channel'],
    merge: 'stays',
    split: 'follow',
    erase: 'delete',
    anonymise: 'empty',
    exports: 'row',
    ages: { by: 'received_at', months: { seen: 'seen_message', key: 'message_id' } },
  },
  rejected_event: {
    holds: 'Events that were refused, and why',
    de: 'Ereignisse, die abgelehnt wurden, und warum',
    class: 'technical',
    key: { rejection_id: 'uuid' },
    named: ['message_id', 'detail'],
    personal: { message_id: null, detail: '' },
    plain: ['code', 'received_at', 'pointer', 'key_id'],
    merge: 'stays',
    split: 'stays',
    erase: 'delete',
    anonymise: 'delete',
    exports: 'row',
    ages: { by: 'received_at' },
  },
  // Which messages were applied, whoever sent them: what somebody said goes with the interaction.
  seen_message: impersonal,
  // A digest of a device, forgotten two days after it was seen.
  device_clock: impersonal,
}
