import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from './advance.js'
import { newRun } from './decide-entry.js'
import type { PublishedJourney } from './definition.js'
import { readJourney } from './read-journey.js'
import type { HeardEvent, PersonFacts, Run, Stimulus } from './run.js'
import type { Advanced } from './turn.js'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const at = (ms: number): Date => new Date(NOW.getTime() + ms)
const HOUR = 3_600_000

const somebody: PersonFacts = {
  ...{ profileId: 'p', revision: 7, traits: { stadt: 'Köln' }, identifiers: {}, segments: [], accounts: [] },
  ...{ permissions: [], timeZone: 'Europe/Berlin', workspaceTimeZone: 'UTC', occurrences: () => [] },
}

function published(steps: Record<string, unknown>, more: Record<string, unknown> = {}): PublishedJourney {
  const { journey, faults } = readJourney({
    ...{ schema: 'polyphon.journey/1', class: 'service', entry: { triggers: [{ type: 'api' }] } },
    ...{ start: Object.keys(steps)[0], steps },
    ...more,
  })
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return { key: 'j', version: 1, journey }
}

const heard = (name: string, properties: Record<string, unknown> = {}, messageId: string = name): HeardEvent => ({
  ...{ name, kind: 'track', messageId, occurredAt: NOW.toISOString(), properties },
})

interface Options {
  readonly event?: HeardEvent
  readonly correlateBy?: string
  readonly person?: Partial<PersonFacts>
}

/** Plays stimuli one after the other, each at its own time. */
function play(
  journey: PublishedJourney,
  stimuli: readonly (readonly [Stimulus, number])[],
  { event, correlateBy, person = {} }: Options = {},
): Advanced & { readonly steps: readonly Advanced[] } {
  let run: Run = newRun({
    ...{ runId: 'r', published: journey, profileId: 'p', trigger: { type: 'event' as const }, triggerKey: 'm' },
    ...{ event: event ?? null, data: { nr: 5 }, correlateBy, now: NOW },
  })
  const steps: Advanced[] = []
  for (const [stimulus, ms] of [[{ kind: 'start' }, 0] as const, ...stimuli]) {
    const step = advance(run, stimulus, { journey, person: { ...somebody, ...person }, now: at(ms) })
    run = step.run
    steps.push(step)
  }
  return {
    run,
    steps,
    orders: steps.flatMap(({ orders }) => orders),
    trace: steps.flatMap(({ trace }) => trace),
    facts: steps.flatMap(({ facts }) => facts),
  }
}

const send = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ type: 'send', template: 't', topic: 'o', channels: ['email'], next: null },
  ...more,
})
const exit = (outcome: string): Record<string, unknown> => ({ type: 'exit', outcome })
const receipt = (state: Extract<Stimulus, { kind: 'receipt' }>['state'], orderId = 'r:a:1'): Stimulus => ({
  ...{ kind: 'receipt', orderId, state, channel: 'email', reason: null },
})
const time: Stimulus = { kind: 'time' }
const whats = ({ trace }: Advanced): readonly string[] => trace.map(({ what }) => what)

describe('a send step', () => {
  const journey = published({ a: send({ next: 'ok', onDrop: 'weg' }), ok: exit('ok'), weg: exit('weg') })

  it('reads its data where it says and leaves out what is not there', () => {
    const data = {
      ...{ nr: { path: 'event.properties.nr' }, stadt: { path: 'traits.stadt' }, gruß: 'Grüße', zahl: 3 },
      ...{ eigenes: { path: 'run.data.nr' }, fehlt: { path: 'traits.fehlt' }, böse: { path: 'traits.constructor' } },
    }
    const { orders } = play(published({ a: send({ data }) }), [], { event: heard('E', { nr: '1' }) })
    expect(orders).toEqual([expect.objectContaining({ orderId: 'r:a:1', profileRevision: 7 })])
    expect(orders[0]).toHaveProperty('data', { nr: '1', stadt: 'Köln', gruß: 'Grüße', zahl: 3, eigenes: 5 })
  })

  it.each([
    ['sent', 'ok'],
    ['read', 'ok'],
    ['uncertain', 'ok'],
    ['dropped', 'weg'],
    ['failed', 'weg'],
  ] as const)('goes on when the message is %s', (state, outcome) => {
    expect(play(journey, [[receipt(state), 1]]).run.outcome).toBe(outcome)
  })

  it.each(['accepted', 'deferred'] as const)('stays when the message is only %s', (state) => {
    expect(play(journey, [[receipt(state), 1]]).run.status).toBe('running')
  })

  it('ignores receipts of other orders', () => {
    expect(play(journey, [[receipt('sent', 'r:b:1'), 1]]).run.status).toBe('running')
  })

  it('goes on without the message once it has expired', () => {
    expect(play(journey, [[time, 24 * HOUR - 1]]).run.status).toBe('running')
    expect(play(journey, [[time, 24 * HOUR]]).run.outcome).toBe('weg')
  })

  it('knows that what was read has been delivered', () => {
    const { run } = play(published({ a: send({ next: 'w' }), w: { type: 'wait', for: 'P1D', next: null } }), [
      [receipt('read'), 1],
      [receipt('sent'), 2],
    ])
    expect(run.memory.messages['a']).toEqual(['accepted', 'sent', 'delivered', 'read'])
  })

  it('tries the next channel when the first one is not possible, and stays with it', () => {
    const fallback = { unless: 'read', within: 'PT1H' }
    const twice = published({ a: send({ channels: ['email', 'sms'], fallback }) })
    const { orders, run } = play(twice, [
      [receipt('dropped'), 1],
      [receipt('sent', 'r:a:2'), 2],
    ])
    expect(orders.map(({ orderId, channels }) => [orderId, channels])).toEqual([
      ['r:a:1', ['email']],
      ['r:a:2', ['sms']],
    ])
    expect(run.outcome).toBe('completed')
    expect(
      play(twice, [
        [receipt('read'), 1],
        [time, HOUR],
      ]).orders,
    ).toHaveLength(1)
  })
})

describe('an ask step', () => {
  const journey = published({
    a: {
      ...{ type: 'ask', survey: 's', topic: 't', channels: ['email'], timeout: 'P1D', onAnswered: 'ja', next: 'nein' },
      properties: { late: { path: 'event.properties.late' } },
    },
    ja: exit('ja'),
    nein: exit('nein'),
  })
  const answer = (more: Partial<Extract<Stimulus, { kind: 'answer' }>> = {}): Stimulus => ({
    ...{ kind: 'answer', orderId: null, survey: 's', answer: { answerId: 'a1' } },
    ...more,
  })

  it('orders the survey with the lateness of the order', () => {
    const { orders } = play(journey, [], { event: heard('E', { late: true }) })
    expect(orders).toEqual([expect.objectContaining({ kind: 'feedback', survey: 's', properties: { late: true } })])
  })

  it('goes on with the answer, or with time', () => {
    expect(play(journey, [[answer(), 1]]).run.outcome).toBe('ja')
    expect(play(journey, [[time, 24 * HOUR]]).run.outcome).toBe('nein')
    expect(play(journey, [[answer({ survey: 'other' }), 1]]).run.status).toBe('running')
    expect(play(journey, [[answer({ orderId: 'r:other:1' }), 1]]).run.status).toBe('running')
  })

  it('waits for time when the invitation is dropped, and says so', () => {
    const dropped = play(journey, [[receipt('dropped'), 1]])
    expect(dropped.run.status).toBe('running')
    expect(whats(dropped)).toContain('invitation_dropped')
  })
})

describe('a wait_for step', () => {
  const race = (more: Record<string, unknown> = {}): PublishedJourney =>
    published({
      w: {
        ...{ type: 'wait_for', timeout: 'P1D', next: 'zeit' },
        any: [
          {
            id: 'kauf',
            on: { event: 'Kauf', where: { path: 'event.properties.summe', op: 'gt', value: 10 } },
            next: 'k',
          },
          { id: 'köln', on: { when: { path: 'traits.stadt', op: 'eq', value: 'Bonn' } }, next: 'b' },
        ].map((one, index) => ({ ...one, id: `c${index}` })),
        ...more,
      },
      ...{ k: exit('kauf'), b: exit('bonn'), zeit: exit('zeit') },
    })

  it('takes the first event that fits', () => {
    const result = play(race(), [
      [{ kind: 'event', event: heard('Kauf', { summe: 5 }) }, 1],
      [{ kind: 'event', event: heard('Kauf', { summe: 50 }, 'm2') }, 2],
    ])
    expect(result.run.outcome).toBe('kauf')
    expect(result.run.memory.matched['w']?.messageId).toBe('m2')
  })

  it('takes what is true already', () => {
    expect(play(race(), [], { person: { traits: { stadt: 'Bonn' } } }).run.outcome).toBe('bonn')
  })

  it('looks back only as far as it is told to', () => {
    const occurrences = () => [{ at: at(-HOUR), properties: { summe: 11 }, messageId: 'old' }]
    expect(play(race(), [], { person: { occurrences } }).run.status).toBe('running')
    expect(play(race({ lookback: 'PT2H' }), [], { person: { occurrences } }).run.outcome).toBe('kauf')
    expect(play(race({ lookback: 'PT1H' }), [], { person: { occurrences } }).run.status).toBe('running')
  })

  it('begins anew with what resets it', () => {
    const reset = race({ resetOn: [{ event: 'Klick' }] })
    const { run } = play(reset, [
      [{ kind: 'event', event: heard('Klick') }, HOUR],
      [time, 24 * HOUR],
    ])
    expect(run.status).toBe('running')
    expect(run.wakeAt).toEqual(at(25 * HOUR))
  })

  it('hears only events about the same thing', () => {
    const event = heard('Start', { nr: 1 })
    const options = { event, correlateBy: 'event.properties.nr' }
    const any = [{ id: 'x', on: { event: 'Ende' }, next: 'k' }]
    const journey = published({ w: { type: 'wait_for', timeout: 'P1D', next: null, any }, k: exit('k') })
    const ende = (nr: number): Stimulus => ({ kind: 'event', event: heard('Ende', { nr }) })
    expect(play(journey, [[ende(2), 1]], options).run.status).toBe('running')
    expect(play(journey, [[ende(1), 1]], options).run.outcome).toBe('k')
  })
})

describe('a wait step', () => {
  const wait = (more: Record<string, unknown>): PublishedJourney =>
    published({ w: { type: 'wait', next: 'x', ...more }, x: exit('weiter') })

  it('reads a date of the person and the days before it', () => {
    const journey = wait({ until: 'traits.termin', offset: '-P1D' })
    const { run } = play(journey, [], { person: { traits: { termin: '2026-12-24' } } })
    expect(run.wakeAt?.toISOString()).toBe('2026-12-22T23:00:00.000Z')
  })

  it('goes on or ends when that is past or unknown, as it says', () => {
    for (const traits of [{ termin: '2020-01-01' }, { termin: 'irgendwann' }, {}]) {
      expect(play(wait({ until: 'traits.termin' }), [], { person: { traits } }).run.outcome).toBe('weiter')
      const strict = wait({ until: 'traits.termin', ifPast: 'exit' })
      expect(play(strict, [], { person: { traits } }).run.outcome).toBe('wait_past')
    }
  })

  it('keeps the moment that was computed, with its rule and its zone', () => {
    const { run } = play(wait({ for: 'P1D', tz: 'America/New_York' }), [[{ kind: 'person', because: 'x' }, 5]])
    expect(run.memory.waiting).toEqual({
      ...{ for: 'time', until: '2026-11-23T10:00:00.000Z', rule: 'for P1D', zone: 'America/New_York' },
    })
  })
})

describe('a branch', () => {
  it('takes the first case that holds, else goes on, and says why', () => {
    const cases = [
      { id: 'a', when: { path: 'traits.stadt', op: 'eq', value: 'Bonn' }, next: 'a' },
      { id: 'b', when: { path: 'traits.stadt', op: 'eq', value: 'Köln' }, next: 'b' },
    ]
    const journey = published({ v: { type: 'branch', cases, next: 'c' }, a: exit('a'), b: exit('b'), c: exit('c') })
    const chosen = play(journey, [])
    expect(chosen.run.outcome).toBe('b')
    expect(chosen.trace.find(({ what }) => what === 'branched')?.because).toContain('traits.stadt is "Köln"')
    expect(play(journey, [], { person: { traits: {} } }).run.outcome).toBe('c')
  })
})

describe('an exit rule', () => {
  const rules = [{ id: 'segment', on: { when: { segment: 'gesperrt' } }, outcome: 'gesperrt' }]

  it('is asked again right before a message is ordered', () => {
    const on = { when: { message: 'a', state: 'failed' } }
    const journey = published(
      { a: send({ next: 'b' }), b: send() },
      { exit: { rules: [{ id: 'x', on, outcome: 'aus' }] } },
    )
    const { orders, run } = play(journey, [[receipt('failed'), 1]])
    expect([orders.length, run.outcome]).toEqual([1, 'aus'])
  })

  it('lets nobody past the start who is out already', () => {
    const { orders, run, facts } = play(published({ a: send() }, { exit: { rules } }), [], {
      person: { segments: ['gesperrt'] },
    })
    expect([orders.length, run.outcome]).toEqual([0, 'gesperrt'])
    expect(facts.map(({ what }) => what)).toEqual(['started', 'ended'])
  })
})

describe('a run', () => {
  const journey = published(
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
    fc.constantFrom('Kauf', 'Aus', 'Anderes').map((name): Stimulus => ({ kind: 'event', event: heard(name) })),
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
    fc.constant<Stimulus>({ kind: 'end', outcome: 'cancelled', because: 'x' }),
  )
  const script = fc
    .array(fc.tuple(stimulus, fc.nat({ max: 20 * HOUR }), fc.boolean()), { maxLength: 25 })
    .map((items) => {
      let ms = 0
      return items.flatMap(([one, gap, isTwice]): [Stimulus, number][] => {
        ms += gap
        return isTwice
          ? [
              [one, ms],
              [one, ms],
            ]
          : [[one, ms]]
      })
    })

  it('gives every order once, starts once and ends once, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(script, (stimuli) => {
        const { orders, facts, trace, run } = play(journey, stimuli)
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

  it('always comes to its end by time alone, never asked to wake in the past', () => {
    fc.assert(
      fc.property(script, (stimuli) => {
        let { run } = play(journey, stimuli)
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

  it('that is over hears nothing any more', () => {
    const over = play(journey, [[{ kind: 'end', outcome: 'stopped', because: 'x' }, 1]])
    const after = advance(over.run, { kind: 'event', event: heard('Kauf') }, { journey, person: somebody, now: at(5) })
    expect(after.run).toBe(over.run)
  })
})
