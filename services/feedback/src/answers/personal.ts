import type { Declarations } from '@polyphon/service-kit/personal'

// Which options were chosen still counts; what somebody wrote beside them in their own words goes.
const WITHOUT_OTHER = String.raw`regexp_replace(choices::text, ',"other":"(?:[^"\\]|\\.)*"', '', 'g')::json`

export const answersPersonal: Declarations = {
  answer: {
    holds: 'What somebody answered',
    de: 'Was jemand geantwortet hat',
    class: 'answers',
    key: { id: 'uuid' },
    persons: { profile_id: 'origin_id' },
    identifier: { type: 'identifier_type', value: 'identifier_value' },
    personal: {
      identifier_type: null,
      identifier_value: null,
      run_id: null,
      texts: '[]',
      choices: { sql: WITHOUT_OTHER },
      properties: '{}',
      locale: null,
    },
    plain: [
      'survey_key',
      'version',
      'invitation_id',
      'scores',
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
