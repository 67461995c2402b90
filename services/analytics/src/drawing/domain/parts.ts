import type { Granularity } from '../../facts/domain/period.js'
import { type Language, words } from './language.js'
import type { Unit } from './scale.js'

/** One number to be drawn; it has a time where the chart has a granularity. */
export interface ChartGroup {
  readonly by: Readonly<Record<string, string>>
  readonly at?: Date
  readonly value: number | null
  readonly n: number
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null
  /** How the interval was made; a `count` is exact and has none. */
  readonly method: string
}

/** The answer to a question, ready to be listed or drawn. */
export interface Chart {
  readonly title: Readonly<Record<Language, string>>
  readonly unit: Unit
  readonly method: string
  readonly every: Granularity | null
  readonly timeZone: string
  /** What the groups are told apart by. */
  readonly columns: readonly string[]
  readonly groups: readonly ChartGroup[]
}

/** A part of the drawing, below its heading. */
export interface Body {
  readonly xml: string
  readonly height: number
}

/** The values of a group, as one label. */
export function labelOf(by: ChartGroup['by'], language: Language): string {
  return Object.values(by)
    .map((value) => (value === '' ? words[language].notGiven : value))
    .join(' · ')
}

const LONGEST_LABEL = 30

/** A label that fits beside a bar. */
export function shorten(label: string): string {
  const letters = Array.from(label)
  return letters.length <= LONGEST_LABEL ? label : `${letters.slice(0, LONGEST_LABEL - 1).join('')}…`
}
