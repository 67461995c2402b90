import type { BranchStep, Step } from '../../definitions/domain/step.js'
import { endingByCondition, endingOf, endOfLife } from './ending.js'
import { originOf } from './facts-of-run.js'
import { judgeWithoutLateEvents, noteLateEvent } from './late-events.js'
import { recordStimulus } from './record-stimulus.js'
import type { Run, Stimulus } from './run.js'
import { enterAsk, reactInAsk } from './step-ask.js'
import { enterSend, momentsOfSend, reactInSend } from './step-send.js'
import { enterWait, reactInWait } from './step-wait.js'
import { awaitedIn, enterWaitFor, reactInWaitFor } from './step-wait-for.js'
import {
  type Advanced,
  type AdvanceInput,
  go,
  judge,
  type Move,
  note,
  openTurn,
  reasonOf,
  remember,
  type Turn,
} from './turn.js'
import { valueAt } from './value-at.js'

/**
 * Takes a run as far as it can go now. Pure: the same run, stimulus and facts always give the same orders, and a stimulus
 * that was handled before gives none.
 */
export function advance(run: Run, stimulus: Stimulus, given: AdvanceInput): Advanced {
  const turn = openTurn(run, given)
  if (!recordStimulus(turn, stimulus)) return closeTurn(turn, run)
  if (run.status === 'ended') return closeTurn(turn, run)
  if (stimulus.kind === 'start') begin(turn)
  else proceed(turn, stimulus)
  return closeTurn(turn, run)
}

function proceed(turn: Turn, stimulus: Stimulus): void {
  if (stimulus.kind === 'event') noteLateEvent(turn, stimulus.event)
  const outcome = endingOf(turn, stimulus)
  if (outcome !== null) end(turn, outcome)
  else if (turn.run.status === 'running') follow(turn, react(turn, stimulus))
}

function begin(turn: Turn): void {
  if (turn.run.hasEntered) return
  turn.run = { ...turn.run, status: 'running', hasEntered: true }
  turn.facts.push({ what: 'started' })
  const { trigger } = turn.run
  note(turn, 'started', [trigger.type, trigger.event, trigger.segment, trigger.messageId].filter(Boolean).join(' '))
  const outcome = endingByCondition(turn)
  if (outcome === null) follow(turn, go(turn.journey.journey.start))
  else end(turn, outcome)
}

function stepAt(turn: Turn, key: string | null): Step | undefined {
  const { steps } = turn.journey.journey
  return key === null ? undefined : valueAt(steps, key)
}

/** Goes from step to step until one of them has to wait, or the run is over. */
function follow(turn: Turn, first: Move | 'again' | null): void {
  let move = first
  while (move !== null) {
    if (move === 'again') move = tryNextChannel(turn)
    else if (move.kind === 'end') return end(turn, move.outcome)
    else if (move.kind === 'stay') return remember(turn, { waiting: move.waiting })
    else if (move.to === null) return end(turn, 'completed')
    else move = enter(turn, move.to)
  }
}

function enter(turn: Turn, key: string, channel = 0): Move {
  const step = stepAt(turn, key)
  if (step === undefined) throw new Error(`The journey ${turn.run.journey} has no step ${key}.`)
  if (step.type === 'send' || step.type === 'ask') {
    const outcome = endingByCondition(turn)
    if (outcome !== null) return { kind: 'end', outcome }
  }
  const visit = (valueAt(turn.run.memory.visits, key) ?? 0) + 1
  turn.run = { ...turn.run, step: key, visit }
  remember(turn, { visits: { ...turn.run.memory.visits, [key]: visit }, waiting: null })
  const touchpoint = step.touchpoint === undefined ? {} : { touchpoint: step.touchpoint }
  turn.facts.push({ what: 'entered', step: key, kind: step.type, visit, ...touchpoint })
  note(turn, 'entered', step.name ?? step.type)
  return doStep(turn, step, channel)
}

function doStep(turn: Turn, step: Step, channel: number): Move {
  switch (step.type) {
    case 'send':
      return enterSend(turn, step, channel)
    case 'ask':
      return enterAsk(turn, step)
    case 'wait':
      return enterWait(turn, step)
    case 'wait_for':
      return enterWaitFor(turn, step)
    case 'branch':
      return chooseBranch(turn, step)
    case 'exit':
      return { kind: 'end', outcome: step.outcome }
  }
}

function chooseBranch(turn: Turn, step: BranchStep): Move {
  for (const { id, when, next } of step.cases) {
    if (!judge(turn, when).holds) continue
    note(turn, 'branched', `${id}: ${reasonOf(turn, when)}`)
    return go(next)
  }
  note(turn, 'branched', `none of ${step.cases.map(({ id, when }) => `${id}: ${reasonOf(turn, when)}`).join(' · ')}`)
  return go(step.next)
}

// Another visit of the same step, so that the new order has an id of its own.
function tryNextChannel(turn: Turn): Move | null {
  const { waiting } = turn.run.memory
  if (waiting?.for !== 'send' || turn.run.step === null) return null
  return enter(turn, turn.run.step, waiting.channel + 1)
}

function react(turn: Turn, stimulus: Stimulus): Move | 'again' | null {
  const step = stepAt(turn, turn.run.step)
  switch (step?.type) {
    case 'send':
      return reactInSend(turn, step, stimulus)
    case 'ask':
      return reactInAsk(turn, step, stimulus)
    case 'wait':
      return reactInWait(turn, step, stimulus)
    case 'wait_for':
      return reactInWaitFor(turn, step, stimulus)
    case 'branch':
    case 'exit':
    case undefined:
      return null
  }
}

function end(turn: Turn, outcome: string): void {
  note(turn, 'ended', outcome)
  // A run that never entered has no `run_started`, so it gets no `run_ended` either.
  if (turn.run.hasEntered) turn.facts.push({ what: 'ended', outcome })
  turn.run = { ...turn.run, status: 'ended', outcome, endedAt: turn.now }
  remember(turn, { waiting: null })
}

function closeTurn(turn: Turn, before: Run): Advanced {
  const wakeAt = turn.run.status === 'running' ? wakeUp(turn) : null
  const { orders, trace, facts } = turn
  const isSame = turn.run === before && trace.length === 0 && wakeAt?.getTime() === before.wakeAt?.getTime()
  const run = isSame ? before : { ...turn.run, wakeAt, traced: before.traced + trace.length }
  return { run, orders, trace, facts }
}

/** When to look again if nothing happens before: the step's own time, or the moment at which a condition may change. */
function wakeUp(turn: Turn): Date {
  const { waiting } = turn.run.memory
  const moments = [endOfLife(turn).getTime()]
  if (waiting?.for === 'send') moments.push(...momentsOfSend(turn.run, waiting).map((moment) => Date.parse(moment)))
  else if (waiting !== null) moments.push(Date.parse(waiting.until))
  const step = stepAt(turn, turn.run.step)
  const exits = turn.journey.journey.exit.rules.map(({ on }) => ({ on, since: originOf(turn.run) }))
  for (const { on, since } of [...exits, ...(step?.type === 'wait_for' ? awaitedIn(turn, step) : [])]) {
    const until = on.when === undefined ? undefined : judgeWithoutLateEvents(turn, on.when, since).until
    if (until !== undefined) moments.push(until.getTime())
  }
  return new Date(Math.max(Math.min(...moments), turn.now.getTime() + 1))
}
