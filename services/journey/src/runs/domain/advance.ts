import type { PublishedJourney } from '../../definitions/domain/definition.js'
import { originOf } from '../../kinds/domain/facts-of-run.js'
import { judgeWithoutLateEvents, noteLateEvent } from '../../kinds/domain/late-events.js'
import {
  type Advanced,
  type AdvanceInput,
  go,
  type Move,
  note,
  remember,
  startProgress,
} from '../../kinds/domain/progress.js'
import { kindOf, type Step } from '../../kinds/domain/registry.js'
import type { Run, Stimulus } from '../../kinds/domain/run.js'
import { valueAt } from '../../kinds/domain/value-at.js'
import { endingByCondition, endingOf, endOfLife } from './ending.js'
import { recordStimulus } from './record-stimulus.js'
import type { RunProgress } from './run-progress.js'

/**
 * Takes a run as far as it can go now. Pure: the same run, stimulus and facts always give the same orders, and a stimulus
 * that was handled before gives none.
 */
export function advance(run: Run, stimulus: Stimulus, given: AdvanceInput<PublishedJourney>): Advanced {
  const progress = startProgress(run, given)
  if (!recordStimulus(progress, stimulus)) return finish(progress, run)
  if (run.status === 'ended') return finish(progress, run)
  if (stimulus.kind === 'start') begin(progress)
  else proceed(progress, stimulus)
  return finish(progress, run)
}

function proceed(progress: RunProgress, stimulus: Stimulus): void {
  if (stimulus.kind === 'event') noteLateEvent(progress, stimulus.event)
  const outcome = endingOf(progress, stimulus)
  if (outcome !== null) end(progress, outcome)
  else if (progress.run.status === 'running') follow(progress, react(progress, stimulus))
}

function begin(progress: RunProgress): void {
  if (progress.run.hasEntered) return
  progress.run = { ...progress.run, status: 'running', hasEntered: true }
  progress.facts.push({ what: 'started' })
  const { trigger } = progress.run
  note(progress, 'started', [trigger.type, trigger.event, trigger.segment, trigger.messageId].filter(Boolean).join(' '))
  const outcome = endingByCondition(progress)
  if (outcome === null) follow(progress, go(progress.journey.journey.start))
  else end(progress, outcome)
}

function stepAt(progress: RunProgress, key: string | null): Step | undefined {
  const { steps } = progress.journey.journey
  return key === null ? undefined : valueAt(steps, key)
}

/** Goes from step to step until one of them has to wait, or the run is over. */
function follow(progress: RunProgress, first: Move | null): void {
  let move = first
  while (move !== null) {
    if (move.kind === 'end') return end(progress, move.outcome)
    if (move.kind === 'stay') return remember(progress, { waiting: move.waiting })
    if (move.kind === 'again') move = enter(progress, progress.run.step ?? '', move.attempt)
    else if (move.to === null) return end(progress, 'completed')
    else move = enter(progress, move.to)
  }
}

function enter(progress: RunProgress, key: string, attempt = 0): Move {
  const step = stepAt(progress, key)
  if (step === undefined) throw new Error(`The journey ${progress.run.journey} has no step ${key}.`)
  const kind = kindOf(step)
  if (kind.orders !== null) {
    const outcome = endingByCondition(progress)
    if (outcome !== null) return { kind: 'end', outcome }
  }
  const visit = (valueAt(progress.run.memory.visits, key) ?? 0) + 1
  progress.run = { ...progress.run, step: key, visit }
  remember(progress, { visits: { ...progress.run.memory.visits, [key]: visit }, waiting: null })
  const touchpoint = step.touchpoint === undefined ? {} : { touchpoint: step.touchpoint }
  progress.facts.push({ what: 'entered', step: key, kind: step.type, visit, ...touchpoint })
  note(progress, 'entered', step.name ?? step.type)
  return kind.enter(progress, step, attempt)
}

function react(progress: RunProgress, stimulus: Stimulus): Move | null {
  const step = stepAt(progress, progress.run.step)
  return step === undefined ? null : kindOf(step).react(progress, step, stimulus)
}

function end(progress: RunProgress, outcome: string): void {
  note(progress, 'ended', outcome)
  // A run that never entered has no `run_started`, so it gets no `run_ended` either.
  if (progress.run.hasEntered) progress.facts.push({ what: 'ended', outcome })
  progress.run = { ...progress.run, status: 'ended', outcome, endedAt: progress.now }
  remember(progress, { waiting: null })
}

function finish(progress: RunProgress, before: Run): Advanced {
  const wakeAt = progress.run.status === 'running' ? wakeUp(progress) : null
  const { orders, trace, facts } = progress
  const isSame = progress.run === before && trace.length === 0 && wakeAt?.getTime() === before.wakeAt?.getTime()
  const run = isSame ? before : { ...progress.run, wakeAt, traced: before.traced + trace.length }
  return { run, orders, trace, facts }
}

/** When to look again if nothing happens before: the step's own time, or the moment at which a condition may change. */
function wakeUp(progress: RunProgress): Date {
  const step = stepAt(progress, progress.run.step)
  const moments = [endOfLife(progress).getTime()]
  if (step !== undefined)
    moments.push(
      ...kindOf(step)
        .wakesAt(progress)
        .map((moment) => Date.parse(moment)),
    )
  const exits = progress.journey.journey.exit.rules.map(({ on }) => ({ on, since: originOf(progress.run) }))
  for (const { on, since } of [...exits, ...(step === undefined ? [] : kindOf(step).awaits(progress, step))]) {
    const until = on.when === undefined ? undefined : judgeWithoutLateEvents(progress, on.when, since).until
    if (until !== undefined) moments.push(until.getTime())
  }
  return new Date(Math.max(Math.min(...moments), progress.now.getTime() + 1))
}
