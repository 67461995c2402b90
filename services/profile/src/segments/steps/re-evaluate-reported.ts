import type { Tx } from '@polyphon/service-kit'
import { followAliases } from '@polyphon/service-kit/copies'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { lockSubjects, type Subject } from '../../people/store/subjects.js'
import { segmentsTouched } from '../domain/segment.js'
import { holdSegmentSet, peekSegmentSet } from '../store/segments.js'
import { changeSegments } from './change-segments.js'
import { evaluateSegments } from './evaluate-segments.js'

/** What another service has reported of somebody, by any id that they have or had. */
interface Reported {
  readonly profileId: string
  /** As conditions depend on it. */
  readonly on: readonly string[]
  readonly because: string
}

/**
 * Judges the segments that look at what was reported anew for the people it is about, and appends what has changed. Call it
 * after the reports are stored. Where no segment looks at them nobody is read or waited for.
 */
export async function reEvaluateReported(tx: Tx, reported: readonly Reported[]): Promise<void> {
  const reports = new Set(reported.flatMap(({ on }) => on))
  if (reports.size === 0 || !(await isLookedAt(tx, reports))) return
  const people = await lockPeople(tx, reported)
  if (people.length === 0) return
  const evaluation = await evaluateSegments(
    tx,
    people.map(({ subject, on, because }) => ({
      ...subject,
      happened: { events: new Set<string>(), paths: new Set<string>(), reports: on, because },
    })),
  )
  await changeSegments(tx, evaluation)
}

/**
 * Whether any segment looks at them. Whoever holds the segments must not wait for people, so a first look holds nothing;
 * what it does not find is looked for once more while nobody can publish a segment, whose back-fill would not see what is
 * stored here.
 */
async function isLookedAt(tx: Tx, reports: ReadonlySet<string>): Promise<boolean> {
  const happened = { events: new Set<string>(), paths: new Set<string>(), reports }
  if (segmentsTouched(await peekSegmentSet(tx), happened).size > 0) return true
  if (segmentsTouched(await holdSegmentSet(tx), happened).size === 0) return false
  throw new ChangedMeanwhile('A segment was published that looks at what is reported.')
}

interface Person {
  readonly subject: Subject
  readonly on: ReadonlySet<string>
  /** Of several reports the last one. */
  readonly because: string
}

/** Holds the people whom reports are about, each once, whatever ids these name. */
async function lockPeople(tx: Tx, reported: readonly Reported[]): Promise<readonly Person[]> {
  const ids = [...new Set(reported.map(({ profileId }) => profileId))]
  const before = await followAliases(tx, ids)
  const current = (profileId: string): string => before.get(profileId) ?? profileId
  const subjects = await lockSubjects(tx, [...new Set(ids.map(current))])
  const after = await followAliases(tx, ids)
  if (ids.some((id) => (after.get(id) ?? id) !== current(id)))
    throw new ChangedMeanwhile('Somebody was merged or split while this transaction waited for them.')
  return subjects.flatMap((subject) => {
    const theirs = reported.filter(({ profileId }) => current(profileId) === subject.profileId)
    const last = theirs.at(-1)
    return last === undefined ? [] : [{ subject, on: new Set(theirs.flatMap(({ on }) => on)), because: last.because }]
  })
}
