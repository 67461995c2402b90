import { AppError, Id, Key, type Tx } from '@polyphon/service-kit'
import { findSubject, followAlias } from '@polyphon/service-kit/copies'
import { by, is, isTrue, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import type { PersonSubject } from '@polyphon/values'
import type { Answer } from '../domain/answer.js'
import { ANSWER_COLUMNS, type AnswerRow, toAnswer } from '../store/answers.js'

/** Answers, in the order in which they were begun, which no later part of an answer changes. */
export const answerList = list({
  name: 'answers',
  filters: {
    survey: is('survey_key', Key),
    profileId: where(Id, (value) => `profile_id = ${value}::uuid`, followAlias),
    complete: isTrue('complete', 'Only those that are complete, or only those that are not yet'),
    invitationId: is('invitation_id', Id),
    runId: is('run_id', Id.describe('Of the run of a journey that asked')),
  },
  period: { column: 'occurred_at', means: 'Given' },
  sorts: {
    begunAt: [by.time('begun_at'), by.id('id')],
    occurredAt: [by.time('occurred_at'), by.id('id')],
  },
  sort: '-begunAt',
  bulk: ['scores', 'texts', 'choices', 'properties'],
})

/** Answers; with a person token that person's. */
export async function listAnswers<Item extends object>(
  tx: Tx,
  query: ListQuery & { readonly profileId?: string | undefined },
  { subject, show }: { readonly subject: PersonSubject | null; readonly show: (answer: Answer) => Item },
): Promise<Page<Item>> {
  const holder = subject === null ? null : await findSubject(tx, subject)
  const wanted = query.profileId === undefined ? holder : await followAlias(tx, query.profileId)
  if (subject !== null && wanted !== holder)
    throw new AppError('forbidden', 'person_mismatch', 'The person token belongs to somebody else.', {
      faults: [{ pointer: '/query/profileId', code: 'person_mismatch', detail: 'Only your own answers can be read.' }],
    })
  return answerList.page<AnswerRow, Item>(tx, query, {
    columns: ANSWER_COLUMNS,
    from: 'answer',
    // Of nobody who is known there are no answers.
    ...(subject === null ? {} : { within: { profile_id: holder } }),
    show: (_tx, rows) => rows.map((row) => show(toAnswer(row))),
  })
}
