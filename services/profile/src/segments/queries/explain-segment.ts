import { type Explanation, explainInPieces } from '@polyphon/conditions'
import { AppError, inTurns, type Tx } from '@polyphon/service-kit'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readSubject } from '../../people/store/subjects.js'
import { identifiersByType } from '../domain/membership.js'
import { compileSegment } from '../domain/segment.js'
import { readOccurrences } from '../store/occurrences.js'
import { readMemberships } from '../store/segment-members.js'
import { readSegment } from '../store/segments.js'

/** Says whether a person fulfils the condition of a segment now, until when, and what each part of it says. */
export async function explainSegment(
  tx: Tx,
  question: { readonly profileId: string; readonly key: string },
): Promise<Explanation> {
  const subject = await readSubject(tx, question.profileId)
  if (subject === null) throw profileUnknown()
  const segment = await readSegment(tx, question.key)
  if (segment === null) throw new AppError('missing', 'segment_unknown', 'There is no such segment.')
  const { profileId, traits } = subject
  const { needs } = compileSegment(segment)
  const histories = await readOccurrences(tx, [{ profileId, needs }])
  const memberships = await readMemberships(tx, [profileId])
  const facts = {
    traits,
    identifiers: identifiersByType(subject.identifiers),
    segments: (memberships.get(profileId) ?? []).map((membership) => membership.segment),
    occurrences: (name: string) => histories.get(profileId)?.get(name) ?? [],
  }
  return inTurns(explainInPieces(segment.condition, facts, tx.now))
}
