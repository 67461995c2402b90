import { describe, expect, it } from 'vitest'
import { evaluate, parseCondition, unclearMoments } from './index.js'
import type { Condition } from './schema.js'

const ask = (value: string): Condition => ({ path: 'traits.a', op: 'before', value })

describe('a moment in a condition', () => {
  it.each(['now', 'now-P30D', 'now+PT4H', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00.123+02:00'])(
    'may be %s',
    (value) => {
      expect(unclearMoments(ask(value))).toEqual([])
    },
  )

  it.each([
    '2026-03-29',
    '2026-03-29 01:00:00Z',
    '2026-03-29T01:00:00+02',
    '2026-03-29T01:00:00+0200',
    '2026-03-29T01:00:00 UTC',
  ])('is not %s where it is written anew, and is read where it is stored', (value) => {
    expect(unclearMoments(ask(value)).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/value value_does_not_fit',
    ])
    const stored = parseCondition(ask(value))
    const facts = { traits: { a: '2020-01-01' }, identifiers: {}, segments: [], occurrences: () => [] }
    expect(stored.ok && evaluate(stored.condition, facts, new Date()).holds).toBe(true)
  })

  it('is found wherever it stands', () => {
    const where = { any: [{ path: 'event.properties.a', op: 'after' as const, value: '2026-03-29' }] }
    const condition: Condition = {
      all: [
        { not: { did: 'A', where } },
        { sequence: [{ did: 'A' }, { did: 'B', where }], within: 'P1D' },
        { account: { path: 'traits.a', op: 'before', value: '2026-03-29' } },
        { path: 'traits.a', op: 'eq', value: '2026-03-29' },
      ],
    }
    expect(unclearMoments(condition, '/when').map(({ pointer }) => pointer)).toEqual([
      '/when/all/0/not/where/any/0/value',
      '/when/all/1/sequence/1/where/any/0/value',
      '/when/all/2/account/value',
    ])
  })
})
