import { addDuration, nextInWindow, readMoment, storedZone } from '@polyphon/values'
import type { WaitStep } from '../../definitions/domain/step.js'
import { eventOfRun, factsOf, readPath } from './facts-of-run.js'
import type { Stimulus } from './run.js'
import { go, type Move, note, stay, type Turn } from './turn.js'

/** Computes once until when to wait, and keeps the moment together with the rule and the zone it came from. */
export function enterWait(turn: Turn, step: WaitStep): Move {
  const zone = zoneOf(turn, step.tz)
  const rule = ruleOf(step)
  const named = step.until === undefined ? turn.now : momentAt(turn, step.until, step.offset, zone)
  if (named === undefined || (step.until !== undefined && named < turn.now && step.for === undefined)) {
    const why = named === undefined ? `${step.until} names no moment` : `${named.toISOString()} is past`
    note(turn, 'wait_past', why)
    if (step.ifPast === 'exit') return { kind: 'end', outcome: 'wait_past' }
    if (step.window === undefined) return go(step.next)
  }
  const until = latestOf(turn, step, { zone, named: named ?? turn.now })
  if (until <= turn.now) return go(step.next)
  note(turn, 'waiting', `until ${until.toISOString()} (${rule}, ${zone})`)
  return stay({ for: 'time', until: until.toISOString(), rule, zone })
}

export function reactInWait(turn: Turn, step: WaitStep, stimulus: Stimulus): Move | null {
  const { waiting } = turn.run.memory
  if (waiting?.for !== 'time' || stimulus.kind !== 'time') return null
  return Date.parse(waiting.until) <= turn.now.getTime() ? go(step.next) : null
}

function zoneOf({ person }: Turn, tz: string): string {
  if (tz === 'person') return person.timeZone
  return tz === 'workspace' ? person.workspaceTimeZone : storedZone(tz)
}

function ruleOf(step: WaitStep): string {
  return [
    ...(step.for === undefined ? [] : [`for ${step.for}`]),
    ...(step.until === undefined ? [] : [`until ${step.until}${step.offset === undefined ? '' : ` ${step.offset}`}`]),
    ...(step.window === undefined ? [] : ['in a window']),
  ].join(', ')
}

function momentAt(turn: Turn, path: string, offset: string | undefined, zone: string): Date | undefined {
  const facts = factsOf(turn.person, turn.run, eventOfRun(turn.run))
  const moment = readMoment(readPath(path, facts), zone)
  return moment === undefined || offset === undefined ? moment : addDuration(moment, offset, zone)
}

// Where both are given, the later of the two; and from there on the first moment inside a window.
function latestOf(turn: Turn, step: WaitStep, given: { readonly zone: string; readonly named: Date }): Date {
  const { now } = turn
  const elapsed = step.for === undefined ? now : addDuration(now, step.for, given.zone)
  const base = new Date(Math.max(elapsed.getTime(), given.named.getTime(), now.getTime()))
  return step.window === undefined ? base : nextInWindow(base, step.window, given.zone)
}
