import type { Declarations } from '@polyphon/service-kit/personal'

/** Who belongs together is decided by the rules of identity, in the transaction of the event that says so. */
const decided = {
  class: 'people',
  merge: 'by_profile',
  split: 'by_profile',
  erase: 'delete',
  anonymise: 'delete',
  exports: 'row',
} as const

export const peoplePersonal: Declarations = {
  profile: {
    ...decided,
    holds: 'People as they are now',
    de: 'Personen, wie sie jetzt sind',
    key: { profile_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: {
      traits: '{}',
      trait_times: '{}',
      observed: '{}',
      computed: '{}',
      accounts: '[]',
      consents: '{}',
      absorbed_ids: '{}',
    },
    plain: ['revision', 'segments', 'restriction', 'created_at', 'updated_at', 'identity_version', 'written_at'],
  },
  identifier: {
    ...decided,
    holds: 'Whom an identifier leads to',
    de: 'Zu wem eine Kennung führt',
    key: { type: 'text', value: 'text' },
    persons: { profile_id: 'self' },
    identifier: { type: 'type', value: 'value' },
    personal: { value: '' },
    plain: ['ambiguous'],
  },
  profile_identifier: {
    ...decided,
    holds: 'What identifiers somebody has',
    de: 'Welche Kennungen jemand hat',
    key: { profile_id: 'uuid', type: 'text', value: 'text' },
    persons: { profile_id: 'self' },
    personal: { value: '' },
    plain: ['first_seen_at', 'last_seen_at', 'verified'],
    carries: { type: 'type', value: 'value', verified: 'verified' },
  },
  profile_alias: {
    ...decided,
    holds: 'Former ids of people who were merged',
    de: 'Frühere Ids von Personen, die zusammengeführt wurden',
    key: { old_id: 'uuid' },
    persons: { old_id: 'self', canonical_id: 'self' },
    personal: {},
    plain: ['merged_at', 'written_at'],
    aliases: { former: 'old_id', current: 'canonical_id' },
  },
  trait_statement: {
    ...decided,
    holds: 'Traits that requests and imports have stated',
    de: 'Merkmale, die Anfragen und Importe genannt haben',
    key: { statement_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { identifiers: '[]', traits: '{}' },
    plain: ['position', 'at', 'because'],
    merge: 'stays',
  },
  identity_ledger: {
    ...decided,
    holds: 'Why identifiers and people were joined',
    de: 'Warum Kennungen und Personen verbunden wurden',
    key: { entry_id: 'uuid' },
    persons: { profile_id: 'self', absorbed_id: 'self' },
    personal: { value: null, absorbed: null, survivor: null, because: '', reason: null },
    plain: ['kind', 'type', 'rule', 'rules_version', 'at', 'position'],
    // Of two people each is a stranger once they are split, and what is theirs stands in their own rows.
    exports: { without: ['absorbed', 'survivor'] },
    merge: 'stays',
    split: 'stays',
  },
}
