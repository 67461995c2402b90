import { isVerified } from '@polyphon/contracts'
import type { Person, Tx } from '@polyphon/service-kit'
import { findByIdentifier } from '@polyphon/service-kit'
import { linkAnswers, moveAnswers, readAnswer } from '../store/answers.js'
import { moveInvitations } from '../store/invitations.js'

/** Gives people who are known now what they answered before. Nothing is told again: it was counted then. */
export async function linkKnownPeople(tx: Tx, people: readonly Person[]): Promise<void> {
  await linkAnswers(
    tx,
    people.flatMap(({ profileId, identifiers }) =>
      identifiers.filter(isVerified).map(({ type, value }) => ({ profileId, type, value })),
    ),
  )
}

/** Looks once more for the person behind one answer. */
export async function linkAnswer(tx: Tx, answerId: string): Promise<void> {
  const answer = await readAnswer(tx, answerId)
  if (answer === null || answer.profileId !== null || answer.identifier === null) return
  const [found] = await findByIdentifier(tx, answer.identifier)
  if (found !== undefined) await linkAnswers(tx, [{ profileId: found, ...answer.identifier }])
}

/** Two people turned out to be one: invitations and answers belong to the survivor. */
export async function movePerson(
  tx: Tx,
  { survivorId, absorbedId }: { readonly survivorId: string; readonly absorbedId: string },
): Promise<void> {
  await moveInvitations(tx, absorbedId, survivorId)
  await moveAnswers(tx, absorbedId, survivorId)
}
