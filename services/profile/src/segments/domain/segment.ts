import {
  type Condition,
  type Dependencies,
  dependencies,
  foldableLeaves,
  historyName,
  joinNeeds,
  type Need,
  neededOccurrences,
} from '@polyphon/conditions'
import { allowsPurpose, type Consents, EVERY_ELEMENT, type PurposeRules, parsePath } from '@polyphon/values'

/** A published version of a segment. */
export interface Segment {
  readonly key: string
  readonly version: number
  readonly name: string
  readonly condition: Condition
  /** For what it uses what is known of people: whoever does not allow that is not in it. */
  readonly purpose: string
  readonly createdAt: Date
  readonly publishedAt: Date
  /** Nobody is in it any more, whatever it said. */
  readonly isArchived?: boolean
}

/** A segment with what can change it and what must be known to judge it. */
export interface CompiledSegment extends Segment {
  readonly dependsOn: Dependencies
  readonly needs: ReadonlyMap<string, readonly Need[]>
  /** The histories (`historyName`) of which only what is folded and what came after it has to be read. */
  readonly folds: readonly string[]
  /** Which purposes need consent where it is judged. */
  readonly rules: PurposeRules
}

/** All segments of a workspace, each after those that it refers to. */
export type SegmentSet = readonly CompiledSegment[]

/** What has happened to a person, as far as it can move them between segments. */
export interface Happening {
  /** The histories (`historiesOf`) that something was added to. */
  readonly events: ReadonlySet<string>
  readonly paths: ReadonlySet<string>
  /** Purposes of which something else holds now. */
  readonly consents?: ReadonlySet<string> | undefined
  /** Whether they are in other accounts than before, or these have other traits. */
  readonly accounts?: boolean | undefined
  /** What other services have reported of them, as conditions depend on it. */
  readonly reports?: ReadonlySet<string> | undefined
  readonly everything?: boolean
  /** Looked at too, whatever has happened. */
  readonly segments?: ReadonlySet<string>
}

/** Segments to judge because of what has happened. */
export interface Candidates {
  readonly touched: ReadonlySet<string>
  /** Those touched and all that refer to them. */
  readonly segments: readonly CompiledSegment[]
}

/** Compiles segments and puts them in the order in which they must be judged. */
export function compileSegments(segments: readonly Segment[], rules: PurposeRules): SegmentSet {
  const byKey = new Map(segments.map((segment) => [segment.key, compileSegment(segment, rules)]))
  const ordered: CompiledSegment[] = []
  const visited = new Set<string>()
  const visit = (key: string): void => {
    const segment = byKey.get(key)
    if (segment === undefined || visited.has(key)) return
    visited.add(key)
    for (const other of segment.dependsOn.segments) visit(other)
    ordered.push(segment)
  }
  for (const key of byKey.keys()) visit(key)
  return ordered
}

export function compileSegment(segment: Segment, rules: PurposeRules): CompiledSegment {
  const { condition } = segment
  const folds = new Set(
    foldableLeaves(condition).flatMap(({ node }) =>
      'did' in node ? [historyName(node)] : node.sequence.map(historyName),
    ),
  )
  const needed = neededOccurrences(condition)
  return { ...segment, dependsOn: dependencies(condition), needs: needed, folds: [...folds], rules }
}

/** Whether somebody may be judged by a segment at all: they allow its purpose. */
export const isAllowed = ({ purpose, rules }: CompiledSegment, consents: Consents, now: Date): boolean =>
  allowsPurpose(consents, purpose, { rules, now })

const MOST_REMEMBERED = 1_000
const allowed = new WeakMap<readonly CompiledSegment[], Map<string, readonly CompiledSegment[]>>()

/** Those of a set's segments whose purpose somebody allows. The same few purposes are refused again and again, so the lists are remembered. */
export function allowedOf(
  segments: readonly CompiledSegment[],
  consents: Consents,
  now: Date,
): readonly CompiledSegment[] {
  const refused = segments.filter((segment) => !isAllowed(segment, consents, now))
  if (refused.length === 0) return segments
  const question = JSON.stringify([...new Set(refused.map(({ purpose }) => purpose))].toSorted())
  const answers = allowed.get(segments) ?? new Map<string, readonly CompiledSegment[]>()
  const known = answers.get(question)
  if (known !== undefined) return known
  const fresh = segments.filter((segment) => !refused.includes(segment))
  if (answers.size >= MOST_REMEMBERED) answers.clear()
  allowed.set(segments, answers.set(question, fresh))
  return fresh
}

/** The way from a segment back to itself through the segments that it refers to; null when there is none. */
export function findCircle(
  candidate: { readonly key: string; readonly condition: Condition },
  others: readonly Pick<Segment, 'key' | 'condition'>[],
): readonly string[] | null {
  const refers = new Map(others.map(({ key, condition }) => [key, dependencies(condition).segments]))
  refers.set(candidate.key, dependencies(candidate.condition).segments)
  const visited = new Set<string>()
  const search = (key: string, way: readonly string[]): readonly string[] | null => {
    for (const next of refers.get(key) ?? []) {
      if (next === candidate.key) return [...way, next]
      if (visited.has(next)) continue
      visited.add(next)
      const found = search(next, [...way, next])
      if (found !== null) return found
    }
    return null
  }
  return search(candidate.key, [candidate.key])
}

/** The segments that a condition names and that nobody has published yet. */
export const missingNamedBy = (condition: Condition, others: readonly Pick<Segment, 'key'>[]): readonly string[] => {
  const known = new Set(others.map(({ key }) => key))
  return [...dependencies(condition).segments].filter((key) => !known.has(key)).toSorted()
}

/** The segments in use whose condition names this one. */
export const segmentsNaming = (key: string, others: readonly Segment[]): readonly string[] =>
  others
    .filter((other) => !other.isArchived && dependencies(other.condition).segments.has(key))
    .map((other) => other.key)

/** The archived segments that a condition names. */
export function archivedNamedBy(condition: Condition, others: readonly Segment[]): readonly string[] {
  const named = dependencies(condition).segments
  return others.filter(({ key, isArchived }) => isArchived === true && named.has(key)).map(({ key }) => key)
}

// Longer questions are about many things at once, which hardly happen again together.
const LONGEST_REMEMBERED = 2_000
const remembered = new WeakMap<SegmentSet, Map<string, Candidates>>()

/** The segments to judge. The same few things happen again and again, so the answers for a set are remembered. */
export function candidatesOf(set: SegmentSet, happened: Happening): Candidates {
  const { everything = false, accounts = false, segments = new Set<string>() } = happened
  const sets = [happened.events, happened.paths, happened.consents ?? [], happened.reports ?? [], segments]
  const question = JSON.stringify([everything, accounts, ...sets.map((names) => [...names].toSorted())])
  const answers = remembered.get(set) ?? new Map<string, Candidates>()
  const known = answers.get(question)
  if (known !== undefined) return known
  const touched = new Set([...segmentsTouched(set, happened), ...segments])
  const fresh = { touched, segments: withReferring(set, touched) }
  if (question.length > LONGEST_REMEMBERED) return fresh
  if (answers.size >= MOST_REMEMBERED) answers.clear()
  remembered.set(set, answers.set(question, fresh))
  return fresh
}

const needs = new WeakMap<readonly CompiledSegment[], ReadonlyMap<string, readonly Need[]>>()

/** What must be known of a person's past to judge all of these. */
export function needsOf(segments: readonly CompiledSegment[]): ReadonlyMap<string, readonly Need[]> {
  const known = needs.get(segments)
  if (known !== undefined) return known
  const fresh = joinNeeds(segments.map((segment) => segment.needs))
  needs.set(segments, fresh)
  return fresh
}

/** Keys of the segments whose condition looks at something that has happened. */
export function segmentsTouched(segments: SegmentSet, happened: Happening): ReadonlySet<string> {
  const touched = segments.filter((segment) => happened.everything === true || isTouched(segment, happened))
  return new Set(touched.map(({ key }) => key))
}

function isTouched({ dependsOn, purpose }: CompiledSegment, happened: Happening): boolean {
  const { events, paths, consents, reports, accounts } = dependsOn
  if (happened.accounts === true && accounts) return true
  for (const changed of happened.consents ?? []) if (changed === purpose || consents.has(changed)) return true
  if (haveCommon(happened.events, events) || haveCommon(happened.reports, reports)) return true
  for (const changed of happened.paths) for (const path of paths) if (overlap(path, changed)) return true
  return false
}

function haveCommon(names: Iterable<string> | undefined, others: ReadonlySet<string>): boolean {
  for (const name of names ?? []) if (others.has(name)) return true
  return false
}

// What lies above or below a path that has changed may have changed too.
function overlap(left: string, right: string): boolean {
  const [a, b] = [parsePath(left) ?? [], parsePath(right) ?? []]
  const length = Math.min(a.length, b.length)
  return a.slice(0, length).every((name, index) => name === b[index] || name === EVERY_ELEMENT)
}

/** The given segments and all that refer to them, directly or through others. */
export function withReferring(segments: SegmentSet, keys: ReadonlySet<string>): readonly CompiledSegment[] {
  const wanted = new Set(keys)
  // In the order of the set whatever refers to a segment comes after it, so that one pass finds all.
  for (const { key, dependsOn } of segments) {
    for (const other of dependsOn.segments) if (wanted.has(other)) wanted.add(key)
  }
  return segments.filter(({ key }) => wanted.has(key))
}
