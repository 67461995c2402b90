import { type Declarations, impersonal } from './declaration.js'

/** What holds in every table of the kit that keeps texts of others: whoever is named in a row takes it along. */
const passing = {
  class: 'technical',
  merge: 'stays',
  split: 'stays',
  erase: 'delete',
  anonymise: 'delete',
  exports: 'row',
} as const

/** The tables that every service has. */
export const coreTables: Declarations = {
  outbox: {
    ...passing,
    holds: 'Events that are not yet published',
    key: { lane: 'smallint', id: 'bigint' },
    named: ['key', 'headers', 'payload'],
    personal: { key: '', headers: '', payload: null },
    plain: ['event_id', 'topic', 'type', 'created_at'],
  },
  dead_letter: {
    ...passing,
    holds: 'Events that could not be applied',
    key: { id: 'uuid' },
    named: ['record_key', 'headers', 'payload', 'reason'],
    personal: { record_key: null, headers: '', payload: null, reason: '' },
    plain: [
      'consumer_group',
      'topic',
      'topic_id',
      'partition',
      'record_offset',
      'event_id',
      'event_type',
      'error_class',
      'error_code',
      'attempts',
      'first_seen_at',
      'last_tried_at',
    ],
    ages: { by: 'last_tried_at' },
    strays: 'null',
  },
  timer: {
    ...passing,
    holds: 'What falls due',
    key: { kind: 'text', key: 'text' },
    named: ['key', 'data', 'last_error'],
    personal: { key: '', data: '{}', last_error: null },
    plain: ['due_at', 'run_at', 'token', 'attempts'],
  },
  idempotency: {
    ...passing,
    holds: 'Answers kept for an Idempotency-Key, for a day',
    key: { operation: 'text', idempotency_key: 'text' },
    named: ['idempotency_key', 'headers', 'body'],
    personal: { idempotency_key: '', headers: null, body: null },
    plain: ['request_hash', 'status', 'created_at'],
    ages: { by: 'created_at' },
  },
  import_row: {
    ...passing,
    holds: 'Rows of imports: what they say until they are applied, then what was wrong with them',
    key: { job_id: 'uuid', part: 'integer', line: 'integer' },
    named: ['body', 'faults'],
    personal: { body: null, faults: null },
    plain: ['outcome', 'stored_at'],
    ages: { by: 'stored_at' },
  },
  job: impersonal,
  outbox_lane: impersonal,
  consumer_offset: impersonal,
  inbox: impersonal,
  log_gap: impersonal,
  locator: impersonal,
  workspace: impersonal,
  access_key: impersonal,
  secrets_key: impersonal,
  migration: impersonal,
  definition_use: impersonal,
}

/** A copy of what profile keeps: it follows the snapshots of profile and nothing else. */
const copied = {
  class: 'people',
  merge: 'by_profile',
  split: 'by_profile',
  erase: 'delete',
  anonymise: 'delete',
  exports: 'row',
} as const

/** The tables of a service that keeps a copy of people. */
export const peopleTables: Declarations = {
  person: {
    ...copied,
    holds: 'Copy of who somebody is',
    key: { profile_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { traits: '{}', identifiers: '[]', accounts: '[]', locale: null, time_zone: null },
    plain: ['revision', 'segments', 'updated_at'],
    carries: { document: 'identifiers' },
  },
  person_identifier: {
    ...copied,
    holds: 'Copy of the identifiers of people',
    key: { type: 'text', value: 'text', profile_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { value: '' },
    plain: [],
    carries: { type: 'type', value: 'value' },
  },
  profile_alias: {
    ...copied,
    holds: 'Copy of former ids of people who were merged',
    key: { old_id: 'uuid' },
    persons: { old_id: 'self', canonical_id: 'self' },
    personal: {},
    plain: ['revision'],
    aliases: { former: 'old_id', current: 'canonical_id' },
  },
}
