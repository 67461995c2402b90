import { describe, expect, it } from 'vitest'
import { factsOf, NOW, type PlainFacts } from '../test/arbitraries.js'
import { type AskedKind, type Condition, type Evaluation, evaluate, type Op } from './index.js'
import type { Scalar } from './schema.js'

const DAY = 86_400_000
const day = (days: number): Date => new Date(NOW.getTime() + days * DAY)

const nobody: PlainFacts = { traits: {}, identifiers: {}, segments: [], history: [] }

function happened(name: string, ...days: readonly number[]): PlainFacts['history'] {
  return days.map((at) => ({ name, at: day(at), properties: {} }))
}

function ask(condition: Condition, history: PlainFacts['history'], now = NOW): Evaluation {
  return evaluate(condition, factsOf({ ...nobody, history }), now)
}

describe('did', () => {
  const thrice: Condition = { did: 'Order', atLeast: 3, within: 'P30D' }

  it('holds until the third latest is too old', () => {
    expect(ask(thrice, happened('Order', -1, -10, -20, -25))).toEqual({ holds: true, until: day(10) })
  })
  it('does not count what is exactly as old as the window', () => {
    expect(ask(thrice, happened('Order', -1, -10, -30))).toEqual({ holds: false })
  })
  it('counts at the very moment of happening', () => {
    expect(ask({ did: 'Order' }, happened('Order', 0))).toEqual({ holds: true })
  })
  it('does not count yet what is dated in the future', () => {
    expect(ask({ did: 'Order', within: 'P1D' }, happened('Order', 2))).toEqual({ holds: false, until: day(2) })
  })
  it('counts no page or screen as the event of its name, and the reverse', () => {
    const kinds: PlainFacts['history'] = (['track', 'page', 'page', 'screen'] as const).map((kind, index) => ({
      name: 'Signup',
      at: day(-index),
      properties: {},
      kind,
    }))
    const counts = (kind: AskedKind | undefined, atLeast: number) =>
      ask({ did: 'Signup', ...(kind === undefined ? {} : { kind }), atLeast }, kinds).holds
    for (const [kind, count] of [
      [undefined, 1],
      ['track', 1],
      ['page', 2],
      ['screen', 1],
      ['any', 4],
    ] as const)
      expect([kind, counts(kind, count), counts(kind, count + 1)]).toEqual([kind, true, false])
    const looked: Condition = { sequence: [{ did: 'Signup', kind: 'page' }, { did: 'Signup' }], within: 'P9D' }
    expect(ask(looked, kinds).holds).toBe(true)
    expect(ask(looked, kinds.slice(1)).holds).toBe(false)
  })
  it('asked for nothing always holds', () => {
    expect(ask({ did: 'Order', atLeast: 0, within: 'P1D' }, happened('Order', 0))).toEqual({ holds: true })
  })
  it('changes with a where that follows the clock', () => {
    const due: Condition = { did: 'Invoice', where: { path: 'event.properties.due', op: 'before', value: 'now' } }
    const history = [{ name: 'Invoice', at: day(-1), properties: { due: day(3).toISOString() } }]
    expect(ask(due, history)).toEqual({ holds: false, until: new Date(day(3).getTime() + 1) })
  })
})

describe('a path', () => {
  const products = [{ sku: 'A1', n: 1 }, { sku: 'B2' }, { sku: ['C3'] }]
  const history = [{ name: 'Order', at: day(-1), properties: { products, 'Product Name': 'Mantel', größe: 'M' } }]
  const asks = (path: string, op: Op, value: Scalar): boolean =>
    ask({ did: 'Order', where: { path, op, value } }, history).holds

  it('with [*] leads to every element of a list, of which one is enough', () => {
    const sku = 'event.properties.products[*].sku'
    expect([asks(sku, 'eq', 'B2'), asks(sku, 'eq', 'D4'), asks(sku, 'ne', 'B2')]).toEqual([true, false, true])
    expect([asks(`${sku}[*]`, 'eq', 'C3'), asks('event.properties.products[*].n', 'gt', 0)]).toEqual([true, true])
    // Without it a list is no object, and what is no list has no elements.
    expect([asks('event.properties.products.sku', 'eq', 'B2'), asks('event.properties.größe[*]', 'eq', 'M')]).toEqual([
      false,
      false,
    ])
    const none: Condition = { did: 'Order', where: { not: { path: sku, op: 'eq', value: 'D4' } } }
    expect(ask(none, history).holds).toBe(true)
  })

  it('names what is quoted, and letters of any script as they are', () => {
    expect(asks('event.properties["Product Name"]', 'eq', 'Mantel')).toBe(true)
    expect([asks('event.properties.größe', 'eq', 'M'), asks('event.properties.Größe', 'eq', 'M')]).toEqual([
      true,
      false,
    ])
  })
})

describe('joined conditions', () => {
  const recent = (name: string, within: string): Condition => ({ did: name, within })
  const history = [...happened('A', -1), ...happened('B', -1)]

  it('that all hold change with the first of them', () => {
    expect(ask({ all: [recent('A', 'P5D'), recent('B', 'P3D')] }, history)).toEqual({ holds: true, until: day(2) })
  })
  it('of which any holds change with the last of them', () => {
    expect(ask({ any: [recent('B', 'P3D'), recent('A', 'P5D')] }, history).until).toEqual(day(4))
    expect(ask({ any: [recent('A', 'P5D'), recent('B', 'P3D')] }, history).until).toEqual(day(4))
  })
  it('never change by time while one stands in the way for good', () => {
    expect(ask({ all: [recent('A', 'P5D'), { segment: 'vip' }] }, history)).toEqual({ holds: false })
    expect(ask({ any: [recent('A', 'P5D'), { not: { segment: 'vip' } }] }, history)).toEqual({ holds: true })
  })
  it('keep the moment when turned around', () => {
    expect(ask({ not: recent('A', 'P30D') }, history)).toEqual({ holds: false, until: day(29) })
  })
})

describe('a sequence', () => {
  const open: Condition = { sequence: [{ did: 'Cart' }, { did: 'Order' }], within: 'P3D' }
  const direct: Condition = {
    sequence: [{ did: 'Cart' }, { did: 'Help', absent: true }, { did: 'Order' }],
    within: 'P3D',
  }
  const left: Condition = { sequence: [{ did: 'Cart' }, { did: 'Order', absent: true }], within: 'P3D' }

  it('holds from its last step until its first is too old', () => {
    expect(ask(open, [...happened('Cart', -2), ...happened('Order', -1)])).toEqual({ holds: true, until: day(1) })
    expect(ask(open, [...happened('Cart', -3), ...happened('Order', -1)])).toEqual({ holds: false })
  })
  it('takes the latest start that leads to the end', () => {
    const history = [...happened('Cart', -2.5, -2, -0.5), ...happened('Order', -1)]
    expect(ask(open, history)).toEqual({ holds: true, until: day(1) })
  })
  // Work that grows with the square of the history would run into the test's time limit.
  it('is decided quickly over a long history', () => {
    const often = Array.from({ length: 100_000 }, (_, index) => -index / 50_000)
    const pages: Condition = {
      sequence: [{ did: 'Page' }, { did: 'Help', absent: true }, { did: 'Page' }],
      within: 'P3D',
    }
    expect(ask(pages, [...happened('Page', ...often), ...happened('Help', ...often)]).holds).toBe(true)
  })
  it('needs its steps in order, not at the same moment', () => {
    expect(ask(open, [...happened('Cart', -1), ...happened('Order', -2)]).holds).toBe(false)
    expect(ask(open, [...happened('Cart', -1), ...happened('Order', -1)]).holds).toBe(false)
    expect(ask({ sequence: [{ did: 'Cart' }, { did: 'Cart' }], within: 'P3D' }, happened('Cart', -1)).holds).toBe(false)
  })
  it('takes what happened in the same millisecond in the order of its arrival', () => {
    const at = (name: string, position: number) => happened(name, -1).map((occurrence) => ({ ...occurrence, position }))
    expect(ask(open, [...at('Cart', 1), ...at('Order', 2)]).holds).toBe(true)
    expect(ask(open, [...at('Cart', 2), ...at('Order', 1)]).holds).toBe(false)
    expect(ask(direct, [...at('Cart', 1), ...at('Help', 2), ...at('Order', 3)]).holds).toBe(false)
    expect(ask(direct, [...at('Cart', 1), ...at('Order', 2), ...at('Help', 3)]).holds).toBe(true)
    expect(ask(left, [...at('Cart', 1), ...at('Order', 2)], day(2)).holds).toBe(false)
    expect(ask(left, [...at('Order', 1), ...at('Cart', 2)], day(2)).holds).toBe(true)
  })
  it('is broken by what must not come between', () => {
    const history = [...happened('Cart', -2), ...happened('Order', -1)]
    expect(ask(direct, [...history, ...happened('Help', -1.5)]).holds).toBe(false)
    expect(ask(direct, [...history, ...happened('Help', -0.5, -2, -1, -2.5)]).holds).toBe(true)
  })

  it('that ends with an absence begins to hold when the time is over', () => {
    expect(ask(left, happened('Cart', -1))).toEqual({ holds: false, until: day(2) })
    expect(ask(left, happened('Cart', -1), day(2))).toEqual({ holds: true })
    expect(ask(left, happened('Cart', -100))).toEqual({ holds: true })
  })
  it('that ends with an absence is spoilt by what was not to come, however late', () => {
    expect(ask(left, [...happened('Cart', -1), ...happened('Order', -0.5)])).toEqual({ holds: false })
    expect(ask(left, [...happened('Cart', -10), ...happened('Order', -5)])).toEqual({ holds: false })
  })
  it('that ends with an absence begins to wait anew with a new start', () => {
    expect(ask(left, happened('Cart', -10, -1))).toEqual({ holds: false, until: day(2) })
  })
  it('that ends with an absence counts it after the latest of the steps before', () => {
    const long: Condition = {
      sequence: [{ did: 'Cart' }, { did: 'Order' }, { did: 'Rated', absent: true }],
      within: 'P3D',
    }
    const history = [...happened('Cart', -5), ...happened('Order', -4, -3), ...happened('Rated', -3.5)]
    expect(ask(long, history).holds).toBe(true)
    expect(ask(long, [...history, ...happened('Rated', -2.9)]).holds).toBe(false)
  })
  it('ends before the window does', () => {
    const long: Condition = {
      sequence: [{ did: 'Cart' }, { did: 'Order' }, { did: 'Rated', absent: true }],
      within: 'P3D',
    }
    expect(ask(long, [...happened('Cart', -5), ...happened('Order', -2)]).holds).toBe(false)
    expect(ask(long, [...happened('Cart', -5), ...happened('Order', -2.001)]).holds).toBe(true)
  })
})

describe('what is known of a person', () => {
  const facts = factsOf({
    ...nobody,
    segments: ['vip'],
    consents: { research: true, analytics: false },
    permissions: [
      { channel: 'email', topic: 'offers', allowed: true },
      { channel: 'sms', topic: 'offers', allowed: false },
    ],
    messages: { ask: ['accepted', 'sent'] },
    accounts: [{ traits: { plan: 'free' } }, { traits: { plan: 'pro' } }],
  })
  const holds = (condition: Condition): boolean => evaluate(condition, facts, NOW).holds

  it('decides membership, asked either way', () => {
    expect(holds({ segment: 'vip' })).toBe(true)
    expect(holds({ segment: 'vip', member: false })).toBe(false)
    expect(holds({ segment: 'new', member: false })).toBe(true)
  })
  it('decides consent and permission, and takes silence for no', () => {
    expect(holds({ consent: { purpose: 'research' } })).toBe(true)
    expect(holds({ consent: { purpose: 'analytics' } })).toBe(false)
    expect(holds({ consent: { purpose: 'constructor' } })).toBe(false)
    expect(holds({ permission: { channel: 'email', topic: 'offers' } })).toBe(true)
    expect(holds({ permission: { channel: 'sms', topic: 'offers' } })).toBe(false)
    expect(holds({ permission: { channel: 'email', topic: 'service' } })).toBe(false)
  })
  it('decides how far a message has come', () => {
    expect(holds({ message: 'ask', state: 'sent' })).toBe(true)
    expect(holds({ message: 'ask', state: 'read' })).toBe(false)
    expect(holds({ message: 'thank', state: 'sent' })).toBe(false)
  })
  it('needs one account that fits', () => {
    expect(holds({ account: { path: 'traits.plan', op: 'eq', value: 'pro' } })).toBe(true)
    expect(holds({ account: { path: 'traits.plan', op: 'eq', value: 'gold' } })).toBe(false)
  })
})
