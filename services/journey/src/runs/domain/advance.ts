import type { BranchStep, Step } from '../../definitions/domain/step.js'
import { endingByCondition, endingOf, endOfLife } from './ending.js'
import { originOf } from './facts-of-run.js'
import { judgeWithoutLateEvents, noteLateEvent } from './late-events.js'
import {
  type Advanced,
  type AdvanceInput,
  go,
  judge,
  type Move,
  note,
  type Progress,
  reasonOf,
  remember,
  startProgress,
} from './progress.js'
import { recordStimulus } from './record-stimulus.js'
import type { Run, Stimulus } from './run.js'
import { enterAsk, reactInAsk } from './step-ask.js'
import { enterSend, momentsOfSend, reactInSend } from './step-send.js'
import { enterWait, reactInWait } from './step-wait.js'
import { awaitedIn, enterWaitFor, reactInWaitFor } from './step-wait-for.js'
import { valueAt } from './value-at.js'

/**
 * Takes a run as far as it can go now. Pure: the same run, stimulus and facts always give the same orders, and a stimulus
 * that was handled before gives none.
 */
export function advance(run: Run, stimulus: Stimulus, given: AdvanceInput): Advanced {
  const progress = startProgress(run, given)
  if (!recordStimulus(progress, stimulus)) return finish(progress, run)
  if (run.status === 'ended') return finish(progress, run)
  if (stimulus.kind === 'start') begin(progress)
  else proceed(progress, stimulus)
  return finish(progress, run)
}

function proceed(progress: Progress, stimulus: Stimulus): void {
  if (stimulus.kind === 'event') noteLateEvent(progress, stimulus.event)
  const outcome = endingOf(progress, stimulus)
  if (outcome !== null) end(progress, outcome)
  else if (progress.run.status === 'running') follow(progress, react(progress, stimulus))
}

function begin(progress: Progress): void {
  if (progress.run.hasEntered) return
  progress.run = { ...progress.run, status: 'running', hasEntered: true }
  progress.facts.push({ what: 'started' })
  const { trigger } = progress.run
  note(progress, 'started', [trigger.type, trigger.event, trigger.segment, trigger.messageId].filter(Boolean).join(' '))
  const outcome = endingByCondition(progress)
  if (outcome === null) follow(progress, go(progress.journey.journey.start))
  else end(progress, outcome)
}

function stepAt(progress: Progress, key: string | null): Step | undefined {
  const { steps } = progress.journey.journey
  return key === null ? undefined : valueAt(steps, key)
}

/** Goes from step to step until one of them has to wait, or the run is over. */
function follow(progress: Progress, first: Move | 'again' | null): void {
  let move = first
  while (move !== null) {
    if (move === 'again') move = tryNextChannel(progress)
    else if (move.kind === 'end') return end(progress, move.outcome)
    else if (move.kind === 'stay') return remember(progress, { waiting: move.waiting })
    else if (move.to === null) return end(progress, 'completed')
    else move = enter(progress, move.to)
  }
}

function enter(progress: Progress, key: string, channel = 0): Move {
  const step = stepAt(progress, key)
  if (step === undefined) throw new Error(`The journey ${progress.run.journey} has no step ${key}.`)
  if (step.type === 'send' || step.type === 'ask') {
    const outcome = endingByCondition(progress)
    if (outcome !== null) return { kind: 'end', outcome }
  }
  const visit = (valueAt(progress.run.memory.visits, key) ?? 0) + 1
  progress.run = { ...progress.run, step: key, visit }
  remember(progress, { visits: { ...progress.run.memory.visits, [key]: visit }, waiting: null })
  const touchpoint = step.touchpoint === undefined ? {} : { touchpoint: step.touchpoint }
  progress.facts.push({ what: 'entered', step: key, kind: step.type, visit, ...touchpoint })
  note(progress, 'entered', step.name ?? step.type)
  return doStep(progress, step, channel)
}

function doStep(progress: Progress, step: Step, channel: number): Move {
  switch (step.type) {
    case 'send':
      return enterSend(progress, step, channel)
    case 'ask':
      return enterAsk(progress, step)
    case 'wait':
      return enterWait(progress, step)
    case 'wait_for':
      return enterWaitFor(progress, step)
    case 'branch':
      return chooseBranch(progress, step)
    case 'exit':
      return { kind: 'end', outcome: step.outcome }
  }
}

function chooseBranch(progress: Progress, step: BranchStep): Move {
  for (const { id, when, next } of step.cases) {
    if (!judge(progress, when).holds) continue
    note(progress, 'branched', `${id}: ${reasonOf(progress, when)}`)
    return go(next)
  }
  note(
    progress,
    'branched',
    `none of ${step.cases.map(({ id, when }) => `${id}: ${reasonOf(progress, when)}`).join(' · ')}`,
  )
  return go(step.next)
}

// Another visit of the same step, so that the new order has an id of its own.
function tryNextChannel(progress: Progress): Move | null {
  const { waiting } = progress.run.memory
  if (waiting?.for !== 'send' || progress.run.step === null) return null
  return enter(progress, progress.run.step, waiting.channel + 1)
}

function react(progress: Progress, stimulus: Stimulus): Move | 'again' | null {
  const step = stepAt(progress, progress.run.step)
  switch (step?.type) {
    case 'send':
      return reactInSend(progress, step, stimulus)
    case 'ask':
      return reactInAsk(progress, step, stimulus)
    case 'wait':
      return reactInWait(progress, step, stimulus)
    case 'wait_for':
      return reactInWaitFor(progress, step, stimulus)
    case 'branch':
    case 'exit':
    case undefined:
      return null
  }
}

function end(progress: Progress, outcome: string): void {
  note(progress, 'ended', outcome)
  // A run that never entered has no `run_started`, so it gets no `run_ended` either.
  if (progress.run.hasEntered) progress.facts.push({ what: 'ended', outcome })
  progress.run = { ...progress.run, status: 'ended', outcome, endedAt: progress.now }
  remember(progress, { waiting: null })
}

function finish(progress: Progress, before: Run): Advanced {
  const wakeAt = progress.run.status === 'running' ? wakeUp(progress) : null
  const { orders, trace, facts } = progress
  const isSame = progress.run === before && trace.length === 0 && wakeAt?.getTime() === before.wakeAt?.getTime()
  const run = isSame ? before : { ...progress.run, wakeAt, traced: before.traced + trace.length }
  return { run, orders, trace, facts }
}

/** When to look again if nothing happens before: the step's own time, or the moment at which a condition may change. */
function wakeUp(progress: Progress): Date {
  const { waiting } = progress.run.memory
  const moments = [endOfLife(progress).getTime()]
  if (waiting?.for === 'send') moments.push(...momentsOfSend(progress.run, waiting).map((moment) => Date.parse(moment)))
  else if (waiting !== null) moments.push(Date.parse(waiting.until))
  const step = stepAt(progress, progress.run.step)
  const exits = progress.journey.journey.exit.rules.map(({ on }) => ({ on, since: originOf(progress.run) }))
  for (const { on, since } of [...exits, ...(step?.type === 'wait_for' ? awaitedIn(progress, step) : [])]) {
    const until = on.when === undefined ? undefined : judgeWithoutLateEvents(progress, on.when, since).until
    if (until !== undefined) moments.push(until.getTime())
  }
  return new Date(Math.max(Math.min(...moments), progress.now.getTime() + 1))
}
