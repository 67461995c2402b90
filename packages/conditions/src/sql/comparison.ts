import { EVERY_ELEMENT, leadsToInherited, type PathSegment } from '@polyphon/values'
import { DATE_PATTERN, DATE_TIME_PATTERN, dateOf, parseReference } from '../instant.js'
import type { Comparison, Scalar } from '../schema.js'
import { millisecondsOf, type Writer } from './writer.js'

type Compared = Pick<Comparison, 'op' | 'value'>

const OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

/** A jsonb value, and the way that leads on from it. */
export interface SqlWay {
  readonly start: string
  readonly segments: readonly PathSegment[]
}

// `#>` would count these from the end of a list, and read them with the blanks and signs before them.
const isSigned = (segment: PathSegment): boolean => typeof segment === 'string' && /^[\s+-]/.test(segment)

/** A jsonb value inside another. Arrays are indexed by digits, objects by their own keys, like `valueAtPath`. */
function jsonAt(writer: Writer, { start, segments }: SqlWay): string {
  const signed = segments.findIndex(isSigned)
  if (signed < 0) return segments.length === 0 ? `(${start})` : `(${start} #> ${writer.put(segments, 'text[]')})`
  const before = jsonAt(writer, { start, segments: segments.slice(0, signed) })
  const member = `(${before} -> ${writer.put(segments[signed], 'text')})`
  return jsonAt(writer, { start: member, segments: segments.slice(signed + 1) })
}

/** The comparison with what lies there, as a boolean that is never null; behind `[*]` one element that compares so is enough. */
export function comparisonSql(writer: Writer, comparison: Compared, way: SqlWay): string {
  const { start, segments } = way
  if (leadsToInherited(segments)) return compareSql(writer, comparison, 'null::jsonb')
  const every = segments.indexOf(EVERY_ELEMENT)
  if (every < 0) return compareSql(writer, comparison, jsonAt(writer, way))
  const list = jsonAt(writer, { start, segments: segments.slice(0, every) })
  const element = writer.alias()
  const test = comparisonSql(writer, comparison, { start: `${element}.v`, segments: segments.slice(every + 1) })
  const elements = `jsonb_array_elements(case jsonb_typeof(${list}) when 'array' then ${list} else '[]' end)`
  return `exists (select from ${elements} ${element}(v) where ${test})`
}

function compareSql(writer: Writer, comparison: Compared, actual: string): string {
  const { op, value } = comparison
  if (op === 'exists') return `(coalesce(jsonb_typeof(${actual}), 'null') ${value === false ? '=' : '<>'} 'null')`
  if (isList(value)) return op === 'in' ? inSql(writer, value, actual) : 'false'
  if (value === undefined || op === 'in') return 'false'
  if (op === 'eq') return `coalesce(${actual} = ${writer.put(value, 'jsonb')}, false)`
  if (op === 'ne') return `coalesce(${actual} <> ${writer.put(value, 'jsonb')}, true)`
  if (op === 'contains') return containsSql(writer, value, actual)
  if (op === 'before' || op === 'after') return timeSql(writer, op, value, actual)
  return orderSql(writer, OPERATORS[op], value, actual)
}

function isList(value: Comparison['value']): value is readonly Scalar[] {
  return Array.isArray(value)
}

function inSql(writer: Writer, values: readonly Scalar[], actual: string): string {
  // An array contains each of its scalars; `actual` has to be a scalar itself, or an array would be compared by containment.
  const isScalar = `jsonb_typeof(${actual}) not in ('array', 'object')`
  return `coalesce(${isScalar} and ${writer.put(values, 'jsonb')} @> ${actual}, false)`
}

function containsSql(writer: Writer, value: Scalar, actual: string): string {
  const member = `when 'array' then ${actual} @> ${writer.put(value, 'jsonb')}`
  const text =
    typeof value === 'string' ? `when 'string' then strpos(${textOf(actual)}, ${writer.put(value, 'text')}) > 0` : ''
  return `(case jsonb_typeof(${actual}) ${member} ${text} else false end)`
}

function textOf(actual: string): string {
  return `(${actual} #>> '{}')`
}

// `case` keeps PostgreSQL from casting what is of another type.
function typed(actual: string, type: string, test: string): string {
  return `(case when jsonb_typeof(${actual}) = '${type}' then ${test} else false end)`
}

function orderSql(writer: Writer, operator: string, value: Scalar, actual: string): string {
  if (typeof value === 'string') {
    const text = `${textOf(actual)} collate "C" ${operator} ${writer.put(value, 'text')} collate "C"`
    return typed(actual, 'string', text)
  }
  if (typeof value === 'number') {
    return typed(actual, 'number', `${textOf(actual)}::numeric ${operator} ${writer.put(value, 'numeric')}`)
  }
  if (value === null) return 'false'
  return typed(actual, 'boolean', `${textOf(actual)}::boolean ${operator} ${writer.put(value, 'boolean')}`)
}

function timeSql(writer: Writer, op: 'before' | 'after', value: Scalar, actual: string): string {
  const reference = typeof value === 'string' ? parseReference(value) : undefined
  if (reference === undefined) return 'false'
  const moment =
    'at' in reference
      ? writer.put(dateOf(reference.at).toISOString(), 'timestamptz')
      : `(${writer.names.now} + ${millisecondsOf(writer, reference.fromNowMs)})`
  const operator = op === 'before' ? '<' : '>'
  const text = textOf(actual)
  const toMilliseconds = `regexp_replace(${text}, '[.,]([0-9]{1,3})[0-9]*', '.\\1')::timestamptz ${operator} ${moment}`
  const date = `when ${text} ~ '${DATE_PATTERN}' then (${text} || 'T00:00:00Z')::timestamptz ${operator} ${moment}`
  const cases = `case ${date} when ${text} ~ '${DATE_TIME_PATTERN}' then ${toMilliseconds} else false end`
  return typed(actual, 'string', cases)
}
