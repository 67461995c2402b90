import { AppError, type Tx } from '@polyphon/service-kit'
import { findSubject } from '@polyphon/service-kit/copies'
import type { PersonSubject } from '@polyphon/values'
import type { Answer } from '../domain/answer.js'
import { readAnswer } from '../store/answers.js'

/** One answer. With a person token somebody else's answer is as unknown as one that does not exist. */
export async function getAnswer(tx: Tx, id: string, subject: PersonSubject | null): Promise<Answer> {
  const answer = await readAnswer(tx, id)
  const isForeign = answer !== null && subject !== null && answer.profileId !== (await findSubject(tx, subject))
  if (answer === null || isForeign || (subject !== null && answer.profileId === null))
    throw new AppError('missing', 'answer_unknown', 'There is no such answer.')
  return answer
}
