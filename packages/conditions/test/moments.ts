import * as fc from 'fast-check'

/** The moment around which everything is generated. */
export const NOW = new Date('2026-03-29T01:00:00.000Z')

export const WITHIN = ['PT1S', 'PT5S', 'PT10S', 'PT1M', 'P1D'] as const

// Whole seconds meet the edges of the windows often; the odd milliseconds lie beside them.
export const around = fc
  .oneof(
    fc.integer({ min: -15, max: 6 }).map((seconds) => seconds * 1000),
    fc.integer({ min: -15_000, max: 6000 }),
    fc.constant(-86_400_000),
  )
  .map((offset) => new Date(NOW.getTime() + offset))
