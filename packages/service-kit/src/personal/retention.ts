import { DATA_CLASSES, type DataClass, KEPT_BY_OPERATOR, KEPT_WITH_PERSON } from '@polyphon/values'
import type { z } from 'zod'

/** How many days each class of data is kept; a class that is not named is kept for ever. */
export type Retention = Readonly<Partial<Record<DataClass, number>>>

/** What the operator says of it. */
export interface RetentionSettings {
  readonly RETENTION_DAYS: Retention
}

const EXPIRING = DATA_CLASSES.filter((kind) => !KEPT_WITH_PERSON.includes(kind))

const PART = /^([a-z]+)=([1-9]\d{0,4})$/

/** Reads `interactions=365,messages=730`. */
export function readRetention(text: string, context: z.RefinementCtx<string>): Retention {
  const retention: Partial<Record<DataClass, number>> = {}
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue
    const [, name, days] = PART.exec(part) ?? []
    const kind = EXPIRING.find((each) => each === name)
    if (kind === undefined || days === undefined || kind in retention)
      context.addIssue({
        code: 'custom',
        message: `must be a list such as interactions=365,messages=730, each class once, of ${EXPIRING.join(', ')}`,
      })
    else retention[kind] = Number(days)
  }
  return retention
}

/** The shorter of what the operator says and what a workspace decided, class by class, as far as it decides. */
export const shorterOf = (operator: Retention, decided: Retention): Retention =>
  byClass((kind) =>
    KEPT_BY_OPERATOR.includes(kind)
      ? operator[kind]
      : smallest([operator[kind], decided[kind]].flatMap((days) => days ?? [])),
  )

/** For how long somebody keeps a class; one that anybody keeps for ever is not named. */
export const longestOf = (all: readonly Retention[]): Retention =>
  byClass((kind) => {
    const days = all.flatMap((retention) => retention[kind] ?? [])
    return days.length === all.length && days.length > 0 ? Math.max(...days) : undefined
  })

const smallest = (days: readonly number[]): number | undefined => (days.length === 0 ? undefined : Math.min(...days))

const byClass = (daysOf: (kind: DataClass) => number | undefined): Retention =>
  Object.fromEntries(
    DATA_CLASSES.flatMap((kind) => {
      const days = daysOf(kind)
      return days === undefined ? [] : [[kind, days]]
    }),
  )
