import { shortened } from '@polyphon/values'
import type { Granularity } from '../../facts/domain/period.js'
import { type Language, words } from './language.js'
import type { Range, Unit } from './scale.js'

/** One number to be drawn; it has a time where the chart has a granularity. */
export interface ChartGroup {
  readonly by: Readonly<Record<string, string>>
  readonly at?: Date
  readonly value: number | null
  readonly n: number
  /** Of a share: how many of the n. */
  readonly count?: number
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
  /** When the bucket ends that begins then: a line is broken unless the next one begins there. */
  readonly endOf: (at: Date) => Date
  /** What the groups are told apart by. */
  readonly columns: readonly string[]
  /** No axis goes on behind it; null where a number has no end. */
  readonly range: Range | null
  readonly groups: readonly ChartGroup[]
}

/** A part of the drawing, below its heading. */
export interface Body {
  readonly xml: string
  readonly height: number
}

const SEPARATOR = ' · '

/** The values of a group, as one label. */
export function labelOf(by: ChartGroup['by'], language: Language): string {
  return Object.values(by)
    .map((value) => valueOf(value, language))
    .join(SEPARATOR)
}

/** What is not given has words of its own; a value that reads like them, or like two values, stands in quotation marks. */
function valueOf(value: string, language: Language): string {
  const { notGiven, quoted } = words[language]
  if (value === '') return notGiven
  const isAmbiguous = value === notGiven || value.includes('·') || value.startsWith(quoted('').slice(0, 1))
  return isAmbiguous || value.trim() !== value ? quoted(value) : value
}

/** What groups are told apart by, as one heading: `survey · property.late`. */
export const headingOf = ({ columns }: Chart): string => columns.join(SEPARATOR)

const LONGEST_LABEL = 30

/** A label that fits beside a bar. */
export const shorten = (label: string): string => shortened(label, LONGEST_LABEL)
