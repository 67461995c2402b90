import { durationMs, EVERY_ELEMENT, type PathSegment, valueAtPath, valuesAt } from '@polyphon/values'
import { compare } from './compare.js'
import { judgeCount, type Moment, type Times } from './did.js'
import { type Account, eventOf, type Facts, type JsonObject, type Occurrence } from './facts.js'
import { cachedResult, firstChange, inOrder, matchesOf, momentsIn, nextAfterNow, type Span } from './history.js'
import { historyName, type NamedStep } from './history-name.js'
import { dateOf } from './instant.js'
import { isRoot, splitPath } from './paths.js'
import { judgeAnswer, judgeMessage, ownValue } from './reports.js'
import type { AccountLeaf, Comparison, ComputedLeaf, Condition, DidLeaf, Leaf, SequenceLeaf } from './schema.js'
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

function judge(condition: Condition, facts: Facts, now: number): Truth {
  return judgeBy(condition, (leaf) => judgeLeaf(leaf, facts, now))
}

/** Joins the truths of the leaves, judging no more of them than it has to. */
export function judgeBy(condition: Condition, ask: (leaf: Leaf) => Truth): Truth {
  if ('all' in condition) return allOf(lazily(condition.all, ask))
  if ('any' in condition) return anyOf(lazily(condition.any, ask))
  if ('not' in condition) return negate(judgeBy(condition.not, ask))
  return ask(condition)
}

function* lazily(conditions: readonly Condition[], ask: (leaf: Leaf) => Truth): Iterable<Truth> {
  for (const condition of conditions) yield judgeBy(condition, ask)
}

export function judgeLeaf(leaf: Leaf, facts: Facts, now: number): Truth {
  if ('path' in leaf) {
    const [root, ...rest] = splitPath(leaf.path)
    return compareAt(leaf, { start: isRoot(root) ? facts[root] : undefined, segments: rest }, now)
  }
  if ('computed' in leaf) return compare(leaf, readComputed(leaf, facts), now)
  if ('did' in leaf) return judgeDid(leaf, facts, now)
  if ('sequence' in leaf) return judgeSteps(leaf, facts, now)
  if ('account' in leaf) return judgeAccounts(leaf, facts, now)
  if ('answer' in leaf) return judgeAnswer(leaf, facts, now)
  if ('message' in leaf) return judgeMessage(leaf, facts, now)
  return always(isKnown(leaf, facts))
}

type KnownLeaf = Extract<
  Leaf,
  { segment: unknown } | { listed: unknown } | { consent: unknown } | { permission: unknown }
>

function isKnown(leaf: KnownLeaf, facts: Facts): boolean {
  if ('segment' in leaf) return isMember(facts.segments, leaf.segment) === (leaf.member ?? true)
  if ('listed' in leaf) return ownValue(facts.listed, leaf.listed) !== undefined
  if ('consent' in leaf) return ownValue(facts.consents, leaf.consent.purpose) === true
  const { channel, topic } = leaf.permission
  return (facts.permissions ?? []).some(
    (permission) => permission.channel === channel && permission.topic === topic && permission.allowed,
  )
}

function isMember(segments: Facts['segments'], key: string): boolean {
  return 'has' in segments ? segments.has(key) : segments.includes(key)
}

/** Compares what is found; behind `[*]` one element that compares so is enough. */
function compareAt(
  comparison: Comparison,
  { start, segments }: { readonly start: unknown; readonly segments: readonly PathSegment[] },
  now: number,
): Truth {
  if (!segments.includes(EVERY_ELEMENT)) return compare(comparison, valueAtPath(start, segments), now)
  return anyOf(valuesAt(start, segments).map((value) => compare(comparison, value, now)))
}

/** What a path leads to among the facts; undefined when nothing is there. */
export function readPath({ path }: { readonly path: string }, facts: Facts): unknown {
  const [root, ...rest] = splitPath(path)
  return isRoot(root) ? valueAtPath(facts[root], rest) : undefined
}

/** The value of a computed trait; undefined where they have none. */
export const readComputed = ({ computed }: ComputedLeaf, facts: Facts): unknown =>
  valueAtPath(facts.computed, [computed])

function judgeAccounts(leaf: AccountLeaf, facts: Facts, now: number): Truth {
  const truths = accountsOf(leaf, facts).map((account) => judgeAccount(leaf, account, now))
  if (leaf.match === 'all') return truths.length === 0 ? always(false) : allOf(truths)
  return leaf.match === 'none' ? negate(anyOf(truths)) : anyOf(truths)
}

/** The accounts that a leaf looks at: of all that somebody is in, or of the one that the event at hand is about. */
const accountsOf = ({ role }: AccountLeaf, { accounts = [], group }: Facts): readonly Account[] =>
  accounts.filter(
    ({ key, roles }) =>
      (group === undefined || key === group) && (role === undefined || roles?.includes(role) === true),
  )

function judgeAccount({ account: comparison }: AccountLeaf, { traits, roles }: Account, now: number): Truth {
  const [root, ...segments] = splitPath(comparison.path)
  return compareAt(comparison, { start: root === 'roles' ? (roles ?? []) : traits, segments }, now)
}

/** What a leaf finds in the person where the occurrence may say in which of their accounts. */
function findingsOf(
  leaf: Leaf,
  facts: Facts,
  now: number,
): readonly { readonly name: string; readonly truth: Truth }[] {
  if (!('account' in leaf)) return [{ name: '', truth: judgeLeaf(leaf, facts, now) }]
  return accountsOf(leaf, { ...facts, group: undefined })
    .map((account) => ({ name: JSON.stringify(account.key ?? ''), truth: judgeAccount(leaf, account, now) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}

const windows = new WeakMap<Leaf, number>()

/** How long ago something still counts, in ms; undefined for ever. */
function windowOf(leaf: DidLeaf | SequenceLeaf): number | undefined {
  if (leaf.within === undefined) return undefined
  const known = windows.get(leaf)
  if (known !== undefined) return known
  const window = durationMs(leaf.within)
  windows.set(leaf, window)
  return window
}

/** When something that matches a `did` leaf has happened in its window; the latest `most` times are enough. */
export function timesOfDid(leaf: DidLeaf, facts: Facts, now: number, most?: number): Times {
  const since = now - (windowOf(leaf) ?? NEVER)
  const folded = facts.folded?.leaves.get(leaf)
  const times = timesOf(leaf, facts, { now, since, after: folded && facts.folded?.through, most })
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
  return judgeCount(timesOfDid(leaf, facts, now, atLeast), atLeast, windowOf(leaf))
}

function judgeSteps(leaf: SequenceLeaf, facts: Facts, now: number): Truth {
  const within = windowOf(leaf) ?? NEVER
  // A closing absent step speaks of the latest start, however long ago that was.
  const since = leaf.sequence.at(-1)?.absent === true ? Number.NEGATIVE_INFINITY : now - within
  const lists = leaf.sequence.map((step) => facts.occurrences(historyName(step)))
  const persons = leaf.sequence.map(({ where }) => (where === undefined ? '' : foundInPerson(where, facts, now)))
  return cachedResult(lists[0] ?? [], { of: leaf, inputs: [now, facts.folded, ...lists, ...persons] }, () => {
    const { plan, folded } = timesOfSequence(leaf, facts, { now, since })
    return judgeSequence(plan, { within, now, folded })
  })
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

/** When something happened within a span that matches. */
export function timesOf(step: NamedStep & Pick<DidLeaf, 'where'>, facts: Facts, span: Span): Times {
  const occurrences = facts.occurrences(historyName(step))
  const { where } = step
  const { now, after } = span
  // Something to come counts as a change even if it does not match yet: it may match by then.
  const all = inOrder(occurrences)
  const next = nextAfterNow(all, span)
  if (where === undefined) return { past: momentsIn(all, span), next, changes: NEVER }
  const { matching, changing } = matchesOf(occurrences, {
    where,
    person: `${historyName(step)} ${foundInPerson(where, facts, now)}`,
    now,
    judge: (occurrence) => judgeWhere(where, step.did, { facts, occurrence, now }),
  })
  const changes = after === undefined ? NEVER : judgePersonIn(where, facts, now).until
  return { past: momentsIn(matching, span), next, changes: Math.min(changes, firstChange(changing, span)) }
}

/**
 * What a `where` asks of the person and not of the occurrence: what of it holds now, one digit a leaf, and until when. As
 * long as that is the same, an occurrence that matched once matches still.
 */
export function judgePersonIn(
  where: Condition,
  facts: Facts,
  now: number,
): { readonly digits: string; readonly until: number } {
  const findings = leavesOf(where)
    .filter(({ node }) => !looksAtEvent(node))
    .map(({ node }) => findingsOf(node, facts, now))
  return {
    digits: findings
      .map((found) => found.map(({ name, truth }) => `${name}${truth.holds ? '1' : '0'}`).join(''))
      .join(''),
    until: Math.min(NEVER, ...findings.flat().map(({ truth }) => truth.until)),
  }
}

/** Whether a leaf of a `where` looks at the occurrence. */
export const looksAtEvent = (leaf: Leaf): leaf is Comparison => 'path' in leaf && splitPath(leaf.path)[0] === 'event'

/** What has to be known for a `where`, taken apart once. */
interface WhereLeaves {
  readonly ofPerson: readonly Leaf[]
  /** Whether it asks for the time of an event, which costs more to write down than most questions. */
  readonly ofTime: boolean
}

const splitWheres = new WeakMap<Condition, WhereLeaves>()

function splitWhere(where: Condition): WhereLeaves {
  const known = splitWheres.get(where)
  if (known !== undefined) return known
  const leaves = leavesOf(where).map(({ node }) => node)
  const split = {
    ofPerson: leaves.filter((leaf) => !looksAtEvent(leaf)),
    ofTime: leaves.some(
      (leaf) => looksAtEvent(leaf) && [EVERY_ELEMENT, 'occurredAt', undefined].includes(splitPath(leaf.path)[1]),
    ),
  }
  splitWheres.set(where, split)
  return split
}

/** What the leaves of a `where` find in the person, as text, with until when each holds. */
function foundInPerson(where: Condition, facts: Facts, now: number): string {
  let found = ''
  for (const leaf of splitWhere(where).ofPerson)
    for (const { name, truth } of findingsOf(leaf, facts, now))
      found += `${name}${truth.holds ? '+' : '-'}${truth.until}`
  return found
}

function judgeWhere(where: Condition, name: string, { facts, occurrence, now }: Occasion): Truth {
  const { properties, messageId, group } = occurrence
  const event = splitWhere(where).ofTime ? eventOf(name, occurrence) : { name, properties, messageId }
  return judge(where, withEvent(facts, event, group), now)
}

interface Occasion {
  readonly facts: Facts
  readonly occurrence: Occurrence
  readonly now: number
}

// Field by field, which is many times faster than to spread what may have any fields.
function withEvent(facts: Facts, event: JsonObject, group: string | undefined): Facts {
  const { traits, computed, identifiers, segments, run, answer, messages, lastMessages, lastAnswers } = facts
  const { listed, consents, permissions, accounts, occurrences } = facts
  return {
    traits,
    computed,
    identifiers,
    segments,
    run,
    answer,
    messages,
    lastMessages,
    lastAnswers,
    listed,
    consents,
    permissions,
    accounts,
    group,
    occurrences,
    event,
  }
}
