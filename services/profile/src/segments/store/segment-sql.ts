import { type Condition, type SqlCondition, type SqlOptions, toSql } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { needsConsent, type PurposeRules } from '@polyphon/values'
import type { Segment } from '../domain/segment.js'
import { answersSql, messagesSql, scoresSql, valuesSql } from './reports-of-people.js'

/** Whether `p` has consented to a purpose and that still holds; the parameter of the purpose is a text. */
const grantedSql = (purpose: string): string =>
  `coalesce(p.consents -> ${purpose} ->> 'state' = 'granted'
            and coalesce((p.consents -> ${purpose} ->> 'expiresAt')::timestamptz > $2, true), false)`

// `p` is the row of the profile; what absorbed ids did belongs to the person too.
const OPTIONS: SqlOptions = {
  now: '$2::timestamptz',
  firstParameter: 3,
  traits: '(p.traits || p.computed)',
  computed: 'p.computed',
  identifiers: `(select coalesce(jsonb_object_agg(kind.type, kind.members), '{}') from (
      select i.type, jsonb_agg(i.value order by i.value collate "C") as members from profile_identifier i
       where i.workspace_id = $1 and i.profile_id = p.profile_id and i.verified group by i.type) kind)`,
  isMember: (key) =>
    `exists (select from segment_member m
              where m.workspace_id = $1 and m.profile_id = p.profile_id and m.segment = ${key})`,
  isListed: (key) =>
    `exists (select from segment_listing l
              where l.workspace_id = $1 and l.segment = ${key} and l.profile_id = any(array(
                select p.profile_id union all
                select a.old_id from profile_alias a where a.workspace_id = $1 and a.canonical_id = p.profile_id)))`,
  hasConsent: (purpose) => grantedSql(purpose),
  accounts: (alias) => ({
    from: `jsonb_array_elements(p.accounts) ${alias}_of (membership)
       join account ${alias} on ${alias}.workspace_id = $1 and ${alias}.account_key = ${alias}_of.membership ->> 'accountKey'`,
    where: 'true',
    traits: `${alias}.traits`,
    roles: `coalesce(${alias}_of.membership -> 'roles', '[]')`,
    key: `${alias}.account_key`,
  }),
  messages: (alias, { kind, key }) => ({
    from: `(${messagesSql('p.profile_id', { kind: `'${kind}'`, key })}) ${alias}`,
    where: 'true',
    id: `${alias}.id`,
    at: `${alias}.at`,
    states: `${alias}.states`,
  }),
  answers: (alias, survey) => ({
    from: `(${answersSql('p.profile_id', survey)}) ${alias}`,
    where: 'true',
    id: `${alias}.id`,
    at: `${alias}.at`,
    scores: scoresSql(`${alias}.data`),
    values: valuesSql(`${alias}.data`),
  }),
  occurrences: (alias) => ({
    from: `interaction ${alias}`,
    where: `${alias}.workspace_id = $1 and ${alias}.profile_id = any(array(
        select p.profile_id union all
        select a.old_id from profile_alias a where a.workspace_id = $1 and a.canonical_id = p.profile_id))`,
    name: `${alias}.name`,
    kind: `${alias}.kind`,
    at: `${alias}.occurred_at`,
    properties: `coalesce((${alias}.doc -> 'properties')::jsonb, '{}')`,
    messageId: `${alias}.message_id`,
    group: `normalize(${alias}.doc -> 'context' ->> 'groupId')`,
    position: `${alias}.position`,
  }),
}

/**
 * A condition over `profile p` as SQL, in which `$1` is the workspace and `$2` the moment; its values follow from `$3`.
 * Throws `NotInSql` for what is not known of many people at once.
 */
export function conditionSql(condition: Condition): SqlCondition {
  return toSql(condition, OPTIONS)
}

/** Whoever is restricted has objected to every purpose. */
const NOT_RESTRICTED = `coalesce(p.restriction ->> 'restricted', '') <> 'true'`

/** The same with the purpose that whoever fulfils it must allow, by the rule of `allowsPurpose`. */
function judgementSql({ condition, purpose }: Judged, rules: PurposeRules): SqlCondition {
  const { text, values } = conditionSql(condition)
  const parameter = `$${3 + values.length}::text`
  const allowed = needsConsent(purpose, rules)
    ? grantedSql(parameter)
    : `coalesce(p.consents -> ${parameter} ->> 'state', '') <> 'objected'`
  return { text: `(${NOT_RESTRICTED} and ${allowed} and ${text})`, values: [...values, purpose] }
}

type Judged = Pick<Segment, 'condition' | 'purpose'>

/** How many people fulfil a condition now and allow its purpose, and how many there are. */
export async function countPeople(
  tx: Tx,
  judged: Judged,
  rules: PurposeRules,
): Promise<{ readonly count: number; readonly total: number }> {
  const { text, values } = judgementSql(judged, rules)
  const { rows } = await tx.query<{ count: string; total: string }>(
    `select count(*) filter (where ${text}) as count, count(*) as total
       from profile p where p.workspace_id = $1 and $2::timestamptz is not null`,
    [tx.workspaceId, tx.now, ...values],
  )
  return { count: Number(rows[0]?.count ?? 0), total: Number(rows[0]?.total ?? 0) }
}

/** Those of the given people who are not in a segment as its newest version says they should be. */
export async function findMisplaced(
  tx: Tx,
  segment: Judged & Pick<Segment, 'key' | 'version'>,
  { profileIds, rules }: { readonly profileIds: readonly string[]; readonly rules: PurposeRules },
): Promise<ReadonlySet<string>> {
  const { text, values } = judgementSql(segment, rules)
  const next = 3 + values.length
  const member = `select from segment_member m
    where m.workspace_id = $1 and m.profile_id = p.profile_id and m.segment = $${next + 1}`
  const { rows } = await tx.query<{ profile_id: string }>(
    `select p.profile_id from profile p
      where p.workspace_id = $1 and $2::timestamptz is not null and p.profile_id = any($${next})
        and case when ${text} then not exists (${member} and m.version = $${next + 2}) else exists (${member}) end`,
    [tx.workspaceId, tx.now, ...values, profileIds, segment.key, segment.version],
  )
  return new Set(rows.map((row) => row.profile_id))
}
