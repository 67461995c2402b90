import { currentIdSql } from '@polyphon/service-kit'
import { bucketUnits, type Dimension, type Question } from '../domain/question.js'
import type { Source } from './sources.js'

/** The parts of a statement that a question decides; everything that came with the request is a parameter. */
export interface QuestionSql {
  readonly values: unknown[]
  /** The dimensions' values as one array of texts. */
  readonly by: string
  /** The beginning of the bucket, or null. */
  readonly at: string
  readonly from: string
  readonly where: string
  readonly isGrouped: boolean
}

// Facts keep the id under which they were told; who that is now is looked up, so that a merge moves nothing.
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
  const conditions = ['f.workspace_id = $1', source.only]
  if (question.from !== null) conditions.push(`f.occurred_at >= ${bind(question.from)}`)
  if (question.to !== null) conditions.push(`f.occurred_at < ${bind(question.to)}`)
  for (const { dimension, values: wanted } of question.where)
    conditions.push(`${expressionOf(dimension)} = any(${bind(wanted)}::text[])`)
  const { every, timeZone, by } = question
  // Buckets begin where they begin on the clock of the workspace, whatever summer time does.
  const at =
    every === null ? 'null::timestamptz' : `date_trunc(${bind(bucketUnits[every])}, f.occurred_at, ${bind(timeZone)})`
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
