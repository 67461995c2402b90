import { inTurns, openTurns, type Tx } from '@polyphon/service-kit'
import { type EvaluatedPerson, evaluateInPieces, type SegmentSubject } from '../domain/evaluation.js'
import type { Progress } from '../domain/folding.js'
import { readCandidates } from './read-candidates.js'

/** How the segments of people change; nothing of it is stored yet. */
export interface SegmentEvaluation {
  /** Everybody who was to be evaluated, by their id. */
  readonly people: ReadonlyMap<string, EvaluatedPerson>
  /** Who has absorbed whom. */
  readonly merged: readonly { readonly survivorId: string; readonly absorbedId: string }[]
  /** Whose past is another one than before. */
  readonly split: readonly string[]
  /** What was folded of somebody's past and is of no use any more. */
  readonly forgotten: readonly Progress[]
}

/** Decides what segments these people are in now, from all that is stored of them; `saveEvaluation` stores it. */
export async function evaluateSegments(tx: Tx, subjects: readonly SegmentSubject[]): Promise<SegmentEvaluation> {
  const { candidates, forgotten } = await readCandidates(tx, subjects)
  const people = new Map(subjects.map((subject) => [subject.profileId, unchanged(subject)]))
  const takeTurns = openTurns()
  for (const candidate of candidates) {
    people.set(candidate.subject.profileId, await inTurns(evaluateInPieces(candidate, tx.now), takeTurns))
    await takeTurns()
  }
  const merged = subjects.flatMap(({ profileId, absorbedIds = [] }) =>
    absorbedIds.map((absorbedId) => ({ absorbedId, survivorId: profileId })),
  )
  const split = subjects.flatMap(({ profileId, hasOtherPast }) => (hasOtherPast === true ? [profileId] : []))
  return { people, merged, split, forgotten }
}

const unchanged = ({ profileId, segments, happened: { because } }: SegmentSubject): EvaluatedPerson => ({
  profileId,
  segments,
  because,
  changes: [],
  entered: [],
  left: [],
  amended: [],
  timers: [],
  progress: [],
})
