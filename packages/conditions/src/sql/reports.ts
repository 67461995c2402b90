import { durationMs, EVERY_ELEMENT } from '@polyphon/values'
import { statesThatImply } from '../message-states.js'
import type { AnswerLeaf, MessageLeaf } from '../schema.js'
import type { Located } from '../visit.js'
import { comparisonSql, type SqlWay } from './comparison.js'
import { NotInSql, type SqlAnswers, type SqlMessages } from './names.js'
import { allOfSql, millisecondsOf, type Writer } from './writer.js'

/** Whether the last message of a template or topic has come to a state. */
export function messageSql(writer: Writer, { node, pointer }: Located<MessageLeaf>): string {
  const { message, state, within } = node
  if (typeof message === 'string') throw new NotInSql(pointer, 'A message belongs to one run.')
  const kind = 'template' in message ? 'template' : 'topic'
  const key = writer.put('template' in message ? message.template : message.topic, 'text')
  const rows = writer.names.messages?.(writer.alias(), { kind, key })
  if (rows === undefined) throw new NotInSql(pointer, 'What became of messages is not at hand here.')
  const test = `${rows.states} && ${writer.put(statesThatImply(state), 'text[]')}`
  return lastSql(writer, rows, { conditions: [], tests: [test], within })
}

/** Whether the last answer to a survey, or to a question of it, compares so. */
export function answerSql(writer: Writer, { node, pointer }: Located<AnswerLeaf>): string {
  const { answer, op, value, within } = node
  const rows = writer.names.answers?.(writer.alias(), writer.put(answer.survey, 'text'))
  if (rows === undefined) throw new NotInSql(pointer, 'What somebody has answered is not at hand here.')
  const question = answer.question === undefined ? undefined : writer.put(answer.question, 'text')
  const way: SqlWay =
    question === undefined
      ? { start: rows.scores, segments: [EVERY_ELEMENT] }
      : { start: `(${rows.values} -> ${question})`, segments: [] }
  return lastSql(writer, rows, {
    conditions: question === undefined ? [] : [`${rows.values} ? ${question}`],
    tests: op === undefined ? [] : [comparisonSql(writer, { op, value }, way)],
    within,
  })
}

interface Question {
  /** Which of the rows count. */
  readonly conditions: readonly string[]
  /** What must be so of the last one. */
  readonly tests: readonly string[]
  readonly within: string | undefined
}

function lastSql(writer: Writer, rows: SqlMessages | SqlAnswers, { conditions, tests, within }: Question): string {
  const { now } = writer.names
  const young = within === undefined ? [] : [`${rows.at} > ${now} - ${millisecondsOf(writer, durationMs(within))}`]
  const counted = [rows.where, `${rows.at} <= ${now}`, ...conditions].join(' and ')
  return `coalesce((select ${allOfSql(['true', ...young, ...tests])} from ${rows.from} where ${counted}
    order by ${rows.at} desc, ${rows.id} collate "C" desc limit 1), false)`
}
