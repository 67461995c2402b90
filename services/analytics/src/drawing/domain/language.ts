import type { Granularity } from '../../facts/domain/period.js'

export type Language = 'de' | 'en'

/** The words of a drawing. */
export interface Words {
  readonly nothing: string
  readonly notGiven: string
  readonly quoted: (value: string) => string
  readonly more: (count: number) => string
  readonly interval: string
  readonly by: (dimensions: string) => string
  readonly every: Readonly<Record<Granularity, string>>
  readonly groups: (count: number) => string
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    nothing: 'No data',
    notGiven: 'not given',
    quoted: (value) => `“${value}”`,
    more: (count) => `and ${count} more`,
    interval: '95 % interval',
    by: (dimensions) => `by ${dimensions}`,
    every: { PT1H: 'by hour', P1D: 'by day', P1W: 'by week', P7D: 'by week', P1M: 'by month' },
    groups: (count) => (count === 1 ? '1 value' : `${count} values`),
  },
  de: {
    nothing: 'Keine Daten',
    notGiven: 'ohne Angabe',
    quoted: (value) => `„${value}“`,
    more: (count) => `und ${count} weitere`,
    interval: '95-%-Intervall',
    by: (dimensions) => `nach ${dimensions}`,
    every: { PT1H: 'je Stunde', P1D: 'je Tag', P1W: 'je Woche', P7D: 'je Woche', P1M: 'je Monat' },
    groups: (count) => (count === 1 ? '1 Wert' : `${count} Werte`),
  },
}
