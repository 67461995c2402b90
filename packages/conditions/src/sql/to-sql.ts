import { EVERY_ELEMENT, type PathSegment, pointerTo } from '@polyphon/values'
import { splitPath } from '../paths.js'
import type { AccountLeaf, Comparison, Condition, DidLeaf, Leaf } from '../schema.js'
import type { Located } from '../visit.js'
import { comparisonSql, type SqlWay } from './comparison.js'
import { didSql, sequenceSql } from './history.js'
import { NotInSql, type SqlOccurrences, type SqlOptions } from './names.js'
import { answerSql, messageSql } from './reports.js'
import { allOfSql, anyOfSql, type Writer, writerOf } from './writer.js'

/** A boolean SQL expression, never null, with the values of its placeholders. */
export interface SqlCondition {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Writes a condition as SQL over a person, for back-fills and previews; it agrees with `evaluate`. Throws `NotInSql` where a leaf has no meaning there. */
export function toSql(condition: Condition, options: SqlOptions): SqlCondition {
  const writer = writerOf(options, options.firstParameter ?? 1)
  const text = write({ writer }, { node: condition, pointer: '' })
  return { text, values: writer.values }
}

interface Context {
  readonly writer: Writer
  /** Inside a where: the occurrence it looks at. */
  readonly event?: { readonly name: string; readonly rows: SqlOccurrences }
}

function write(context: Context, { node, pointer }: Located<Condition>): string {
  const each = (key: string, nodes: readonly Condition[]): readonly string[] =>
    nodes.map((child, index) => write(context, { node: child, pointer: pointerTo(pointer, key, index) }))
  if ('all' in node) return allOfSql(each('all', node.all))
  if ('any' in node) return anyOfSql(each('any', node.any))
  if ('not' in node) return `(not ${write(context, { node: node.not, pointer: pointerTo(pointer, 'not') })})`
  return writeLeaf(context, { node, pointer })
}

function writeLeaf(context: Context, { node, pointer }: Located<Leaf>): string {
  const { writer } = context
  if ('path' in node) return comparisonSql(writer, node, wayOf(context, { node, pointer }))
  if ('computed' in node) {
    if (writer.names.computed === undefined) throw new NotInSql(pointer, 'Computed traits are not at hand here.')
    return comparisonSql(writer, node, { start: writer.names.computed, segments: [node.computed] })
  }
  if ('account' in node) return accountSql(context, { node, pointer })
  const where = (step: Located<Pick<DidLeaf, 'did' | 'where'>>, rows: SqlOccurrences): string =>
    step.node.where === undefined
      ? 'true'
      : write(
          { writer, event: { name: step.node.did, rows } },
          { node: step.node.where, pointer: pointerTo(step.pointer, 'where') },
        )
  if ('did' in node) return didSql({ writer, where }, { node, pointer })
  if ('sequence' in node) return sequenceSql({ writer, where }, { node, pointer })
  if ('message' in node) return messageSql(writer, { node, pointer })
  if ('answer' in node) return answerSql(writer, { node, pointer })
  return stateSql(writer, { node, pointer })
}

type StateLeaf = Extract<
  Leaf,
  { segment: unknown } | { listed: unknown } | { consent: unknown } | { permission: unknown }
>

function stateSql({ names, put }: Writer, { node, pointer }: Located<StateLeaf>): string {
  if ('segment' in node) {
    if (names.isMember === undefined) throw new NotInSql(pointer, 'Segments are not at hand here.')
    const member = `coalesce(${names.isMember(put(node.segment, 'text'))}, false)`
    return node.member === false ? `(not ${member})` : member
  }
  if ('listed' in node) {
    if (names.isListed === undefined) throw new NotInSql(pointer, 'Lists are not at hand here.')
    return `coalesce(${names.isListed(put(node.listed, 'text'))}, false)`
  }
  if ('consent' in node) {
    if (names.hasConsent === undefined) throw new NotInSql(pointer, 'Consents are not at hand here.')
    return `coalesce(${names.hasConsent(put(node.consent.purpose, 'text'))}, false)`
  }
  if (names.hasPermission === undefined) throw new NotInSql(pointer, 'Permissions are not at hand here.')
  const { channel, topic } = node.permission
  return `coalesce(${names.hasPermission(put(channel, 'text'), put(topic, 'text'))}, false)`
}

function accountSql(context: Context, leaf: Located<AccountLeaf>): string {
  const exists = (wanted: 'some' | 'fitting' | 'other'): string => {
    const { from, conditions, holds } = rowsOfAccounts(context, leaf)
    // What is not looked at is not written, as nothing would say of which type its values are.
    const tests = { some: () => [], fitting: () => [holds()], other: () => [`not ${holds()}`] }[wanted]()
    return `exists (select from ${from} where ${[...conditions, ...tests].join(' and ')})`
  }
  const { match } = leaf.node
  if (match === 'all') return `(${exists('some')} and not ${exists('other')})`
  return match === 'none' ? `(not ${exists('fitting')})` : exists('fitting')
}

/** The accounts that a leaf looks at, and whether one of them compares so. */
function rowsOfAccounts({ writer, event }: Context, { node, pointer }: Located<AccountLeaf>) {
  const accounts = writer.names.accounts?.(writer.alias())
  if (accounts === undefined) throw new NotInSql(pointer, 'Accounts are not at hand here.')
  const { from, where, traits, roles = `'[]'::jsonb`, key } = accounts
  const group = event?.rows.group
  const conditions = [
    where,
    ...(group === undefined || key === undefined ? [] : [`(${group} is null or ${key} = ${group})`]),
    ...(node.role === undefined ? [] : [`${roles} @> to_jsonb(${writer.put(node.role, 'text')})`]),
  ]
  const [root, ...segments] = splitPath(node.account.path)
  const holds = () => comparisonSql(writer, node.account, { start: root === 'roles' ? roles : traits, segments })
  return { from, conditions, holds }
}

function wayOf({ writer, event }: Context, { node, pointer }: Located<Comparison>): SqlWay {
  const [root, ...rest] = splitPath(node.path)
  if (root === 'traits') return { start: writer.names.traits, segments: rest }
  if (root === 'identifiers' && writer.names.identifiers !== undefined) {
    return { start: writer.names.identifiers, segments: rest }
  }
  if (root === 'event' && event !== undefined) return wayOfEvent(writer, event, rest)
  throw new NotInSql(pointer, `${String(root)} is not known of many people at once.`)
}

function wayOfEvent(
  writer: Writer,
  { name, rows }: NonNullable<Context['event']>,
  path: readonly PathSegment[],
): SqlWay {
  const [field, ...segments] = path
  if (field === undefined) return { start: `jsonb_build_object('properties', ${rows.properties})`, segments }
  if (field === 'properties') return { start: rows.properties, segments }
  if (field === 'name') return { start: `to_jsonb(${writer.put(name, 'text')})`, segments }
  if (field === 'messageId' && rows.messageId !== undefined) return { start: `to_jsonb(${rows.messageId})`, segments }
  // An event is no list.
  if (field === EVERY_ELEMENT) return { start: `'{}'::jsonb`, segments: path }
  if (field !== 'occurredAt') return { start: 'null::jsonb', segments }
  const text = `to_char(${rows.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return { start: `to_jsonb(${text})`, segments }
}
