import { pointerTo } from '@polyphon/values'
import { durationMs } from '../duration.js'
import type { DidLeaf, SequenceLeaf, SequenceStep } from '../schema.js'
import { planOf } from '../sequence.js'
import type { Located } from '../visit.js'
import type { SqlOccurrences } from './names.js'
import { allOfSql, millisecondsOf, occurrencesOf, type Writer } from './writer.js'

/** Writes the `where` of a step over one of its occurrences. */
export type WhereSql = (step: Located<Pick<DidLeaf, 'did' | 'where'>>, rows: SqlOccurrences) => string

interface Context {
  readonly writer: Writer
  readonly where: WhereSql
}

interface Rows {
  readonly from: string
  readonly at: string
  readonly conditions: readonly string[]
}

function rowsOf({ writer, where }: Context, step: Located<Pick<DidLeaf, 'did' | 'where'>>, withinMs?: number): Rows {
  const rows = occurrencesOf(writer, step.pointer)
  const conditions = [
    rows.where,
    `${rows.name} = ${writer.put(step.node.did, 'text')}`,
    `${rows.at} <= ${writer.names.now}`,
  ]
  if (withinMs !== undefined) conditions.push(`${rows.at} > ${writer.names.now} - ${millisecondsOf(writer, withinMs)}`)
  if (step.node.where !== undefined) conditions.push(where(step, rows))
  return { from: rows.from, at: rows.at, conditions }
}

export function didSql(context: Context, leaf: Located<DidLeaf>): string {
  const atLeast = leaf.node.atLeast ?? 1
  if (atLeast === 0) return 'true'
  const within = leaf.node.within === undefined ? undefined : durationMs(leaf.node.within)
  const { from, conditions } = rowsOf(context, leaf, within)
  const rows = `select from ${from} where ${conditions.join(' and ')}`
  if (atLeast === 1) return `exists (${rows})`
  const least = context.writer.put(atLeast, 'int')
  return `((select count(*) from (${rows} limit ${least}) ${context.writer.alias()}) >= ${least})`
}

/** The same chains as in `judgeSequence`: for each end the latest start, step by step, then what the leaf asks of them. */
export function sequenceSql(context: Context, leaf: Located<SequenceLeaf>): string {
  const { writer } = context
  const steps = leaf.node.sequence.map((node, index) => ({ node, pointer: pointerTo(leaf.pointer, 'sequence', index) }))
  const plan = planOf(steps, ({ node }) => node.absent === true)
  const withinMs = durationMs(leaf.node.within)
  const lookBack = plan.trailing.length > 0 ? undefined : withinMs
  const width = millisecondsOf(writer, withinMs)
  const tables: string[] = []
  let reached = ''
  for (const { step, gap } of plan.present) {
    const name = writer.alias()
    const select = chainSql(context, { step, gap, reached, width, lookBack })
    tables.push(`${name} as (${select})`)
    reached = name
  }
  const best = `select first_at, last_at from ${reached} order by first_at desc, last_at desc limit 1`
  const ripe = `best.first_at + ${width}`
  const asked = plan.trailing.map((step) => `not ${existsBetween(context, step, ['best.last_at'])}`)
  const test =
    asked.length === 0 ? `${writer.names.now} < ${ripe}` : allOfSql([`${ripe} <= ${writer.names.now}`, ...asked])
  return `exists (with ${tables.join(', ')}, best as (${best}) select from best where ${test})`
}

interface ChainStep {
  readonly step: Located<SequenceStep>
  readonly gap: readonly Located<SequenceStep>[]
  readonly reached: string
  readonly width: string
  readonly lookBack: number | undefined
}

function chainSql(context: Context, { step, gap, reached, width, lookBack }: ChainStep): string {
  const { from, at, conditions } = rowsOf(context, step, lookBack)
  const found = conditions.join(' and ')
  if (reached === '') return `select ${at} as first_at, ${at} as last_at from ${from} where ${found}`
  const blocked = gap.map((absent) => `not ${existsBetween(context, absent, [`${reached}.last_at`, at])}`)
  const tests = [`${reached}.last_at < ${at}`, ...conditions, ...blocked].join(' and ')
  const latest = `max(${reached}.first_at)`
  return `select ${latest} as first_at, ${at} as last_at from ${reached}, ${from} where ${tests} group by ${at} having ${at} < ${latest} + ${width}`
}

function existsBetween(
  context: Context,
  step: Located<SequenceStep>,
  [after, before]: readonly [after: string, before?: string],
): string {
  const { from, at, conditions } = rowsOf(context, step)
  const tests = [...conditions, `${at} > ${after}`, ...(before === undefined ? [] : [`${at} < ${before}`])]
  return `exists (select from ${from} where ${tests.join(' and ')})`
}
