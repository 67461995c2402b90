import { type Facts, type Folded, joinNeeds, neededOccurrences, personInWheres, readFolded } from '@polyphon/conditions'
import { inTurns, openTurns, type Tx } from '@polyphon/service-kit'
import { foldWhereLong } from '../domain/folding.js'
import { identifiersByType, type Judgement } from '../domain/membership.js'
import { type CompiledSegment, needsOf } from '../domain/segment.js'
import type { OccurrenceRequest } from '../store/occurrences.js'
import { type Progress, readProgress, removeProgress, saveProgress } from '../store/segment-progress.js'

/** A person, and when the oldest of what is new of them happened (epoch ms). */
interface Person {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  readonly happened: { readonly since?: number }
}

interface Candidate {
  readonly subject: Person
  readonly segments: readonly CompiledSegment[]
}

/** By person and segment. */
type FoldedPasts = ReadonlyMap<string, ReadonlyMap<string, Folded>>

/** What conditions of segments look at, beside what somebody did and which segments they are in. */
export const factsOf = ({ traits, identifiers }: Person): Pick<Facts, 'traits' | 'identifiers'> => ({
  traits,
  identifiers: identifiersByType(identifiers),
})

/** Reads what is folded of people's pasts, and forgets what is of no use any more: something older has arrived, or the person is another. */
export async function readFoldedPasts(tx: Tx, candidates: readonly Candidate[]): Promise<FoldedPasts> {
  const folding = candidates.filter(({ segments }) => segments.some(({ folds }) => folds.length > 0))
  const keys = new Set(
    folding.flatMap(({ segments }) => segments.flatMap(({ key, folds }) => (folds.length > 0 ? [key] : []))),
  )
  const found = await readProgress(
    tx,
    folding.map(({ subject }) => subject.profileId),
    [...keys],
  )
  if (found.length === 0) return new Map()
  const byProfile = new Map(folding.map((candidate) => [candidate.subject.profileId, candidate]))
  const useless: Progress[] = []
  const pasts = new Map<string, Map<string, Folded>>()
  for (const progress of found) {
    const { profileId, segment } = progress
    const candidate = byProfile.get(profileId)
    const compiled = candidate?.segments.find(({ key }) => key === segment)
    if (candidate === undefined || compiled === undefined) continue
    if (!isOfUse(progress, candidate.subject, compiled, tx.now)) useless.push(progress)
    else {
      const folded = readFolded(compiled.condition, progress.through, progress.leaves)
      pasts.set(profileId, (pasts.get(profileId) ?? new Map<string, Folded>()).set(segment, folded))
    }
  }
  await removeProgress(tx, useless)
  return pasts
}

function isOfUse(progress: Progress, subject: Person, segment: CompiledSegment, now: Date): boolean {
  if (progress.version !== segment.version || progress.through.at > now.getTime()) return false
  if ((subject.happened.since ?? Number.POSITIVE_INFINITY) < progress.through.at) return false
  const facts = { ...factsOf(subject), segments: [], occurrences: () => [] }
  return personInWheres(segment.condition, facts, now) === progress.person
}

/** What must still be read of a person's past to judge all of these. */
export function needsWith(
  segments: readonly CompiledSegment[],
  folded: ReadonlyMap<string, Folded> | undefined,
  now: Date,
): OccurrenceRequest['needs'] {
  if (folded === undefined) return needsOf(segments)
  return joinNeeds(
    segments.map(({ key, condition, needs }) => {
      const through = folded.get(key)?.through
      return through === undefined ? needs : neededOccurrences(condition, now.getTime() - through.at)
    }),
  )
}

/** Folds what has become long, so that the next event has less to read. */
export async function foldPasts(
  tx: Tx,
  sorted: readonly {
    readonly subject: Person
    readonly facts: Omit<Facts, 'segments' | 'folded'>
    readonly known: ReadonlyMap<string, Folded> | undefined
    readonly judgements: readonly Judgement[]
  }[],
): Promise<void> {
  const progress: Progress[] = []
  const takeTurns = openTurns()
  for (const { subject, facts, known, judgements } of sorted) {
    const { profileId } = subject
    for (const { segment } of judgements) {
      const past = { ...facts, segments: [], folded: known?.get(segment.key) }
      const folding = await inTurns(foldWhereLong(segment, past, tx.now), takeTurns)
      if (folding === null) continue
      const { folded, person, leaves } = folding
      const { key, version } = segment
      progress.push({ profileId, segment: key, version, through: folded.through, person, leaves })
    }
  }
  await saveProgress(tx, progress)
}
