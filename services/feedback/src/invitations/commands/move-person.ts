import type { Tx } from '@polyphon/service-kit'
import { moveAnswers } from '../../answers/store/answers.js'
import { moveInvitations } from '../store/invitations.js'

/** Two people turned out to be one: invitations and answers belong to the survivor. */
export async function movePerson(
  tx: Tx,
  { survivorId, absorbedId }: { readonly survivorId: string; readonly absorbedId: string },
): Promise<void> {
  await moveInvitations(tx, absorbedId, survivorId)
  await moveAnswers(tx, absorbedId, survivorId)
}
