import { Path } from '@polyphon/conditions'
import {
  addDuration,
  Duration,
  EVERY_ELEMENT,
  type Fault,
  nextInWindow,
  parsePath,
  readMoment,
  SignedDuration,
  storedZone,
  Window,
} from '@polyphon/values'
import { z } from 'zod'
import { eventOfRun, factsOf, readPath } from './facts-of-run.js'
import { fault, isReadable, pathRootUnknown } from './lint-parts.js'
import { go, type Move, note, type Progress, stay } from './progress.js'
import type { Stimulus } from './run.js'
import { stepKind } from './step-kind.js'
import { common, Zone } from './step-parts.js'

const Wait = z.strictObject({
  ...common,
  type: z.literal('wait'),
  for: Duration.optional().describe('Days and weeks are days of the calendar in the zone, hours are hours'),
  until: Path.optional().describe('Where to read a date or date-time'),
  offset: SignedDuration.optional(),
  window: z.array(Window).max(20).optional(),
  tz: Zone.default('person'),
  ifPast: z.enum(['continue', 'exit']).default('continue'),
})

type WaitStep = z.output<typeof Wait>

/** Waits for a time: a while, a moment that is read, or a window of the week. */
export const wait = stepKind({ type: 'wait', schema: Wait, lint: lintWait, enter: enterWait, react: reactInWait })

function lintWait(step: WaitStep, pointer: string): readonly Fault[] {
  const hasEnd = step.for !== undefined || step.until !== undefined || step.window !== undefined
  return [
    ...(hasEnd ? [] : [fault(pointer, 'wait_without_end', 'A wait needs for, until or window.')]),
    ...(step.offset !== undefined && step.until === undefined
      ? [fault(`${pointer}/offset`, 'offset_without_until', 'An offset belongs to until.')]
      : []),
    ...(step.until === undefined || isReadable(step.until) ? [] : [pathRootUnknown(`${pointer}/until`)]),
    ...(step.until !== undefined && parsePath(step.until)?.includes(EVERY_ELEMENT) === true
      ? [fault(`${pointer}/until`, 'path_names_many', 'A wait has one end: name one element, such as [0].')]
      : []),
    ...(step.window ?? []).flatMap((window, index) =>
      window.from === window.to
        ? [fault(`${pointer}/window/${index}`, 'window_empty', 'A window ends at another time than it begins.')]
        : [],
    ),
  ]
}

/** Computes once until when to wait, and keeps the moment together with the rule and the zone it came from. */
function enterWait(progress: Progress, step: WaitStep): Move {
  const zone = zoneOf(progress, step.tz)
  const rule = ruleOf(step)
  const named = step.until === undefined ? progress.now : momentAt(progress, step.until, step.offset, zone)
  if (named === undefined || (step.until !== undefined && named < progress.now && step.for === undefined)) {
    const why = named === undefined ? `${step.until} names no moment` : `${named.toISOString()} is past`
    note(progress, 'wait_past', why)
    if (step.ifPast === 'exit') return { kind: 'end', outcome: 'wait_past' }
    if (step.window === undefined) return go(step.next)
  }
  const until = latestOf(progress, step, { zone, named: named ?? progress.now })
  if (until <= progress.now) return go(step.next)
  note(progress, 'waiting', `until ${until.toISOString()} (${rule}, ${zone})`)
  return stay({ for: 'time', until: until.toISOString(), rule, zone })
}

function reactInWait(progress: Progress, step: WaitStep, stimulus: Stimulus): Move | null {
  const { waiting } = progress.run.memory
  if (waiting?.for !== 'time' || stimulus.kind !== 'time') return null
  return Date.parse(waiting.until) <= progress.now.getTime() ? go(step.next) : null
}

function zoneOf({ person }: Progress, tz: string): string {
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

function momentAt(progress: Progress, path: string, offset: string | undefined, zone: string): Date | undefined {
  const facts = factsOf(progress.person, progress.run, eventOfRun(progress.run))
  const moment = readMoment(readPath(path, facts), zone)
  return moment === undefined || offset === undefined ? moment : addDuration(moment, offset, zone)
}

// Where both are given, the later of the two; and from there on the first moment inside a window.
function latestOf(progress: Progress, step: WaitStep, given: { readonly zone: string; readonly named: Date }): Date {
  const { now } = progress
  const elapsed = step.for === undefined ? now : addDuration(now, step.for, given.zone)
  const base = new Date(Math.max(elapsed.getTime(), given.named.getTime(), now.getTime()))
  return step.window === undefined ? base : nextInWindow(base, step.window, given.zone)
}
