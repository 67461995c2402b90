import type { Declarations } from '@polyphon/service-kit/personal'

export const timelinePersonal: Declarations = {
  timeline_item: {
    holds: 'What other services report of somebody',
    de: 'Was andere Dienste über jemanden berichten',
    class: 'interactions',
    key: { profile_id: 'uuid', item_id: 'text' },
    persons: { profile_id: 'self' },
    personal: { data: '{}' },
    plain: ['occurred_at', 'kind', 'service', 'type', 'position'],
    merge: 'stays',
    split: 'follow',
    erase: 'delete',
    anonymise: 'delete',
    exports: 'row',
    ages: { by: 'occurred_at' },
  },
}
