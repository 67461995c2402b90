import { type Tx } from '@polyphon/service-kit'
import { findByIdentifier } from '@polyphon/service-kit/copies'
import { linkAnswers, readAnswer } from '../store/answers.js'

/** Looks once more for the person behind one answer. */
export async function linkAnswer(tx: Tx, answerId: string): Promise<void> {
  const answer = await readAnswer(tx, answerId)
  if (answer === null || answer.profileId !== null || answer.identifier === null) return
  const [found] = await findByIdentifier(tx, answer.identifier)
  if (found !== undefined) await linkAnswers(tx, [{ profileId: found, ...answer.identifier }])
}
