import { AppError, type Tx } from '@polyphon/service-kit'
import { findSubject, followAlias } from '@polyphon/service-kit/copies'
import type { PersonSubject } from '@polyphon/values'
import type { Answer } from '../domain/answer.js'
import { type AnswerPosition, readAnswers } from '../store/answers.js'

export interface AnswerQuestion {
  readonly survey: string | undefined
  readonly profileId: string | undefined
  readonly after: AnswerPosition | null
  readonly count: number
}

/** Answers, newest first; with a person token that person's. */
export async function listAnswers(
  tx: Tx,
  question: AnswerQuestion,
  subject: PersonSubject | null,
): Promise<readonly Answer[]> {
  const wanted = question.profileId === undefined ? null : await followAlias(tx, question.profileId)
  const tokenHolder = subject === null ? null : await findSubject(tx, subject)
  if (subject !== null && wanted !== null && wanted !== tokenHolder)
    throw new AppError('forbidden', 'person_mismatch', 'The person token belongs to somebody else.', {
      faults: [{ pointer: '/query/profileId', code: 'person_mismatch', detail: 'Only your own answers can be read.' }],
    })
  if (subject !== null && tokenHolder === null) return []
  return readAnswers(
    tx,
    { survey: question.survey ?? null, profileId: tokenHolder ?? wanted },
    { after: question.after, count: question.count },
  )
}
