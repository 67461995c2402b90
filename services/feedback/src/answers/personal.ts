import type { Declarations } from '@polyphon/service-kit/personal'

export const answersPersonal: Declarations = {
  answer: {
    holds: 'What somebody answered',
    class: 'answers',
    key: { id: 'uuid' },
    persons: { profile_id: 'origin_id' },
    identifier: { type: 'identifier_type', value: 'identifier_value' },
    personal: {
      identifier_type: null,
      identifier_value: null,
      run_id: null,
      texts: '[]',
      properties: '{}',
      locale: null,
    },
    plain: [
      'survey_key',
      'version',
      'invitation_id',
      'scores',
      'choices',
      'complete',
      'occurred_at',
      'received_at',
      'begun_at',
      'written_at',
    ],
    merge: 'rekey',
    mergeSets: { written_at: 'now()' },
    split: 'follow',
    erase: 'delete',
    anonymise: 'empty',
    exports: 'row',
    ages: { by: 'received_at' },
  },
}
