import type { Tx } from '@polyphon/service-kit'
import type { Subject } from '../../people/store/subjects.js'
import { changeSegments } from './change-segments.js'
import { evaluateSegments } from './evaluate-segments.js'

/** Judges one segment (and those that refer to it) anew for people who are locked, and appends what has changed. */
export async function reEvaluateSubjects(
  tx: Tx,
  people: readonly Subject[],
  cause: { readonly segment: string; readonly because: string },
): Promise<void> {
  if (people.length === 0) return
  const happened = {
    events: new Set<string>(),
    paths: new Set<string>(),
    segments: new Set([cause.segment]),
    because: cause.because,
  }
  const evaluation = await evaluateSegments(
    tx,
    people.map((subject) => ({ ...subject, happened })),
  )
  await changeSegments(tx, evaluation)
}
