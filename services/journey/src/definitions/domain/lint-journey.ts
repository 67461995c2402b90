import { type Condition, leavesOf, neededOccurrences } from '@polyphon/conditions'
import { durationMs, type Fault, pointerTo } from '@polyphon/values'
import { conditionsOf, type LocatedCondition } from './conditions-of.js'
import type { Journey } from './definition.js'
import { lintGraph } from './lint-graph.js'
import type { Step, WaitStep } from './step.js'
import type { Value } from './step-parts.js'

/** How long interactions that journeys mention are kept; no condition may look further back. */
export const HISTORY_DAYS = 400
const HISTORY_MS = HISTORY_DAYS * 86_400_000

/** Finds everything in a journey that has the right form and still cannot work. */
export function lintJourney(journey: Journey, options: { readonly isWhole: boolean }): readonly Fault[] {
  return [
    ...lintGraph(journey, options),
    ...Object.entries(journey.steps).flatMap(([key, step]) => lintStep(`/steps/${key}`, step)),
    ...conditionsOf(journey).flatMap((located) => lintCondition(journey, located)),
    ...lintLooks(journey),
    ...journey.entry.triggers.flatMap((trigger, index) =>
      trigger.type === 'event' && trigger.correlateBy !== undefined && !trigger.correlateBy.startsWith('event.')
        ? [fault(`/entry/triggers/${index}/correlateBy`, 'path_root_unknown', 'It is read from `event.…`.')]
        : [],
    ),
    ...duplicates(journey.exit.rules, '/exit/rules'),
  ]
}

function lintStep(pointer: string, step: Step): readonly Fault[] {
  switch (step.type) {
    case 'send':
      return [
        ...lintValues(`${pointer}/data`, step.data),
        ...(step.mode === 'first_reachable'
          ? []
          : [fault(`${pointer}/mode`, 'send_mode_unknown', `The mode ${step.mode} is not known yet.`)]),
        ...(step.fallback !== undefined && step.channels.length < 2
          ? [fault(`${pointer}/fallback`, 'fallback_without_channel', 'A fallback needs a second channel.')]
          : []),
      ]
    case 'ask':
      return lintValues(`${pointer}/properties`, step.properties)
    case 'wait':
      return lintWait(pointer, step)
    case 'wait_for':
      return [
        ...duplicates(step.any, `${pointer}/any`),
        ...(step.lookback === undefined || durationMs(step.lookback) <= HISTORY_MS
          ? []
          : [tooLong(`${pointer}/lookback`)]),
      ]
    case 'branch':
      return duplicates(step.cases, `${pointer}/cases`)
    case 'exit':
      return []
  }
}

function lintWait(pointer: string, step: WaitStep): readonly Fault[] {
  const hasEnd = step.for !== undefined || step.until !== undefined || step.window !== undefined
  return [
    ...(hasEnd ? [] : [fault(pointer, 'wait_without_end', 'A wait needs for, until or window.')]),
    ...(step.offset !== undefined && step.until === undefined
      ? [fault(`${pointer}/offset`, 'offset_without_until', 'An offset belongs to until.')]
      : []),
    ...(step.until === undefined || isReadable(step.until) ? [] : [unknownRoot(`${pointer}/until`)]),
    ...(step.window ?? []).flatMap((window, index) =>
      window.from === window.to
        ? [fault(`${pointer}/window/${index}`, 'window_empty', 'A window ends at another time than it begins.')]
        : [],
    ),
  ]
}

function lintValues(pointer: string, values: Readonly<Record<string, Value>>): readonly Fault[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !isReadable(value.path)
      ? [unknownRoot(pointerTo(pointer, name, 'path'))]
      : [],
  )
}

const isReadable = (path: string): boolean => /^(traits|identifiers|event|run|answer)(?=[.[]|$)/.test(path)

function lintCondition(journey: Journey, { condition, pointer }: LocatedCondition): readonly Fault[] {
  const leaves = leavesOf(condition, pointer).flatMap(({ node, pointer: leaf }) => lintLeaf(journey, node, leaf))
  return [...leaves, ...lintHistory(condition, pointer)]
}

function lintLeaf(journey: Journey, condition: Condition, pointer: string): readonly Fault[] {
  if ('consent' in condition)
    return [fault(pointer, 'condition_unknown', 'Consents to processing purposes are not known yet.')]
  if ('message' in condition) {
    const step = Object.hasOwn(journey.steps, condition.message) ? journey.steps[condition.message] : undefined
    if (step?.type !== 'send')
      return [fault(`${pointer}/message`, 'send_step_unknown', `"${condition.message}" is not a send step.`)]
    if (condition.state === 'replied')
      return [fault(`${pointer}/state`, 'condition_unknown', 'Replies to messages are not known yet.')]
  }
  return []
}

function lintHistory(condition: Condition, pointer: string): readonly Fault[] {
  const isTooLong = [...neededOccurrences(condition).values()].some((needs) =>
    needs.some(({ withinMs }) => withinMs !== undefined && withinMs > HISTORY_MS),
  )
  return isTooLong ? [tooLong(pointer)] : []
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

const tooLong = (pointer: string): Fault =>
  fault(pointer, 'history_too_long', `What happened is kept for ${HISTORY_DAYS} days.`)

function duplicates(items: readonly { readonly id: string }[], pointer: string): readonly Fault[] {
  const taken = new Set<string>()
  return items.flatMap(({ id }, index) => {
    if (taken.has(id)) return [fault(`${pointer}/${index}/id`, 'id_taken', `The id "${id}" is used before.`)]
    taken.add(id)
    return []
  })
}

const unknownRoot = (pointer: string): Fault =>
  fault(pointer, 'path_root_unknown', 'A path starts with traits, identifiers, event, run or answer.')

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail })
