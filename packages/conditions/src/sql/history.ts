import { durationMs, pointerTo } from '@polyphon/values'
import type { NamedStep } from '../history-name.js'
import type { DidLeaf, SequenceLeaf, SequenceStep } from '../schema.js'
import { planOf } from '../sequence.js'
import type { Located } from '../visit.js'
import type { SqlOccurrences } from './names.js'
import { allOfSql, millisecondsOf, occurrencesOf, type Writer } from './writer.js'

type Step = NamedStep & Pick<DidLeaf, 'where'>

/** Writes the `where` of a step over one of its occurrences. */
export type WhereSql = (step: Located<Step>, rows: SqlOccurrences) => string

interface Context {
  readonly writer: Writer
  readonly where: WhereSql
}

interface Rows {
  readonly from: string
  readonly at: string
  readonly conditions: readonly string[]
}

function rowsOf({ writer, where }: Context, step: Located<Step>, withinMs?: number): Rows {
  const rows = occurrencesOf(writer, step.pointer)
  const conditions = [rows.where, namedSql(writer, rows, step.node), `${rows.at} <= ${writer.names.now}`]
  if (withinMs !== undefined) conditions.push(`${rows.at} > ${writer.names.now} - ${millisecondsOf(writer, withinMs)}`)
  if (step.node.where !== undefined) conditions.push(where(step, rows))
  return { from: rows.from, at: rows.at, conditions }
}

function namedSql({ put }: Writer, rows: SqlOccurrences, { did, kind = 'track' }: NamedStep): string {
  const isNamed = `${rows.name} = ${put(did, 'text')}`
  return kind === 'any' ? isNamed : `${isNamed} and ${rows.kind} = ${put(kind, 'text')}`
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

/**
 * The same chains as in `judgeSequence`, in one pass over what the person did, in its order: of each row the latest start
 * that leads to it step by step, then what the leaf asks of the latest chain.
 */
export function sequenceSql(context: Context, leaf: Located<SequenceLeaf>): string {
  const { writer } = context
  const steps = leaf.node.sequence.map((node, index) => ({
    node,
    pointer: pointerTo(leaf.pointer, 'sequence', index),
    column: `s${index}`,
  }))
  const plan = planOf(steps, ({ node }) => node.absent === true)
  const withinMs = durationMs(leaf.node.within)
  const width = millisecondsOf(writer, withinMs)
  const since = plan.trailing.length > 0 ? [] : [withinMs]
  const [first, ...later] = plan.present
  if (first === undefined) throw new Error('A sequence has a step that is not absent.')
  let rows = rowsOfSteps(context, { leaf, steps, first: first.step.column }, since)
  let reached = 'f0'
  for (const [index, { step, gap }] of later.entries()) {
    const test = [step.column, `at < ${before(reached)} + ${width}`]
    for (const absent of gap)
      test.push(
        `not coalesce(${before(numberOf(absent.column))} > ${before(`case when ${reached} is not null then n end`)}, false)`,
      )
    const next = `f${index + 1}`
    rows = `select *, case when ${test.join(' and ')} then ${before(reached)} end as ${next} from (${rows}) ${writer.alias()} window w as (order by n range between unbounded preceding and 1 preceding)`
    reached = next
  }
  const last = `max(case when ${reached} is not null then n end)`
  const ripe = `max(${reached}) + ${width}`
  const tests = plan.trailing.map(({ column }) => `not coalesce(max(${numberOf(column)}) > ${last}, false)`)
  const test =
    tests.length === 0 ? `${writer.names.now} < ${ripe}` : allOfSql([`${ripe} <= ${writer.names.now}`, ...tests])
  return `coalesce((select ${test} from (${rows}) ${writer.alias()}), false)`
}

const before = (expression: string): string => `max(${expression}) over w`
const numberOf = (column: string): string => `case when ${column} then n end`

type ColumnStep = Located<SequenceStep> & { readonly column: string }

interface StepRows {
  readonly leaf: Located<SequenceLeaf>
  readonly steps: readonly ColumnStep[]
  /** The column of the step that a chain starts with. */
  readonly first: string
}

/** Everything of the person that has the name of a step, numbered in its order, with what it matches and the chains that start there. */
function rowsOfSteps(context: Context, { leaf, steps, first }: StepRows, [withinMs]: readonly number[]): string {
  const { writer, where } = context
  const rows = occurrencesOf(writer, leaf.pointer)
  const columns = steps.map((step) => {
    const isNamed = `(${namedSql(writer, rows, step.node)})`
    const matches =
      step.node.where === undefined ? isNamed : `case when ${isNamed} then ${where(step, rows)} else false end`
    return `${matches} as ${step.column}`
  })
  const names = writer.put([...new Set(steps.map(({ node }) => node.did))], 'text[]')
  const conditions = [rows.where, `${rows.name} = any(${names})`, `${rows.at} <= ${writer.names.now}`]
  if (withinMs !== undefined) conditions.push(`${rows.at} > ${writer.names.now} - ${millisecondsOf(writer, withinMs)}`)
  const order = `dense_rank() over (order by ${rows.at}, ${rows.position ?? '0'})`
  const numbered = `select ${order} as n, ${rows.at} as at, ${columns.join(', ')} from ${rows.from} where ${conditions.join(' and ')}`
  return `select *, case when ${first} then at end as f0 from (${numbered}) ${writer.alias()}`
}
