import { isVerified } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { Person } from '@polyphon/service-kit/copies'
import { linkAnswers } from '../store/answers.js'

/** Gives people who are known now what they answered before. No event is appended again: the answers were counted then. */
export async function linkKnownPeople(tx: Tx, people: readonly Person[]): Promise<void> {
  await linkAnswers(
    tx,
    people.flatMap(({ profileId, identifiers }) =>
      identifiers.filter(isVerified).map(({ type, value }) => ({ profileId, type, value })),
    ),
  )
}
