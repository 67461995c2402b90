import { historyName } from './history-name.js'
import { computedPath, splitPath } from './paths.js'
import type {
  AnswerLeaf,
  Comparison,
  ComputedLeaf,
  Condition,
  DidLeaf,
  Leaf,
  MessageLeaf,
  SequenceLeaf,
} from './schema.js'
import { leavesOf } from './visit.js'

/** Everything that can change a condition. What is not named here never does. */
export interface Dependencies {
  /** Names of the histories that count, see `historyName`. */
  readonly events: ReadonlySet<string>
  /** Paths that are read; what lies under or above one changes it too. */
  readonly paths: ReadonlySet<string>
  /** Keys of computed traits; `paths` names their values among the traits too. */
  readonly computed: ReadonlySet<string>
  readonly segments: ReadonlySet<string>
  /** Keys of segments whose list it looks at. */
  readonly lists: ReadonlySet<string>
  /** Keys of send steps. */
  readonly messages: ReadonlySet<string>
  /** What becomes of messages and surveys, as `template:<key>`, `topic:<key>` and `survey:<key>`; see `reportsOn`. */
  readonly reports: ReadonlySet<string>
  /** Purposes. */
  readonly consents: ReadonlySet<string>
  /** As `channel/topic`. */
  readonly permissions: ReadonlySet<string>
  readonly accounts: boolean
  /** Time alone can change it (beside facts dated in the future, which any history may have). */
  readonly time: boolean
  /** It looks at the event at hand, so every event can change it. */
  readonly anyEvent: boolean
}

interface Collected {
  readonly events: Set<string>
  readonly paths: Set<string>
  readonly computed: Set<string>
  readonly segments: Set<string>
  readonly lists: Set<string>
  readonly messages: Set<string>
  readonly reports: Set<string>
  readonly consents: Set<string>
  readonly permissions: Set<string>
  accounts: boolean
  time: boolean
  anyEvent: boolean
}

/** What a condition depends on, so that a segment or a waiting run is looked at only when something of it has changed. */
export function dependencies(condition: Condition): Dependencies {
  const found: Collected = {
    events: new Set(),
    paths: new Set(),
    computed: new Set(),
    segments: new Set(),
    lists: new Set(),
    messages: new Set(),
    reports: new Set(),
    consents: new Set(),
    permissions: new Set(),
    accounts: false,
    time: false,
    anyEvent: false,
  }
  collect(condition, found, false)
  return found
}

function collect(condition: Condition, found: Collected, inWhere: boolean): void {
  for (const { node } of leavesOf(condition)) collectLeaf(node, found, inWhere)
}

function collectLeaf(leaf: Leaf, found: Collected, inWhere: boolean): void {
  if ('path' in leaf) return collectPath(leaf, found, inWhere)
  if ('computed' in leaf) return collectComputed(leaf, found)
  if ('did' in leaf) return collectDid(leaf, found)
  if ('sequence' in leaf) return collectSequence(leaf, found)
  if ('account' in leaf) {
    found.accounts = true
    found.time ||= followsClock(leaf.account)
  } else if ('segment' in leaf) found.segments.add(leaf.segment)
  else if ('message' in leaf || 'answer' in leaf) collectReport(leaf, found)
  else if ('listed' in leaf) found.lists.add(leaf.listed)
  else if ('consent' in leaf) found.consents.add(leaf.consent.purpose)
  else found.permissions.add(`${leaf.permission.channel}/${leaf.permission.topic}`)
}

function collectComputed(leaf: ComputedLeaf, found: Collected): void {
  found.computed.add(leaf.computed)
  found.paths.add(computedPath(leaf.computed))
  found.time ||= followsClock(leaf)
}

function collectReport(leaf: MessageLeaf | AnswerLeaf, found: Collected): void {
  found.time ||= leaf.within !== undefined
  const selected = 'answer' in leaf ? leaf.answer : leaf.message
  if (typeof selected === 'string') found.messages.add(selected)
  else for (const report of reportsOn(selected)) found.reports.add(report)
}

/** What a condition that looks at this depends on: `template:<key>`, `topic:<key>` or `survey:<key>`, of what is given. */
export const reportsOn = (about: {
  readonly template?: string | undefined
  readonly topic?: string | undefined
  readonly survey?: string | undefined
}): readonly string[] =>
  (['template', 'topic', 'survey'] as const).flatMap((kind) =>
    about[kind] === undefined ? [] : [`${kind}:${about[kind]}`],
  )

function collectPath(leaf: Comparison, found: Collected, inWhere: boolean): void {
  found.time ||= followsClock(leaf)
  const isEvent = splitPath(leaf.path)[0] === 'event'
  // Inside a where, `event` is the occurrence, which `events` names already.
  if (isEvent && inWhere) return
  found.anyEvent ||= isEvent
  found.paths.add(leaf.path)
}

function followsClock({ op, value }: Pick<Comparison, 'op' | 'value'>): boolean {
  return (op === 'before' || op === 'after') && typeof value === 'string' && value.startsWith('now')
}

function collectDid(leaf: DidLeaf, found: Collected): void {
  if (leaf.atLeast === 0) return
  found.events.add(historyName(leaf))
  found.time ||= leaf.within !== undefined
  if (leaf.where !== undefined) collect(leaf.where, found, true)
}

function collectSequence(leaf: SequenceLeaf, found: Collected): void {
  found.time = true
  for (const step of leaf.sequence) {
    found.events.add(historyName(step))
    if (step.where !== undefined) collect(step.where, found, true)
  }
}
