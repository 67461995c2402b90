import type { Tx } from '@polyphon/service-kit'
import { beginOfBucket } from '../domain/buckets.js'
import type { CountRow } from '../domain/groups.js'
import type { CountSource } from '../domain/metric.js'
import { type Question, uses } from '../domain/question.js'
import { writeQuestion } from './question-sql.js'
import { countPeople } from './read-people.js'
import { type Source, sources } from './sources.js'

interface Row {
  readonly by: string[]
  readonly at: Date | null
  readonly n: string
  readonly hits: string
}

export async function countFacts(
  tx: Tx,
  source: CountSource,
  question: Question,
  most: number,
): Promise<readonly CountRow[]> {
  if (source === 'persons' && asksForAllPeople(question)) return countPeople(tx, question, most)
  const table = tableOf(source, question)
  const { by, at, from, where, isGrouped, values } = writeQuestion(table, tx.workspaceId, question)
  const { rows } = await tx.query<Row>(
    `select ${by} as by, ${at} as at, ${table.n} as n, ${table.hits} as hits from ${from} where ${where}
     ${isGrouped ? 'group by 1, 2' : ''} limit $${values.push(most)}`,
    values,
  )
  return rows.map((row) => ({
    by: row.by,
    at: beginOfBucket(question, row.at),
    n: Number(row.n),
    hits: Number(row.hits),
  }))
}

/** Everybody who is known counts, unless something is asked that only what they did can answer. */
function asksForAllPeople(question: Question): boolean {
  const dimensions = [...question.by, ...question.where.map(({ dimension }) => dimension)]
  const isTimeless = question.from === null && question.to === null && question.every === null
  return isTimeless && dimensions.every(({ name }) => name === 'locale')
}

function tableOf(source: CountSource, question: Question): Source {
  if (source === 'persons') return sources.activePersons
  if (source === 'answers' && uses(question, ['question', 'kind'])) return sources.answersToQuestions
  return sources[source]
}
