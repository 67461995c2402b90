import { describe, expect, it } from 'vitest'
import {
  at,
  driveRun,
  eventOf,
  exit,
  HOUR,
  publishedJourney,
  receipt,
  send,
  somebody,
  time,
} from '../../../test/drive-run.js'
import { readJourney } from '../../definitions/domain/read-journey.js'
import { warningsOf } from '../../definitions/domain/warn-journey.js'
import type { Stimulus } from './run.js'

const goto = (to: string, maxVisits: number, next: string | null): Record<string, unknown> => ({
  type: 'goto',
  to,
  maxVisits,
  next,
})
const hourly = { type: 'wait', for: 'PT1H', next: 'wieder' }
const faultsOf = (steps: Record<string, unknown>): readonly { readonly pointer: string; readonly code: string }[] =>
  readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'api' }] },
    start: Object.keys(steps)[0],
    steps,
  }).faults.map(({ pointer, code }) => ({ pointer, code }))

describe('a goto step', () => {
  it('goes back as often as it may, and then on', () => {
    const journey = publishedJourney({ w: hourly, wieder: goto('w', 2, 'x'), x: exit('genug') })
    const { run, trace } = driveRun(journey, [
      [time, HOUR],
      [time, 2 * HOUR],
      [time, 3 * HOUR],
    ])
    expect(run).toMatchObject({ status: 'ended', outcome: 'genug', memory: { visits: { w: 3, wieder: 3 } } })
    expect(trace.filter(({ step }) => step === 'wieder').map(({ what, because }) => [what, because])).toEqual([
      ['entered', 'goto'],
      ['went_to', 'w, 1 of at most 2 times'],
      ['entered', 'goto'],
      ['went_to', 'w, 2 of at most 2 times'],
      ['entered', 'goto'],
      ['goto_spent', 'was taken 2 times, as often as it may be'],
    ])
  })

  it('counts over the whole run, whatever circle it stands in', () => {
    const journey = publishedJourney({
      w: { type: 'wait', for: 'PT1H', next: 'innen' },
      innen: goto('w', 2, 'aussen'),
      aussen: goto('w', 3, 'x'),
      x: exit('genug'),
    })
    const { run } = driveRun(
      journey,
      Array.from({ length: 20 }, (_, index) => [time, (index + 1) * HOUR] as const),
    )
    expect(run).toMatchObject({ outcome: 'genug', memory: { visits: { w: 6 } } })
  })

  it('ends at once also where nothing on the way waits', () => {
    const journey = publishedJourney({ a: goto('a', 100, 'x'), x: exit('genug') })
    expect(driveRun(journey, []).run).toMatchObject({ outcome: 'genug', memory: { visits: { a: 101 } } })
  })

  it('may lead onwards too', () => {
    const journey = publishedJourney({ a: goto('x', 1, null), x: exit('weiter') })
    expect(driveRun(journey, []).run.outcome).toBe('weiter')
  })

  it('has every message ordered anew, which goes on by its own receipts', () => {
    const journey = publishedJourney({
      s: send({ next: 'wieder' }),
      wieder: goto('s', 1, 'b'),
      b: {
        type: 'branch',
        cases: [{ id: 'g', when: { message: 's', state: 'read' }, next: 'gelesen' }],
        next: 'ungelesen',
      },
      gelesen: exit('gelesen'),
      ungelesen: exit('ungelesen'),
    })
    const first = driveRun(journey, [[receipt('sent', 'r:s:1'), HOUR]])
    expect(first.orders.map(({ orderId }) => orderId)).toEqual(['r:s:1', 'r:s:2'])
    // The first message is read now; the second has not even been sent.
    const { run } = driveRun(journey, [
      [receipt('sent', 'r:s:1'), HOUR],
      [receipt('read', 'r:s:1'), 2 * HOUR],
    ])
    expect(run).toMatchObject({ status: 'running', step: 's', memory: { messages: { s: [] } } })
    const done = driveRun(journey, [
      [receipt('sent', 'r:s:1'), HOUR],
      [receipt('read', 'r:s:1'), 2 * HOUR],
      [receipt('sent', 'r:s:2'), 3 * HOUR],
    ])
    expect(done.run.outcome).toBe('ungelesen')
  })

  it('has a wait_for wait for something new, also where it looks back', () => {
    const journey = publishedJourney({
      w: {
        type: 'wait_for',
        any: [{ id: 'k', on: { event: 'Kauf' }, next: 'wieder' }],
        timeout: 'P1D',
        lookback: 'P30D',
        next: 'nichts',
      },
      wieder: goto('w', 5, 'x'),
      x: exit('oft'),
      nichts: exit('nichts'),
    })
    const occurrences = [at(-2 * HOUR), at(-HOUR)].map((moment, position) => ({
      at: moment,
      position,
      kind: 'track',
      properties: {},
      messageId: `m${position}`,
    }))
    const person = { ...somebody, occurrences: () => occurrences }
    const { run } = driveRun(journey, [], { person })
    expect(run).toMatchObject({ step: 'w', status: 'running', memory: { visits: { w: 3 }, matched: {} } })
    const kauf: Stimulus = { kind: 'event', event: eventOf('Kauf', {}, 'm2', at(HOUR)) }
    expect(driveRun(journey, [[kauf, HOUR]], { person }).run.memory.visits).toMatchObject({ w: 4 })
  })
})

describe('a journey with a goto', () => {
  it('may go round only by it', () => {
    expect(faultsOf({ w: hourly, wieder: goto('w', 2, null) })).toEqual([])
    expect(faultsOf({ w: hourly, wieder: goto('w', 2, 'w') })).toEqual([
      { pointer: '/steps/wieder/next', code: 'cycle' },
    ])
    expect(faultsOf({ w: { ...hourly, next: 'w' } })).toEqual([{ pointer: '/steps/w/next', code: 'cycle' }])
  })

  it('names a step that is there', () => {
    expect(faultsOf({ w: hourly, wieder: goto('nirgends', 2, null) })).toEqual([
      { pointer: '/steps/wieder/to', code: 'step_unknown' },
    ])
  })

  it('comes to 5,000 steps at most, whatever happens', () => {
    const circles = (count: number): Record<string, unknown> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `g${index}`,
          goto('g0', 100, index + 1 < count ? `g${index + 1}` : null),
        ]),
      )
    expect(faultsOf(circles(7))).toEqual([])
    expect(faultsOf(circles(8))).toEqual([{ pointer: '/steps/g6/to', code: 'too_many_visits' }])
  })

  it('is warned about where a run would go round without waiting', () => {
    const known = { has: () => true, template: () => null, isAllowed: () => true }
    const warned = (steps: Record<string, unknown>): readonly unknown[] =>
      warningsOf(publishedJourney(steps).journey, known).map(({ pointer, code }) => [pointer, code])
    expect(warned({ w: hourly, wieder: goto('w', 2, null) })).toEqual([])
    expect(warned({ s: send({ next: 'wieder' }), wieder: goto('s', 2, null) })).toEqual([])
    const when = { path: 'traits.stadt', op: 'eq', value: 'Ulm' }
    const b = { type: 'branch', cases: [{ id: 'u', when, next: 'wieder' }], next: null }
    expect(warned({ b, wieder: goto('b', 2, null) })).toEqual([['/body/steps/wieder/to', 'circle_without_wait']])
  })
})
