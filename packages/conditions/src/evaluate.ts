import { durationMs } from '@polyphon/values'
import { compare } from './compare.js'
import { judgeCount, type Moment, newestFirst, type Times } from './did.js'
import { eventOf, type Facts, type JsonObject, type Occurrence } from './facts.js'
import { dateOf } from './instant.js'
import { isRoot, readSegments, splitPath } from './paths.js'
import type { Comparison, Condition, DidLeaf, Leaf, SequenceLeaf } from './schema.js'
import { judgeSequence, planOfLeaf } from './sequence.js'
import { allOf, always, anyOf, NEVER, negate, type Truth } from './truth.js'

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
  return timesOf(leaf, facts, { now, since })
}

function judgeDid(leaf: DidLeaf, facts: Facts, now: number): Truth {
  const atLeast = leaf.atLeast ?? 1
  if (atLeast === 0) return always(true)
  const within = leaf.within === undefined ? undefined : durationMs(leaf.within)
  return judgeCount(timesOfDid(leaf, facts, now), atLeast, within)
}

function judgeSteps(leaf: SequenceLeaf, facts: Facts, now: number): Truth {
  const within = durationMs(leaf.within)
  const plan = planOfLeaf(leaf)
  // A closing absent step speaks of the latest start, however long ago that was.
  const since = plan.trailing.length > 0 ? Number.NEGATIVE_INFINITY : now - within
  const read = (step: Pick<DidLeaf, 'did' | 'where'>): Times => timesOf(step, facts, { now, since })
  const present = plan.present.map(({ step, gap }) => ({ step: read(step), gap: gap.map(read) }))
  return judgeSequence({ present, trailing: plan.trailing.map(read) }, within, now)
}

interface Span {
  readonly now: number
  readonly since: number
}

function timesOf(step: Pick<DidLeaf, 'did' | 'where'>, facts: Facts, { now, since }: Span): Times {
  const past: Moment[] = []
  let next = NEVER
  let changes = NEVER
  for (const occurrence of facts.occurrences(step.did)) {
    const at = occurrence.at.getTime()
    if (!(at > since)) continue
    const match = step.where === undefined ? always(true) : judgeWhere(step.where, step.did, { facts, occurrence, now })
    changes = Math.min(changes, match.until)
    // Something to come counts as a change even if it does not match yet: it may match by then.
    if (at > now) next = Math.min(next, at)
    else if (match.holds) past.push({ at, position: occurrence.position ?? 0 })
  }
  return { past: past.toSorted(newestFirst), next, changes }
}

interface Occasion {
  readonly facts: Facts
  readonly occurrence: Occurrence
  readonly now: number
}

function judgeWhere(where: Condition, name: string, { facts, occurrence, now }: Occasion): Truth {
  const event: JsonObject = eventOf(name, occurrence)
  return judge(where, { ...facts, event }, now)
}
