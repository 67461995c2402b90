import { describe, expect, it } from 'vitest'
import { MOST_LOOKS } from './lint-journey.js'
import { readJourney } from './read-journey.js'

const journeyOf = (counts: number, sequences: number): unknown => ({
  schema: 'polyphon.journey/1',
  class: 'service',
  entry: { triggers: [{ type: 'api' }] },
  exit: {
    rules: [
      {
        id: 'a',
        on: { when: { any: Array.from({ length: counts }, () => ({ did: 'Größe gewählt' })) } },
        outcome: 'x',
      },
    ],
  },
  start: 'v',
  steps: {
    v: {
      type: 'branch',
      next: null,
      cases: Array.from({ length: sequences }, (_, index) => ({
        id: `c${index}`,
        when: { sequence: Array.from({ length: 10 }, () => ({ did: 'A' })), within: 'P1D' },
        next: null,
      })),
    },
  },
})

describe('the conditions of a journey together', () => {
  it('look at what somebody did as often as every event of theirs can bear', () => {
    expect(MOST_LOOKS).toBe(300)
    expect(readJourney(journeyOf(150, 15)).faults).toEqual([])
    expect(readJourney(journeyOf(151, 15)).faults).toEqual([
      expect.objectContaining({ pointer: '/steps/v/cases/14/when', code: 'too_many_looks' }),
    ])
  })
})
