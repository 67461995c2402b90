import {
  type Condition,
  computedPath,
  type Leaf,
  leavesOf,
  neededOccurrences,
  unclearMoments,
} from '@polyphon/conditions'
import { type Fault, parsePath } from '@polyphon/values'
import { duplicates, fault, HISTORY_MS, historyTooLong } from '../../kinds/domain/lint-parts.js'
import { kindOf } from '../../kinds/domain/registry.js'
import type { LocatedCondition } from '../../kinds/domain/step-kind.js'
import { conditionsOf } from './conditions-of.js'
import type { Journey } from './definition.js'
import { lintGraph } from './lint-graph.js'

/** Finds everything in a journey that has the right form and still cannot work. */
export function lintJourney(journey: Journey, options: { readonly isWhole: boolean }): readonly Fault[] {
  return [
    ...lintGraph(journey, options),
    ...Object.entries(journey.steps).flatMap(([key, step]) => kindOf(step).lint(step, `/steps/${key}`)),
    ...conditionsOf(journey).flatMap((located) => lintCondition(journey, located)),
    ...lintLooks(journey),
    ...journey.entry.triggers.flatMap((trigger, index) =>
      trigger.type === 'event' && trigger.correlateBy !== undefined && !isOfEvent(trigger.correlateBy)
        ? [fault(`/entry/triggers/${index}/correlateBy`, 'path_root_unknown', 'It is read from `event.…`.')]
        : [],
    ),
    ...duplicates(journey.exit.rules, '/exit/rules'),
  ]
}

function isOfEvent(path: string): boolean {
  const [root, ...rest] = parsePath(path) ?? []
  return root === 'event' && rest.length > 0
}

function lintCondition(journey: Journey, { condition, pointer }: LocatedCondition): readonly Fault[] {
  const leaves = leavesOf(condition, pointer).flatMap(({ node, pointer: leaf }) => lintLeaf(journey, node, leaf))
  return [...leaves, ...unclearMoments(condition, pointer), ...lintHistory(condition, pointer)]
}

function lintLeaf(journey: Journey, condition: Leaf, pointer: string): readonly Fault[] {
  if ('consent' in condition)
    return [fault(pointer, 'condition_unknown', 'Consents are held by profile: name a segment that asks for them.')]
  const elsewhere = heldElsewhere(condition, pointer)
  if (elsewhere.length > 0) return elsewhere
  if ('did' in condition) return lintWhere(condition.where, `${pointer}/where`)
  if ('sequence' in condition)
    return condition.sequence.flatMap(({ where }, index) => lintWhere(where, `${pointer}/sequence/${index}/where`))
  if ('message' in condition && typeof condition.message === 'string') {
    const step = Object.hasOwn(journey.steps, condition.message) ? journey.steps[condition.message] : undefined
    if (step === undefined || kindOf(step).orders !== 'message')
      return [fault(`${pointer}/message`, 'send_step_unknown', `"${condition.message}" is not a send step.`)]
    if (condition.state === 'replied')
      return [fault(`${pointer}/state`, 'condition_unknown', 'Replies to messages are not known yet.')]
  }
  return []
}

/** What profile holds alone: a segment looks at it, and a journey at the segment. */
function heldElsewhere(leaf: Leaf, pointer: string): readonly Fault[] {
  const held = (what: string, how = 'name a segment that asks for them'): readonly Fault[] => [
    fault(pointer, 'condition_unknown', `${what} held by profile: ${how}.`),
  ]
  if ('account' in leaf) return held('Accounts are')
  if ('listed' in leaf) return held('Lists are', `name the segment: { "segment": "${leaf.listed}" }`)
  if ('computed' in leaf)
    return held('Computed traits are', `name a segment that asks for it, or compare ${computedPath(leaf.computed)}`)
  if ('answer' in leaf) return held('The last answers to surveys are')
  if ('message' in leaf && typeof leaf.message !== 'string') return held('The last messages of a template or topic are')
  return []
}

const lintWhere = (where: Condition | undefined, pointer: string): readonly Fault[] =>
  where === undefined ? [] : leavesOf(where, pointer).flatMap(({ node, pointer: leaf }) => heldElsewhere(node, leaf))

function lintHistory(condition: Condition, pointer: string): readonly Fault[] {
  const isTooLong = [...neededOccurrences(condition).values()].some((needs) =>
    needs.some(({ withinMs }) => withinMs !== undefined && withinMs > HISTORY_MS),
  )
  return isTooLong ? [historyTooLong(pointer)] : []
}

/** How often all conditions of a journey together may look at what somebody did; each step of a sequence is one look. */
export const MOST_LOOKS = 300

// Every event of a person in a run is judged by all that the run waits for.
function lintLooks(journey: Journey): readonly Fault[] {
  let looks = 0
  for (const { condition, pointer } of conditionsOf(journey)) {
    for (const { node } of leavesOf(condition)) {
      if ('did' in node) looks += 1
      else if ('sequence' in node) looks += node.sequence.length
    }
    if (looks <= MOST_LOOKS) continue
    const detail = `All conditions of a journey may look at what somebody did ${MOST_LOOKS} times together.`
    return [fault(pointer, 'too_many_looks', detail)]
  }
  return []
}
