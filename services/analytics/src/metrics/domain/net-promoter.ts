import { clip, type Interval, LEVEL, Z } from './interval.js'

/** How many recommend, do neither, and advise against. */
export interface Promotion {
  readonly promoters: number
  readonly passives: number
  readonly detractors: number
}

export interface NetPromoter {
  readonly value: number
  readonly interval: Interval
}

/**
 * The Net Promoter Score with its adjusted Wald interval (Rocks 2016, The American Statistician): three quarters of an
 * answer more on each side and three more in all keep small samples honest. Null without answers.
 */
export function netPromoter({ promoters, passives, detractors }: Promotion): NetPromoter | null {
  const n = promoters + passives + detractors
  if (n === 0) return null
  const more = n + 3
  const up = (promoters + 0.75) / more
  const down = (detractors + 0.75) / more
  const margin = Z * Math.sqrt((up + down - (up - down) ** 2) / more)
  const value = (100 * (promoters - detractors)) / n
  const low = clip(100 * (up - down - margin), -100, 100)
  const high = clip(100 * (up - down + margin), -100, 100)
  return { value, interval: { low, high, level: LEVEL } }
}
