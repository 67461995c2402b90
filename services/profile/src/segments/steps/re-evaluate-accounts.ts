import type { Tx } from '@polyphon/service-kit'
import type { Subject } from '../../people/store/subjects.js'
import { changeSegments } from './change-segments.js'
import { evaluateSegments } from './evaluate-segments.js'

/** Judges the segments that look at accounts anew for people who are locked, and appends what has changed. */
export async function reEvaluateAccounts(tx: Tx, people: readonly Subject[], because: string): Promise<void> {
  if (people.length === 0) return
  const happened = { events: new Set<string>(), paths: new Set<string>(), accounts: true, because }
  const evaluation = await evaluateSegments(
    tx,
    people.map((subject) => ({ ...subject, happened })),
  )
  await changeSegments(tx, evaluation)
}
