import { historyName, Key } from '@polyphon/conditions'
import { Duration, durationMs } from '@polyphon/values'
import { z } from 'zod'
import { originOf } from './facts-of-run.js'
import { judgeWithoutLateEvents } from './late-events.js'
import { duplicates, HISTORY_MS, historyTooLong } from './lint-parts.js'
import { go, type Move, matches, note, type Progress, reasonOf, remember, stay } from './progress.js'
import type { HandledEvent, Stimulus } from './run.js'
import { type Awaited, edge, type StepInterest, stepKind } from './step-kind.js'
import { common, conditionsOfHappening, EventMatch, Happening } from './step-parts.js'
import { valueAt } from './value-at.js'

const WaitFor = z.strictObject({
  ...common,
  type: z.literal('wait_for'),
  any: z
    .array(z.strictObject({ id: Key, on: Happening, next: Key.nullable() }))
    .min(1)
    .max(9),
  timeout: Duration.describe('After it the run goes on to `next`'),
  resetOn: z.array(EventMatch).max(10).default([]),
  lookback: Duration.optional(),
})

type WaitForStep = z.output<typeof WaitFor>

/** Waits for the first of several events or conditions, for a time at most. */
export const waitFor = stepKind({
  type: 'wait_for',
  schema: WaitFor,
  edges: ({ any }) => any.flatMap(({ next }, index) => edge(`any/${index}/next`, next)),
  lint: ({ any, lookback }, pointer) => [
    ...duplicates(any, `${pointer}/any`),
    ...(lookback === undefined || durationMs(lookback) <= HISTORY_MS ? [] : [historyTooLong(`${pointer}/lookback`)]),
  ],
  conditions: ({ any, resetOn }, pointer) => [
    ...any.flatMap(({ on }, index) => conditionsOfHappening(on, `${pointer}/any/${index}/on`)),
    ...resetOn.flatMap((on, index) => conditionsOfHappening(on, `${pointer}/resetOn/${index}`)),
  ],
  interest: interestOfWait,
  enter: enterWaitFor,
  react: reactInWaitFor,
  awaits: awaitedIn,
})

function interestOfWait({ any, resetOn, lookback }: WaitForStep): StepInterest {
  const awaited = any.flatMap(({ on: { event, kind } }) => (event === undefined ? [] : [{ did: event, kind }]))
  const needs = lookback === undefined ? [] : [{ withinMs: durationMs(lookback) }]
  return {
    events: [...awaited.map(({ did }) => did), ...resetOn.map(({ event }) => event)],
    histories: new Map(lookback === undefined ? [] : awaited.map((event) => [historyName(event), needs])),
  }
}

/** What is true already, or happened within the lookback, wins at once; otherwise the race begins. */
function enterWaitFor(progress: Progress, step: WaitForStep): Move {
  const until = new Date(progress.now.getTime() + durationMs(step.timeout)).toISOString()
  const before = forgetMatch(progress)
  const won =
    byCondition(progress, step, sinceOf(progress, step, progress.now.getTime())) ?? byHistory(progress, step, before)
  if (won !== null) return won
  note(progress, 'waiting', `for ${step.any.map(({ id }) => id).join(', ')}, until ${until}`)
  return stay({ for: 'happening', since: progress.now.toISOString(), until })
}

function reactInWaitFor(progress: Progress, step: WaitForStep, stimulus: Stimulus): Move | null {
  const { waiting } = progress.run.memory
  if (waiting?.for !== 'happening') return null
  const since = sinceOf(progress, step, Date.parse(waiting.since))
  const won =
    (stimulus.kind === 'event' ? byEvent(progress, step, stimulus.event, since) : null) ??
    byCondition(progress, step, since)
  if (won !== null) return won
  if (stimulus.kind === 'event' && step.resetOn.some((on) => matches(progress, on, stimulus.event))) {
    const until = new Date(progress.now.getTime() + durationMs(step.timeout)).toISOString()
    note(progress, 'wait_reset', `${stimulus.event.name}: until ${until}`)
    return stay({ ...waiting, until })
  }
  if (Date.parse(waiting.until) > progress.now.getTime()) return null
  note(progress, 'timeout', `nothing of it within ${step.timeout}`)
  return go(step.next)
}

/** From when on (epoch ms) an event counts for a wait: from what started the run or, if that is longer ago, as far as the step looks back. */
function sinceOf({ run }: Progress, step: WaitForStep, waitedSince: number): number {
  const origin = originOf(run)
  return step.lookback === undefined ? origin : Math.min(origin, waitedSince - durationMs(step.lookback) + 1)
}

/** What is waited for, and from when on it counts. */
function awaitedIn(progress: Progress, step: WaitForStep): readonly Awaited[] {
  const { waiting } = progress.run.memory
  const waitedSince = waiting?.for === 'happening' ? Date.parse(waiting.since) : progress.now.getTime()
  const since = sinceOf(progress, step, waitedSince)
  return step.any.map(({ on }) => ({ on, since }))
}

/** Takes back with what a run went on here the last time it came, and returns it. */
function forgetMatch(progress: Progress): HandledEvent | undefined {
  const { matched } = progress.run.memory
  const before = valueAt(matched, progress.run.step ?? '')
  if (before === undefined) return undefined
  const others = Object.entries(matched).filter(([key]) => key !== progress.run.step)
  remember(progress, { matched: Object.fromEntries(others) })
  return before
}

function byEvent(progress: Progress, step: WaitForStep, event: HandledEvent, since: number): Move | null {
  const found = step.any.find(({ on }) => matches(progress, on, event, since))
  if (found === undefined) return null
  remember(progress, { matched: { ...progress.run.memory.matched, [progress.run.step ?? '']: event } })
  note(progress, 'matched', `${found.id}: ${event.name} (${event.messageId})`)
  return go(found.next)
}

function byCondition(progress: Progress, step: WaitForStep, since: number): Move | null {
  const found = step.any.find(
    ({ on }) => on.when !== undefined && judgeWithoutLateEvents(progress, on.when, since).holds,
  )
  if (found?.on.when === undefined) return null
  note(progress, 'matched', `${found.id}: ${reasonOf(progress, found.on.when)}`)
  return go(found.next)
}

/** Looks back, but not past the event with which the run went on here the last time it came. */
function byHistory(progress: Progress, step: WaitForStep, before: HandledEvent | undefined): Move | null {
  if (step.lookback === undefined) return null
  const since = progress.now.getTime() - durationMs(step.lookback)
  const candidates = step.any.flatMap(({ on }) => pastEventsSince(progress, on, since)).toSorted(oldestFirst)
  for (const { event } of before === undefined ? candidates : candidatesAfter(candidates, before)) {
    const won = byEvent(progress, step, event, since)
    if (won !== null) return won
  }
  return null
}

function candidatesAfter(candidates: readonly PastEvent[], before: HandledEvent): readonly PastEvent[] {
  const index = candidates.findIndex(({ event }) => event.messageId === before.messageId)
  return index < 0 ? candidates.filter(({ at }) => at > Date.parse(before.occurredAt)) : candidates.slice(index + 1)
}

interface PastEvent {
  readonly event: HandledEvent
  readonly at: number
  readonly position: number
}

const oldestFirst = (left: PastEvent, right: PastEvent): number => left.at - right.at || left.position - right.position

// The event that started the run is what it looks back from, not something found by looking back.
function pastEventsSince({ person, run, now }: Progress, on: Happening, since: number): readonly PastEvent[] {
  const name = on.event
  if (name === undefined) return []
  return person
    .occurrences(historyName({ did: name, kind: on.kind }))
    .filter(({ at, messageId }) => {
      const isPast = at.getTime() > since && at.getTime() <= now.getTime()
      return isPast && messageId !== run.memory.event?.messageId
    })
    .map(({ at, position, kind, properties, messageId }) => ({
      event: { name, kind, messageId, occurredAt: at.toISOString(), properties },
      at: at.getTime(),
      position,
    }))
}
