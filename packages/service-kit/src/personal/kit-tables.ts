import { erasureRequested, privacy, services } from '@polyphon/contracts'
import { type Declarations, impersonal, ofStaff } from './declaration.js'

/** What is to be published of an erasure itself. */
const OF_ERASURES = [erasureRequested, ...services.map((service) => privacy[service].erased)]
  .map(({ type }) => `'${type}'`)
  .join(', ')

/** What holds in every table of the kit that keeps texts of others: whoever is named in a row takes it along. */
const passing = {
  class: 'technical',
  merge: 'stays',
  split: 'stays',
  erase: 'delete',
  anonymise: 'delete',
  exports: 'row',
} as const

/** The audit log says of whom it was by the id alone, which goes; that there was somebody is part of the chain. */
const audited = {
  class: 'audit',
  persons: { profile_id: 'self' },
  merge: 'stays',
  split: 'stays',
  erase: 'empty',
  anonymise: 'empty',
} as const

const AUDITED = [
  'entry_id',
  'at',
  'kind',
  'who',
  'key_id',
  'staff_id',
  'operation',
  'about_kind',
  'about_id',
  'request_id',
  'trace_id',
] as const

/** Who of the firm it was is nothing to the person: when, and what was done, is. */
const OF_COLLEAGUES = ['entry_id', 'key_id', 'staff_id', 'request_id', 'trace_id']

/** The tables that every service has. */
export const coreTables: Declarations = {
  outbox: {
    ...passing,
    holds: 'Events that are not yet published',
    de: 'Ereignisse, die noch nicht veröffentlicht sind',
    key: { lane: 'smallint', id: 'bigint' },
    named: ['key', 'headers', 'payload'],
    personal: { key: '', headers: '', payload: null },
    plain: ['event_id', 'topic', 'type', 'created_at'],
    stays: `payload is null or type in (${OF_ERASURES})`,
  },
  recent_event: {
    class: 'technical',
    holds: 'What was published lately, for streams',
    de: 'Was vor Kurzem veröffentlicht wurde, für Streams',
    key: { seq: 'bigint', created_at: 'timestamp with time zone' },
    persons: { profile_id: 'self' },
    personal: { about: null, payload: null },
    plain: ['event_id', 'type', 'time', 'cause'],
    merge: 'stays',
    split: 'stays',
    // A reader's place is behind one of these rows.
    erase: 'empty',
    anonymise: 'empty',
    exports: 'row',
    hours: 'RECENT_EVENTS_HOURS',
  },
  dead_letter: {
    ...passing,
    holds: 'Events that could not be applied',
    de: 'Ereignisse, die nicht angewendet werden konnten',
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
    de: 'Was fällig wird',
    key: { kind: 'text', key: 'text' },
    named: ['key', 'data', 'last_error'],
    personal: { key: '', data: '{}', last_error: null },
    plain: ['due_at', 'run_at', 'token', 'attempts', 'traceparent'],
  },
  idempotency: {
    ...passing,
    holds: 'Answers kept for an Idempotency-Key, for a day',
    de: 'Antworten, die für einen Idempotency-Key einen Tag lang aufgehoben werden',
    key: { operation: 'text', idempotency_key: 'text' },
    named: ['idempotency_key', 'headers', 'body'],
    personal: { idempotency_key: '', headers: null, body: null },
    plain: ['request_hash', 'status', 'created_at'],
    ages: { by: 'created_at' },
  },
  import_row: {
    ...passing,
    holds: 'Rows of imports: what was wrong with them; without a blob store also what they say until they are applied',
    de: 'Zeilen von Importen: was an ihnen falsch war; ohne Blob-Speicher auch ihr Inhalt, bis sie angewendet sind',
    key: { job_id: 'uuid', part: 'integer', line: 'integer' },
    named: ['body', 'faults'],
    personal: { body: null, faults: null },
    plain: ['outcome', 'stored_at'],
    ages: { by: 'stored_at' },
  },
  work: {
    class: 'work',
    holds: 'What somebody of the firm has to do',
    de: 'Was jemand im Unternehmen zu erledigen hat',
    key: { work_id: 'uuid' },
    persons: { profile_id: 'origin_id' },
    personal: { subject: null, why: '', href: { sql: "'/v1/work/' || work_id" } },
    plain: [
      'service',
      'version',
      'kind',
      'state',
      'owner_unit',
      'owner_staff_id',
      'because',
      'former_owners',
      'hand_overs',
      'opened_at',
      'due_at',
      'due_order',
      'acknowledged_at',
      'overdue_at',
      'ended_at',
    ],
    merge: 'rekey',
    split: 'follow',
    // What was to be done, by whom and whether in time, stays without the person.
    erase: 'empty',
    anonymise: 'empty',
    exports: { without: ['owner_staff_id', 'because', 'former_owners'] },
    ages: { by: 'ended_at', when: 'ended_at is not null' },
  },
  audit_waiting: {
    ...audited,
    holds: 'What the audit log says of changes and reads, until it is chained, for a second',
    de: 'Was das Protokoll über Änderungen und Lesen sagt, bis es verkettet ist, eine Sekunde lang',
    key: { position: 'bigint' },
    personal: {},
    plain: [...AUDITED],
    exports: { without: OF_COLLEAGUES },
  },
  audit_entry: {
    ...audited,
    holds: 'Audit log: who has changed something, and who of the staff has read about people',
    de: 'Protokoll: wer etwas geändert hat und wer von den Mitarbeitern über Personen gelesen hat',
    key: { seq: 'bigint' },
    personal: { salt: null },
    plain: [...AUDITED, 'person', 'hash'],
    exports: { without: [...OF_COLLEAGUES, 'person', 'hash'] },
    ages: { by: 'at', expire: 'expire_audit' },
  },
  audit_chain: impersonal,
  event_consumer: impersonal,
  webhook_delivery: {
    ...passing,
    holds: 'Events that were posted to webhooks, for seven days, or wait for that',
    de: 'Ereignisse, die an Webhooks gesendet wurden, sieben Tage lang, oder noch darauf warten',
    purpose: {
      en: 'To tell other systems of the firm what has happened',
      de: 'Anderen Systemen des Unternehmens mitzuteilen, was geschehen ist',
    },
    recipients: {
      en: 'The systems behind the webhooks that the firm has put',
      de: 'Die Systeme hinter den Webhooks, die das Unternehmen eingerichtet hat',
    },
    key: { webhook_id: 'uuid', event_id: 'uuid' },
    persons: { profile_id: 'self' },
    named: ['body'],
    personal: { subject: '', body: '' },
    plain: ['position', 'type', 'state', 'attempts', 'tries', 'run_at', 'claim', 'created_at'],
    ages: { by: 'created_at' },
  },
  webhook: impersonal,
  webhook_interest: impersonal,
  webhook_cursor: impersonal,
  job: impersonal,
  outbox_lane: impersonal,
  consumer_offset: impersonal,
  inbox: impersonal,
  log_gap: impersonal,
  locator: impersonal,
  workspace: impersonal,
  workspace_clock: impersonal,
  usage_slot: impersonal,
  quota_notice: impersonal,
  deleted_workspace: impersonal,
  // What stays of an erasure: ids that lead nowhere.
  erasure: impersonal,
  erased_person: impersonal,
  access_key: impersonal,
  identity_provider: impersonal,
  directory_calendar: impersonal,
  directory_unit: impersonal,
  staff: ofStaff,
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
    de: 'Kopie davon, wer jemand ist',
    key: { profile_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { traits: '{}', identifiers: '[]', accounts: '[]', consents: '{}', locale: null, time_zone: null },
    plain: ['revision', 'segments', 'updated_at'],
    carries: { document: 'identifiers' },
  },
  person_identifier: {
    ...copied,
    holds: 'Copy of the identifiers of people',
    de: 'Kopie der Kennungen von Personen',
    key: { type: 'text', value: 'text', profile_id: 'uuid' },
    persons: { profile_id: 'self' },
    personal: { value: '' },
    plain: [],
    carries: { type: 'type', value: 'value' },
  },
  profile_alias: {
    ...copied,
    holds: 'Copy of former ids of people who were merged',
    de: 'Kopie früherer Ids von Personen, die zusammengeführt wurden',
    key: { old_id: 'uuid' },
    persons: { old_id: 'self', canonical_id: 'self' },
    personal: {},
    plain: ['revision'],
    aliases: { former: 'old_id', current: 'canonical_id' },
  },
}
