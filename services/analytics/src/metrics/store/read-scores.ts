import type { Tx } from '@polyphon/service-kit'
import { beginOfBucket } from '../domain/buckets.js'
import type { ScoreRow } from '../domain/groups.js'
import type { Question } from '../domain/question.js'
import { writeQuestion } from './question-sql.js'
import { sources } from './sources.js'

interface Row {
  readonly by: string[]
  readonly at: Date | null
  readonly min: number
  readonly max: number
  readonly value: number
  readonly count: string
}

/** Counts how often each value was given: all that any metric of scores needs, and exact whatever the order of rows. */
export async function countScores(
  tx: Tx,
  kinds: readonly string[] | null,
  question: Question,
  most: number,
): Promise<readonly ScoreRow[]> {
  const { by, at, from, where, values } = writeQuestion(sources.scores, tx.workspaceId, question)
  const ofKinds = `($${values.push(kinds)}::text[] is null or f.kind = any($${values.length}))`
  const { rows } = await tx.query<Row>(
    `select ${by} as by, ${at} as at, f.scale_min as min, f.scale_max as max, f.value, count(*) as count
       from ${from} where ${where} and ${ofKinds}
      group by 1, 2, 3, 4, 5 limit $${values.push(most)}`,
    values,
  )
  return rows.map((row) => ({
    by: row.by,
    at: beginOfBucket(question, row.at),
    scale: { min: row.min, max: row.max },
    value: row.value,
    count: Number(row.count),
  }))
}
