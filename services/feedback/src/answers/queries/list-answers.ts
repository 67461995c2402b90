import { AppError, Id, Key, type Tx } from '@polyphon/service-kit'
import { findSubject, followAlias } from '@polyphon/service-kit/copies'
import {
  type Answering,
  by,
  is,
  isTrue,
  type ListAnswer,
  type ListRequest,
  list,
  where,
} from '@polyphon/service-kit/lists'
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
  updates: [by.time('written_at'), by.id('id')],
})

/** A page of answers, or all of them line by line as they change; with a person token that person's. */
export async function listAnswers<Item extends object>(
  tx: Tx,
  request: ListRequest & { readonly query: { readonly profileId?: string | undefined } },
  {
    subject,
    show,
    ...answering
  }: Answering & { readonly subject: PersonSubject | null; readonly show: (answer: Answer) => Item },
): Promise<ListAnswer<Item>> {
  const { profileId } = request.query
  const holder = subject === null ? null : await findSubject(tx, subject)
  const wanted = profileId === undefined ? holder : await followAlias(tx, profileId)
  if (subject !== null && wanted !== holder)
    throw new AppError('forbidden', 'person_mismatch', 'The person token belongs to somebody else.', {
      faults: [{ pointer: '/query/profileId', code: 'person_mismatch', detail: 'Only your own answers can be read.' }],
    })
  return answerList.answer<AnswerRow, Item>(tx, request, {
    ...answering,
    columns: ANSWER_COLUMNS,
    from: 'answer',
    // Of nobody who is known there are no answers.
    ...(subject === null ? {} : { within: { profile_id: holder } }),
    show: (_tx, rows) => rows.map((row) => show(toAnswer(row))),
  })
}
