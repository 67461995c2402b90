import { type Declarations, impersonal } from '@polyphon/service-kit/personal'

/** Who is in what follows from everything else, and is worked out anew after a merge. */
const workedOut = {
  class: 'people',
  merge: 'by_profile',
  split: 'by_profile',
  erase: 'delete',
  anonymise: 'delete',
  exports: 'row',
} as const

export const segmentsPersonal: Declarations = {
  segment: impersonal,
  segment_version: impersonal,
  segment_stamp: impersonal,
  segment_backfill: impersonal,
  segment_member: {
    ...workedOut,
    holds: 'Which segments somebody is in',
    de: 'In welchen Segmenten jemand ist',
    key: { profile_id: 'uuid', segment: 'text' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: ['version', 'entered_at', 'until'],
  },
  segment_listing: {
    holds: 'On which lists of segments somebody was put',
    de: 'Auf welche Listen von Segmenten jemand gesetzt wurde',
    class: 'people',
    key: { profile_id: 'uuid', segment: 'text' },
    persons: { profile_id: 'self' },
    personal: {},
    plain: ['added_at', 'because'],
    merge: 'stays',
    split: 'by_profile',
    erase: 'delete',
    anonymise: 'delete',
    exports: 'row',
  },
  segment_progress: {
    ...workedOut,
    holds: 'What a segment has read of a long past',
    de: 'Was ein Segment von einer langen Vergangenheit gelesen hat',
    key: { profile_id: 'uuid', segment: 'text' },
    persons: { profile_id: 'self' },
    personal: { person: '', leaves: '{}' },
    plain: ['version', 'through_at', 'through_position'],
  },
}
