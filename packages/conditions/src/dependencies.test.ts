import { durationMs } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { factsOf, NOW } from '../test/arbitraries.js'
import { type Condition, dependencies, explain, historyName, joinNeeds, neededOccurrences } from './index.js'

const lost: Condition = {
  all: [
    { path: 'traits.plan', op: 'eq', value: 'pro' },
    { segment: 'vip', member: false },
    { did: 'Order Completed', where: { path: 'event.properties.total', op: 'gte', value: 100 }, within: 'P30D' },
    { sequence: [{ did: 'Cart' }, { did: 'Order Completed', absent: true }], within: 'P3D' },
    { permission: { channel: 'email', topic: 'offers' } },
  ],
}

describe('dependencies', () => {
  it('name everything that can change a condition', () => {
    expect(dependencies(lost)).toEqual({
      events: new Set(['Order Completed', 'Cart']),
      paths: new Set(['traits.plan']),
      computed: new Set(),
      segments: new Set(['vip']),
      lists: new Set(),
      messages: new Set(),
      reports: new Set(),
      consents: new Set(),
      permissions: new Set(['email/offers']),
      accounts: false,
      time: true,
      anyEvent: false,
    })
  })
  it('distinguish the event at hand from the occurrences of a where', () => {
    expect(dependencies({ path: 'event.properties.total', op: 'exists' }).anyEvent).toBe(true)
  })
  it('know what only time changes', () => {
    expect(dependencies({ did: 'Cart' }).time).toBe(false)
    expect(dependencies({ path: 'traits.trialEnds', op: 'after', value: 'now+P3D' }).time).toBe(true)
    expect(dependencies({ path: 'traits.trialEnds', op: 'after', value: '2026-01-01' }).time).toBe(false)
  })

  it('name a computed trait by its key and where its value stands', () => {
    const { computed, paths, time } = dependencies({ computed: 'last-visit', op: 'before', value: 'now-P30D' })
    expect([[...computed], [...paths], time]).toEqual([['last-visit'], ['traits.last-visit'], true])
  })

  it('name the messages and surveys of which others report', () => {
    const condition: Condition = {
      all: [
        { message: { template: 'welcome' }, state: 'read' },
        { did: 'Cart', where: { not: { message: { topic: 'offers' }, state: 'sent' } } },
        { answer: { survey: 'nps', question: 'score' }, op: 'lte', value: 6 },
        { message: 'ask', state: 'sent' },
      ],
    }
    const { reports, messages, time } = dependencies(condition)
    expect(reports).toEqual(new Set(['template:welcome', 'topic:offers', 'survey:nps']))
    expect(messages).toEqual(new Set(['ask']))
    expect(time).toBe(false)
    expect(dependencies({ answer: { survey: 'nps' }, within: 'P1D' }).time).toBe(true)
  })

  it('tell the kinds of one name apart', () => {
    const { events } = dependencies({ any: [{ did: 'Signup', kind: 'page' }, { did: 'Signup' }] })
    expect(events).toEqual(new Set([historyName({ did: 'Signup', kind: 'page' }), 'Signup']))
    expect(events).not.toContain(historyName({ did: 'Signup', kind: 'screen' }))
  })
})

describe('needed occurrences', () => {
  const days = (count: number): number => durationMs(`P${count}D`)

  it('are the latest few where counting is enough', () => {
    expect(neededOccurrences({ did: 'Cart', atLeast: 3, within: 'P7D' })).toEqual(
      new Map([['Cart', [{ latest: 3, withinMs: days(7) }]]]),
    )
  })
  it('are all of the window where each has to be looked at', () => {
    expect(neededOccurrences(lost)).toEqual(
      new Map([
        ['Order Completed', [{ withinMs: days(30) }, { latest: 1 }]],
        ['Cart', [{ latest: 1 }]],
      ]),
    )
  })
  it('are the whole history of a longer sequence that ends with an absence', () => {
    const steps = [{ did: 'Cart' }, { did: 'Help', absent: true }, { did: 'Order' }, { did: 'Rated', absent: true }]
    expect(neededOccurrences({ sequence: steps, within: 'P3D' })).toEqual(
      new Map([
        ['Cart', [{}]],
        ['Help', [{}]],
        ['Order', [{}]],
        ['Rated', [{ latest: 1 }]],
      ]),
    )
    expect(neededOccurrences({ sequence: steps.slice(0, 3), within: 'P3D' }).get('Help')).toEqual([
      { withinMs: days(3) },
    ])
  })
  it('do not repeat what a wider need covers', () => {
    const both: Condition = {
      any: [
        { did: 'Cart', within: 'P1D' },
        { did: 'Cart', atLeast: 2, within: 'P2D' },
      ],
    }
    expect(neededOccurrences(both)).toEqual(new Map([['Cart', [{ latest: 2, withinMs: days(2) }]]]))
  })
  it('of several conditions are joined into two for each event, at most', () => {
    const needs = (...conditions: readonly Condition[]) =>
      joinNeeds(conditions.map((condition) => neededOccurrences(condition))).get('Cart')
    const where = { path: 'event.properties.total', op: 'gt', value: 5 } as const
    expect(needs({ did: 'Cart', atLeast: 3, within: 'P7D' }, { did: 'Cart', atLeast: 2, within: 'P30D' })).toEqual([
      { latest: 3, withinMs: days(30) },
    ])
    expect(needs({ did: 'Cart', atLeast: 3, within: 'P7D' }, { did: 'Cart' })).toEqual([{ latest: 3 }])
    expect(needs({ did: 'Cart', where, within: 'P1D' }, { did: 'Cart', atLeast: 4 })).toEqual([
      { withinMs: days(1) },
      { latest: 4 },
    ])
    expect(needs({ did: 'Cart', where }, { did: 'Cart', atLeast: 4 }, { did: 'Order' })).toEqual([{}])
  })
})

describe('an explanation', () => {
  it('says of every leaf where it is, what it says and why', () => {
    const facts = factsOf({
      traits: { plan: 'free' },
      identifiers: {},
      segments: [],
      history: [{ name: 'Cart', at: NOW, properties: {} }],
    })
    const { leaves, ...answer } = explain(lost, facts, NOW)
    expect(answer).toEqual({ holds: false })
    expect(leaves).toEqual([
      { path: '/all/0', holds: false, because: 'traits.plan is "free", asked: eq "pro"' },
      { path: '/all/1', holds: true, because: 'is not in the segment vip' },
      {
        path: '/all/2',
        holds: false,
        because: '"Order Completed" (as described) happened 0 times within P30D, asked: at least 1',
      },
      {
        path: '/all/3',
        holds: false,
        until: new Date(NOW.getTime() + durationMs('P3D')),
        because: '"Cart", then no "Order Completed" within P3D: not so',
      },
      { path: '/all/4', holds: false, because: 'may not be contacted by email about offers' },
    ])
  })
})
