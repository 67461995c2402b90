import fc from 'fast-check'
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
import type { Stimulus } from '../../kinds/domain/run.js'
import { advance } from './advance.js'

describe('a branch', () => {
  it('takes the first case that holds, else goes on, and says why', () => {
    const cases = [
      { id: 'a', when: { path: 'traits.stadt', op: 'eq', value: 'Bonn' }, next: 'a' },
      { id: 'b', when: { path: 'traits.stadt', op: 'eq', value: 'Köln' }, next: 'b' },
    ]
    const journey = publishedJourney({
      v: { type: 'branch', cases, next: 'c' },
      a: exit('a'),
      b: exit('b'),
      c: exit('c'),
    })
    const chosen = driveRun(journey, [])
    expect(chosen.run.outcome).toBe('b')
    expect(chosen.trace.find(({ what }) => what === 'branched')?.because).toContain('traits.stadt is "Köln"')
    expect(driveRun(journey, [], { person: { traits: {} } }).run.outcome).toBe('c')
  })
})

describe('a step named like an inherited member of objects', () => {
  it('is a step like any other', () => {
    expect(driveRun(publishedJourney({ constructor: exit('da') }), []).run.outcome).toBe('da')
    const { orders } = driveRun(publishedJourney({ constructor: send() }), [])
    expect(orders).toEqual([expect.objectContaining({ orderId: expect.stringMatching(/:constructor:1$/) })])
  })
})

describe('an exit rule', () => {
  const rules = [{ id: 'segment', on: { when: { segment: 'gesperrt' } }, outcome: 'gesperrt' }]

  it('is evaluated again right before a message is ordered', () => {
    const on = { when: { message: 'a', state: 'failed' } }
    const journey = publishedJourney(
      { a: send({ next: 'b' }), b: send() },
      { exit: { rules: [{ id: 'x', on, outcome: 'aus' }] } },
    )
    const { orders, run } = driveRun(journey, [[receipt('failed'), 1]])
    expect([orders.length, run.outcome]).toEqual([1, 'aus'])
  })

  it('lets nobody past the start who is out already', () => {
    const { orders, run, facts } = driveRun(publishedJourney({ a: send() }, { exit: { rules } }), [], {
      person: { segments: ['gesperrt'] },
    })
    expect([orders.length, run.outcome]).toEqual([0, 'gesperrt'])
    expect(facts.map(({ what }) => what)).toEqual(['started', 'ended'])
  })
})

describe('a run', () => {
  const journey = publishedJourney(
    {
      a: send({ next: 'w' }),
      w: { type: 'wait_for', timeout: 'P1D', next: 'q', any: [{ id: 'x', on: { event: 'Kauf' }, next: 'b' }] },
      q: { type: 'ask', survey: 's', topic: 't', channels: ['email'], timeout: 'P1D', onAnswered: 'b', next: 'v' },
      v: { type: 'wait', for: 'PT6H', next: 'b' },
      b: send({ channels: ['email', 'sms'], fallback: { unless: 'delivered', within: 'PT1H' } }),
    },
    { exit: { rules: [{ id: 'aus', on: { event: 'Aus' }, outcome: 'aus' }], maxAge: 'P30D' } },
  )
  const stimulus: fc.Arbitrary<Stimulus> = fc.oneof(
    { weight: 4, arbitrary: fc.constant(time) },
    fc.constant<Stimulus>({ kind: 'start' }),
    fc.constant<Stimulus>({ kind: 'person', because: 'x' }),
    fc.constantFrom('Kauf', 'Aus', 'Anderes').map((name): Stimulus => ({ kind: 'event', event: eventOf(name) })),
    fc
      .tuple(
        fc.constantFrom('accepted', 'sent', 'delivered', 'read', 'failed', 'dropped', 'uncertain', 'deferred'),
        fc.constantFrom('r:a:1', 'r:b:1', 'r:b:2', 'r:q:1', 'r:x:9'),
      )
      .map(([state, orderId]) => receipt(state as 'sent', orderId)),
    fc
      .constantFrom('a1', 'a2')
      .map((answerId): Stimulus => ({ kind: 'answer', orderId: null, survey: 's', answer: { answerId } })),
    fc.constant<Stimulus>({ kind: 'asked', orderId: 'r:q:1', survey: 's' }),
    fc.constant<Stimulus>({ kind: 'end', outcome: 'canceled', because: 'x' }),
  )
  const script = fc
    .array(fc.tuple(stimulus, fc.nat({ max: 20 * HOUR }), fc.boolean()), { maxLength: 25 })
    .map((items) => {
      let ms = 0
      return items.flatMap(([drawn, gap, isTwice]): [Stimulus, number][] => {
        ms += gap
        return isTwice
          ? [
              [drawn, ms],
              [drawn, ms],
            ]
          : [[drawn, ms]]
      })
    })

  it('gives every order once, starts once and ends once, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(script, (stimuli) => {
        const { orders, facts, trace, run } = driveRun(journey, stimuli)
        const ids = orders.map(({ orderId }) => orderId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(facts.filter(({ what }) => what === 'started')).toHaveLength(1)
        expect(facts.filter(({ what }) => what === 'ended')).toHaveLength(run.status === 'ended' ? 1 : 0)
        expect(trace).toHaveLength(run.traced)
        expect(run.status === 'ended').toBe(run.wakeAt === null)
      }),
      { numRuns: 500 },
    )
  })

  it('always comes to its end by time alone, and never sets a timer in the past', () => {
    fc.assert(
      fc.property(script, (stimuli) => {
        let { run } = driveRun(journey, stimuli)
        let now = at(stimuli.at(-1)?.[1] ?? 0)
        for (let turns = 0; run.wakeAt !== null; turns += 1) {
          expect(run.wakeAt.getTime()).toBeGreaterThan(now.getTime())
          expect(turns).toBeLessThan(20)
          now = run.wakeAt
          run = advance(run, time, { journey, person: somebody, now }).run
        }
        expect(run.status).toBe('ended')
      }),
      { numRuns: 200 },
    )
  })

  it('that is over handles nothing any more', () => {
    const over = driveRun(journey, [[{ kind: 'end', outcome: 'stopped', because: 'x' }, 1]])
    const after = advance(
      over.run,
      { kind: 'event', event: eventOf('Kauf') },
      { journey, person: somebody, now: at(5) },
    )
    expect(after.run).toBe(over.run)
  })
})
