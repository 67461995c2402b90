import type { Fault } from '@polyphon/values'

/** From is inclusive, to is not; null where that end is open. */
export interface Period {
  readonly from: Date | null
  readonly to: Date | null
}

/** Lengths of time that numbers can be asked for. */
export const granularities = ['PT1H', 'P1D', 'P1W', 'P7D', 'P1M'] as const
export type Granularity = (typeof granularities)[number]

/** What is wrong with a period that ends before it begins; null for all others. */
export function findPeriodFault({ from, to }: Period): Fault | null {
  if (from === null || to === null || from < to) return null
  return { pointer: '/query/to', code: 'period_empty', detail: 'The end must be later than the beginning.' }
}
