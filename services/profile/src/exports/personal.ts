import type { Declarations } from '@polyphon/service-kit/personal'

export const exportsPersonal: Declarations = {
  // It ends by itself, 30 days after it was asked for at the latest.
  person_export: {
    holds: 'Exports that were asked for, and whether they were fetched',
    de: 'Auskünfte, die verlangt wurden, und ob sie abgeholt wurden',
    class: 'people',
    key: { export_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: [
      'requested_at',
      'ends_at',
      'parts',
      'ready_at',
      'expires_at',
      'fetching_until',
      'fetched_at',
      'failure',
      'ended_at',
    ],
    merge: 'stays',
    split: 'stays',
    erase: 'delete',
    anonymise: 'delete',
    exports: { without: ['parts', 'fetching_until'] },
  },
}
