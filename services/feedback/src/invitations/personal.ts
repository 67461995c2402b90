import type { Declarations } from '@polyphon/service-kit/personal'

export const invitationsPersonal: Declarations = {
  invitation: {
    holds: 'Who was asked, or not, and what they answered so far',
    de: 'Wer gefragt wurde oder nicht, und was bisher geantwortet wurde',
    class: 'answers',
    key: { id: 'uuid' },
    persons: { profile_id: 'origin_id' },
    personal: { properties: '{}', answers: '{}', locale: null, order_id: null, run_id: null },
    plain: [
      'survey_key',
      'version',
      'decision',
      'reason',
      'until',
      'token_hash',
      'touchpoint',
      'template',
      'topic',
      'channels',
      'created_at',
      'expires_at',
      'answer_id',
      'started_at',
      'used_at',
    ],
    merge: 'rekey',
    split: 'follow',
    erase: 'delete',
    anonymise: 'empty',
    stranger: true,
    // Its link could still be followed, and lead to nobody.
    underWay: "decision = 'asked' and used_at is null",
    exports: { without: ['token_hash'] },
    ages: { by: 'expires_at' },
  },
}
