import type { Group } from '../metrics/groups.js'
import type { Method, Unit } from '../metrics/metric.js'
import type { Every } from '../question.js'
import { type Language, words } from './language.js'

/** The answer to a question, ready to be listed or drawn. */
export interface Chart {
  readonly title: Readonly<Record<Language, string>>
  readonly unit: Unit
  readonly method: Method
  readonly every: Every | null
  readonly timeZone: string
  /** What the groups are told apart by. */
  readonly columns: readonly string[]
  readonly groups: readonly Group[]
}

/** A part of the drawing, below its heading. */
export interface Body {
  readonly xml: string
  readonly height: number
}

/** The values of a group, as one label. */
export function labelOf(by: Group['by'], language: Language): string {
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
