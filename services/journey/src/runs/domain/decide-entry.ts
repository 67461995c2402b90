import { evaluate } from '@polyphon/conditions'
import { durationMs } from '@polyphon/values'
import type { PublishedJourney, Reentry, Trigger } from '../../definitions/domain/definition.js'
import { factsOf, readPath } from '../../kinds/domain/facts-of-run.js'
import { isMeant } from '../../kinds/domain/progress.js'
import type { HandledEvent, JsonObject, PersonFacts, Run, RunTrigger } from '../../kinds/domain/run.js'

/** The runs that a person has had of a journey. */
export interface PastRuns {
  readonly entered: number
  readonly running: number
  /** When the last of them ended or, while it is still running, began. */
  readonly lastAt: Date | null
}

export type EntryDecision =
  | { readonly outcome: 'entered' }
  | { readonly outcome: 'refused'; readonly code: string; readonly because: string }

export interface Entrance {
  readonly published: PublishedJourney
  readonly person: PersonFacts
  readonly past: PastRuns
  readonly event: HandledEvent | null
  /** When the trigger occurred; null for a run that was requested. */
  readonly occurredAt: Date | null
}

/** Decides whether a person enters a journey now; a refusal says why in words. */
export function decideEntry(entrance: Entrance, now: Date): EntryDecision {
  const { published, person, event, occurredAt, past } = entrance
  const { entry } = published.journey
  if (person.restricted === true) return refused('restricted', 'what is known of them may not be used')
  if (entry.maxAge !== undefined && occurredAt !== null) {
    const ageMs = now.getTime() - occurredAt.getTime()
    if (ageMs > durationMs(entry.maxAge)) return refused('too_old', `it happened more than ${entry.maxAge} ago`)
  }
  if (isHeldOut(published.key, person.profileId, entry.holdoutPercent))
    return refused('holdout', `one of the ${entry.holdoutPercent} % who are left out`)
  if (entry.when !== undefined && !evaluate(entry.when, factsOf(person, null, event), now).holds)
    return refused('condition', 'the entry condition does not hold')
  return decideReentry(entry.reentry, past, now)
}

function decideReentry(reentry: Reentry, past: PastRuns, now: Date): EntryDecision {
  const concurrent = concurrentRuns(reentry)
  if (reentry.mode === 'never' && past.entered > 0) return refused('reentry_never', 'entered before, once is enough')
  if (reentry.max !== undefined && past.entered >= reentry.max)
    return refused('reentry_max', `entered ${past.entered} times before, at most ${reentry.max}`)
  if (past.running >= concurrent)
    return refused('reentry_concurrent', `${past.running} of at most ${concurrent} runs are under way`)
  if (reentry.cooldown !== undefined && past.lastAt !== null) {
    const again = past.lastAt.getTime() + durationMs(reentry.cooldown)
    if (now.getTime() < again) return refused('reentry_cooldown', `not again before ${new Date(again).toISOString()}`)
  }
  return { outcome: 'entered' }
}

/** How many runs of a journey one person may have at the same time. */
export function concurrentRuns(reentry: Reentry): number {
  return reentry.mode === 'always' ? reentry.concurrent : 1
}

const refused = (code: string, because: string): EntryDecision => ({ outcome: 'refused', code, because })

/** The same people are held out of a journey every time. FNV-1a spreads ids evenly enough for percents. */
export function isHeldOut(journey: string, profileId: string, percent: number): boolean {
  let hash = 0x811c9dc5
  for (const char of `${journey}:${profileId}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  // The low bits of FNV are its best mixed ones only after a last shuffle.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0 < (percent / 100) * 0x1_0000_0000
}

/** The first trigger of a journey that an event fires; undefined if it fires none. */
export function triggerFiredBy(
  published: PublishedJourney,
  person: PersonFacts,
  event: HandledEvent,
  now: Date,
): Extract<Trigger, { type: 'event' }> | undefined {
  for (const trigger of published.journey.entry.triggers) {
    if (trigger.type !== 'event' || !isMeant(trigger, event)) continue
    if (trigger.where === undefined || evaluate(trigger.where, factsOf(person, null, event), now).holds) return trigger
  }
  return undefined
}

export interface NewRun {
  readonly runId: string
  readonly published: PublishedJourney
  readonly profileId: string
  readonly trigger: RunTrigger
  readonly triggerKey: string
  readonly event: HandledEvent | null
  /** When the trigger occurred; null where that is now. */
  readonly occurredAt: Date | null
  readonly data: JsonObject
  readonly correlateBy?: string | undefined
  /** How many orders of journeys led to the trigger. */
  readonly chainDepth?: number | undefined
  readonly now: Date
}

/** A run that has not begun: `advance` with the stimulus `start` begins it. */
export function newRun(given: NewRun): Run {
  const { published, event, now, correlateBy } = given
  const value = correlateBy === undefined || event === null ? undefined : readPath(correlateBy, { event })
  const { goal } = published.journey
  return {
    runId: given.runId,
    profileId: given.profileId,
    journey: published.key,
    version: published.version,
    status: 'parked',
    outcome: null,
    hasEntered: false,
    trigger: given.trigger,
    triggerKey: given.triggerKey,
    startedAt: now,
    endedAt: null,
    step: null,
    visit: 0,
    wakeAt: null,
    goalUntil: goal === undefined ? null : new Date(now.getTime() + durationMs(goal.within)),
    goalReachedAt: null,
    traced: 0,
    memory: {
      data: given.data,
      event,
      ...(given.chainDepth === undefined ? {} : { chainDepth: given.chainDepth }),
      since: (given.occurredAt ?? now).toISOString(),
      matched: {},
      correlation:
        correlateBy === undefined || value === undefined || value === null ? null : { path: correlateBy, value },
      visits: {},
      messages: {},
      answer: null,
      waiting: null,
      handled: [],
    },
  }
}
