import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

export const surveysPersonal: Declarations = {
  survey: impersonal,
  survey_version: impersonal,
  heard_template: impersonal,
  // The read copy only: messaging decides what holds after a merge, and publishes it for the survivor.
  permission: {
    holds: 'Copy of what somebody allows',
    de: 'Kopie davon, was jemand erlaubt',
    class: 'permissions',
    key: { profile_id: 'uuid', channel: 'text', topic: 'text' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: ['state', 'occurred_at'],
    merge: 'stays',
    split: 'stays',
    erase: 'delete',
    anonymise: 'delete',
    exports: 'row',
  },
}
