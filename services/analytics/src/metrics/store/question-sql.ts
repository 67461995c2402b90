import { currentIdSql } from '@polyphon/service-kit/copies'
import type { Granularity } from '../../facts/domain/period.js'
import { mayCountSql } from '../../facts/store/restricted-sql.js'
import { bucketUnits, offsetsOfQuestion } from '../domain/buckets.js'
import type { Dimension } from '../domain/dimension.js'
import type { Question } from '../domain/question.js'
import type { Source } from './sources.js'

/** The parts of a statement that a question decides; everything that came with the request is a parameter. */
export interface QuestionSql {
  readonly values: unknown[]
  /** The dimensions' values as one array of texts. */
  readonly by: string
  /** The bucket, for `beginOfBucket`, or null. */
  readonly at: string
  readonly from: string
  readonly where: string
  readonly isGrouped: boolean
}

// Facts keep the id that their events named; who that is now is looked up, so that a merge moves nothing.
const WHO = `
      left join profile_alias alias on alias.workspace_id = f.workspace_id and alias.old_id = f.profile_id`
const PERSON = `
      left join person on person.workspace_id = f.workspace_id
       and person.profile_id = ${currentIdSql('alias.canonical_id', 'f.profile_id')}`

export function writeQuestion(source: Source, workspaceId: string, question: Question): QuestionSql {
  const values: unknown[] = [workspaceId]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const expressionOf = ({ name, property }: Dimension): string => {
    const expression = property === null ? source.fields[name] : `f.properties ->> ${bind(property)}::text`
    if (expression === undefined) throw new Error(`The catalogue offers a dimension that facts do not have: ${name}`)
    return `coalesce(${expression}, '')`
  }
  const conditions = ['f.workspace_id = $1', source.only, mayCountSql('f.profile_id')]
  if (source.type !== undefined) conditions.push(`f.type = ${bind(source.type)}`)
  if (question.from !== null) conditions.push(`f.occurred_at >= ${bind(question.from)}`)
  if (question.to !== null) conditions.push(`f.occurred_at < ${bind(question.to)}`)
  for (const { dimension, values: wanted } of question.where)
    conditions.push(`${expressionOf(dimension)} = any(${bind(wanted)}::text[])`)
  const { by, every } = question
  const at = every === null ? 'null::timestamptz' : bucketSql(question, every, bind)
  const dimensions = [...by, ...question.where.map(({ dimension }) => dimension)]
  const needsPerson = dimensions.some(({ name, property }) => property === null && name === 'locale')
  return {
    by: `array[${by.map(expressionOf).join(', ')}]::text[]`,
    at,
    from: `${source.from}${source.perPerson || needsPerson ? WHO : ''}${needsPerson ? PERSON : ''}`,
    where: conditions.join(' and '),
    isGrouped: by.length > 0 || every !== null,
    values,
  }
}

/**
 * The bucket that a fact lies in, on the clock of the workspace: what that shows when the day, week or month begins; of an
 * hour the moment, so that two of the same name stay two, and none begins before the clocks were changed to it.
 */
function bucketSql(question: Question, every: Granularity, bind: (value: unknown) => string): string {
  const offsets = offsetsOfQuestion(question)
  const changes = offsets.slice(1).map(({ since }) => since)
  const segment = `width_bucket(f.occurred_at, ${bind(changes)}::timestamptz[])`
  const ahead = `((${bind(offsets.map(({ offsetMs }) => offsetMs))}::bigint[])[${segment} + 1] * interval '1 millisecond')`
  const unit = bucketUnits[every]
  // PostgreSQL knows weeks from Monday only; all others are weeks of a clock that is as many days behind.
  const late = unit === 'week' ? `(${bind(question.weekStart - 1)}::int * interval '24 hours')` : null
  const shown = late === null ? `f.occurred_at + ${ahead}` : `f.occurred_at + ${ahead} - ${late}`
  const begin = `date_trunc(${bind(unit)}, ${shown}, 'UTC')`
  const wall = late === null ? begin : `${begin} + ${late}`
  if (every !== 'PT1H') return wall
  return `greatest(${wall} - ${ahead}, (${bind([null, ...changes])}::timestamptz[])[${segment} + 1])`
}
