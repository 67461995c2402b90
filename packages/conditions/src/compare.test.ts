import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsOf, NOW } from '../test/arbitraries.js'
import { COMPARISONS } from '../test/comparisons.js'
import { compareText } from './compare.js'
import { evaluate } from './index.js'

describe('a comparison', () => {
  it.each(COMPARISONS)('$x $ask.op $ask.value: $holds', (row) => {
    const facts = factsOf({ traits: 'x' in row ? { x: row.x } : {}, identifiers: {}, segments: [], history: [] })
    expect(evaluate({ path: 'traits.x', ...row.ask }, facts, NOW).holds).toBe(row.holds)
  })

  it('orders text as its UTF-8 bytes are ordered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)))
      }),
      { numRuns: 2000 },
    )
  })
})
