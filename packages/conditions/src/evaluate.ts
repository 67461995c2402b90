import { durationMs } from '@polyphon/values'
import { compare } from './compare.js'
import { isBefore, judgeCount, type Moment, newestFirst, type Times } from './did.js'
import { eventOf, type Facts, type JsonObject, type Occurrence } from './facts.js'
import { dateOf } from './instant.js'
import { isRoot, readSegments, splitPath } from './paths.js'
import type { Comparison, Condition, DidLeaf, Leaf, SequenceLeaf } from './schema.js'
import { type Chain, judgeSequence, type Plan, planOfLeaf } from './sequence.js'
import { allOf, always, anyOf, NEVER, negate, type Truth } from './truth.js'
import { leavesOf } from './visit.js'

/** Whether a condition holds, and until when if no new fact arrives. Without `until` time alone never changes it. */
export interface Evaluation {
  readonly holds: boolean
  readonly until?: Date
}

/** Evaluates a condition at a moment. `until` is never later than the first moment at which the answer changes by time alone. */
export function evaluate(condition: Condition, facts: Facts, now: Date): Evaluation {
  return toEvaluation(judge(condition, facts, now.getTime()))
}

const LAST_MOMENT = 8.64e15

export function toEvaluation({ holds, until }: Truth): Evaluation {
  return until > LAST_MOMENT ? { holds } : { holds, until: dateOf(until) }
}

export function judge(condition: Condition, facts: Facts, now: number): Truth {
  if ('all' in condition) return allOf(lazily(condition.all, facts, now))
  if ('any' in condition) return anyOf(lazily(condition.any, facts, now))
  if ('not' in condition) return negate(judge(condition.not, facts, now))
  return judgeLeaf(condition, facts, now)
}

function* lazily(conditions: readonly Condition[], facts: Facts, now: number): Iterable<Truth> {
  for (const condition of conditions) yield judge(condition, facts, now)
}

export function judgeLeaf(leaf: Leaf, facts: Facts, now: number): Truth {
  if ('path' in leaf) return compare(leaf, readPath(leaf, facts), now)
  if ('did' in leaf) return judgeDid(leaf, facts, now)
  if ('sequence' in leaf) return judgeSteps(leaf, facts, now)
  if ('account' in leaf) return judgeAccounts(leaf.account, facts, now)
  return always(isKnown(leaf, facts))
}

type KnownLeaf = Exclude<Leaf, Comparison | DidLeaf | SequenceLeaf | { account: unknown }>

function isKnown(leaf: KnownLeaf, facts: Facts): boolean {
  if ('segment' in leaf) return isMember(facts.segments, leaf.segment) === (leaf.member ?? true)
  if ('message' in leaf) return (own(facts.messages, leaf.message) ?? []).includes(leaf.state)
  if ('consent' in leaf) return own(facts.consents, leaf.consent.purpose) === true
  const { channel, topic } = leaf.permission
  return (facts.permissions ?? []).some((one) => one.channel === channel && one.topic === topic && one.allowed)
}

function isMember(segments: Facts['segments'], key: string): boolean {
  return 'has' in segments ? segments.has(key) : segments.includes(key)
}

function own<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

/** What a path leads to among the facts; undefined when nothing is there. */
export function readPath({ path }: { readonly path: string }, facts: Facts): unknown {
  const [root, ...rest] = splitPath(path)
  return isRoot(root) ? readSegments(facts[root], rest) : undefined
}

function judgeAccounts(comparison: Comparison, facts: Facts, now: number): Truth {
  const segments = splitPath(comparison.path).slice(1)
  return anyOf((facts.accounts ?? []).map(({ traits }) => compare(comparison, readSegments(traits, segments), now)))
}

/** How often something that matches a `did` leaf has happened in its window. */
export function timesOfDid(leaf: DidLeaf, facts: Facts, now: number): Times {
  const since = leaf.within === undefined ? Number.NEGATIVE_INFINITY : now - durationMs(leaf.within)
  const folded = facts.folded?.leaves.get(leaf)
  const times = timesOf(leaf, facts, { now, since, after: folded && facts.folded?.through })
  return withFolded(
    times,
    folded?.times?.filter(({ at }) => at > since),
  )
}

const withFolded = (times: Times, folded: readonly Moment[] = []): Times =>
  folded.length === 0 ? times : { ...times, past: [...times.past, ...folded] }

function judgeDid(leaf: DidLeaf, facts: Facts, now: number): Truth {
  const atLeast = leaf.atLeast ?? 1
  if (atLeast === 0) return always(true)
  const within = leaf.within === undefined ? undefined : durationMs(leaf.within)
  return judgeCount(timesOfDid(leaf, facts, now), atLeast, within)
}

function judgeSteps(leaf: SequenceLeaf, facts: Facts, now: number): Truth {
  const within = durationMs(leaf.within)
  // A closing absent step speaks of the latest start, however long ago that was.
  const since = leaf.sequence.at(-1)?.absent === true ? Number.NEGATIVE_INFINITY : now - within
  const { plan, folded } = timesOfSequence(leaf, facts, { now, since })
  return judgeSequence(plan, { within, now, folded })
}

/** When the steps of a sequence happened, and the chains that are folded. */
export function timesOfSequence(
  leaf: SequenceLeaf,
  facts: Facts,
  span: Span,
): { readonly plan: Plan<Times>; readonly folded: readonly (Chain | null)[] } {
  const { present, trailing } = planOfLeaf(leaf)
  const folded = facts.folded?.leaves.get(leaf)
  const rest = { ...span, after: folded && facts.folded?.through }
  const absent = (step: (typeof trailing)[number]): Times => {
    const latest = folded?.absences?.[step.index] ?? null
    return withFolded(timesOf(step, facts, rest), latest === null ? [] : [latest])
  }
  const plan = {
    present: present.map(({ step, gap }) => ({ step: timesOf(step, facts, rest), gap: gap.map(absent) })),
    trailing: trailing.map(absent),
  }
  return { plan, folded: folded?.chains ?? [] }
}

export interface Span {
  readonly now: number
  readonly since: number
  /** Nothing up to here, as it is folded. */
  readonly after?: Moment | undefined
}

/** When something happened within a span that matches. */
export function timesOf(step: Pick<DidLeaf, 'did' | 'where'>, facts: Facts, { now, since, after }: Span): Times {
  const past: Moment[] = []
  let next = NEVER
  let changes = after === undefined || step.where === undefined ? NEVER : judgePersonIn(step.where, facts, now).until
  for (const occurrence of facts.occurrences(step.did)) {
    const at = occurrence.at.getTime()
    const moment = { at, position: occurrence.position ?? 0 }
    if (!(at > since) || (after !== undefined && !isBefore(after, moment))) continue
    const match = step.where === undefined ? always(true) : judgeWhere(step.where, step.did, { facts, occurrence, now })
    changes = Math.min(changes, match.until)
    // Something to come counts as a change even if it does not match yet: it may match by then.
    if (at > now) next = Math.min(next, at)
    else if (match.holds) past.push(moment)
  }
  return { past: past.toSorted(newestFirst), next, changes }
}

/**
 * What a `where` asks of the person and not of the occurrence: what of it holds now, one digit a leaf, and until when. As
 * long as that is the same, an occurrence that matched once matches still.
 */
export function judgePersonIn(
  where: Condition,
  facts: Facts,
  now: number,
): { readonly said: string; readonly until: number } {
  const truths = leavesOf(where)
    .filter(({ node }) => !looksAtEvent(node))
    .map(({ node }) => judgeLeaf(node, facts, now))
  return {
    said: truths.map(({ holds }) => (holds ? '1' : '0')).join(''),
    until: Math.min(NEVER, ...truths.map(({ until }) => until)),
  }
}

/** Whether a leaf of a `where` looks at the occurrence. */
export const looksAtEvent = (leaf: Leaf): leaf is Comparison => 'path' in leaf && splitPath(leaf.path)[0] === 'event'

interface Occasion {
  readonly facts: Facts
  readonly occurrence: Occurrence
  readonly now: number
}

function judgeWhere(where: Condition, name: string, { facts, occurrence, now }: Occasion): Truth {
  const event: JsonObject = eventOf(name, occurrence)
  return judge(where, { ...facts, event }, now)
}
