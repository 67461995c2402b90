import type { Declarations } from '@polyphon/service-kit/personal'

export const consentsPersonal: Declarations = {
  consent_entry: {
    holds: 'What somebody has said to purposes of processing, with its proof',
    de: 'Was jemand zu Zwecken der Verarbeitung gesagt hat, mit Nachweis',
    class: 'permissions',
    key: { profile_id: 'uuid', entry_id: 'uuid' },
    persons: { profile_id: 'self', absorbed_id: 'self' },
    personal: { proof: null, identifier: null },
    plain: [
      'purpose',
      'state',
      'notice_hash',
      'source',
      'is_vouched',
      'is_conflict',
      'occurred_at',
      'recorded_at',
      'expires_at',
    ],
    merge: 'stays',
    split: 'follow',
    erase: 'delete',
    anonymise: 'delete',
    exports: 'row',
  },
}
