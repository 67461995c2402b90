import type { Declarations } from '@polyphon/service-kit/personal'

export const restrictionsPersonal: Declarations = {
  restriction: {
    holds: 'Whose data was only to be kept, since when and why',
    de: 'Wessen Daten nur noch aufbewahrt werden sollten, seit wann und warum',
    class: 'permissions',
    key: { request_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { reason: null },
    plain: ['restricted', 'requested_at', 'receipts'],
    merge: 'stays',
    split: 'follow',
    erase: 'delete',
    anonymise: 'delete',
    exports: 'row',
  },
}
