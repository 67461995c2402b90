import { channelName, type Fault, readLocale, topicName } from '@polyphon/values'
import { findPeriodFault, type Granularity, type Period } from '../../facts/domain/period.js'
import type { Texts } from '../../facts/domain/texts.js'
import { type Dimension, keyOfDimension, readDimension, splitFilter, splitNames } from './dimension.js'

/** One of the values must fit; the empty text fits where nothing is given. */
export interface Filter {
  readonly dimension: Dimension
  readonly values: readonly string[]
}

/** By what a workspace tells time. */
export interface WorkspaceClock {
  readonly timeZone: string
  /** Weekday on which a week begins: 1 is Monday, 7 is Sunday. */
  readonly weekStart: number
}

/** What is asked of a metric. */
export interface Question extends Period, WorkspaceClock {
  readonly every: Granularity | null
  readonly by: readonly Dimension[]
  readonly where: readonly Filter[]
}

/** A question as it was sent. */
export interface QuestionText {
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly every?: Granularity | undefined
  readonly by?: string | undefined
  readonly where?: readonly string[] | undefined
}

export type QuestionDecision =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | { readonly outcome: 'understood'; readonly question: Question }

export const MOST_DIMENSIONS = 5

/** Understands what is asked, or says what is wrong with it and where. */
export function decideQuestion(text: QuestionText, known: readonly string[], clock: WorkspaceClock): QuestionDecision {
  const { from = null, to = null, every = null } = text
  const periodFault = findPeriodFault({ from, to })
  const faults: Fault[] = periodFault === null ? [] : [periodFault]
  const by = readBy(text.by, known, faults)
  const where = readWhere(text.where ?? [], known, faults)
  if (faults.length > 0) return { outcome: 'refused', faults }
  return { outcome: 'understood', question: { from, to, every, ...clock, by, where } }
}

/** Whether any of these dimensions is used, to group or to choose. */
export function uses(question: Question, names: readonly string[]): boolean {
  return [...question.by, ...question.where.map(({ dimension }) => dimension)].some(({ name }) => names.includes(name))
}

/** The values of a group under the names that were asked for. */
export function labelled(question: Question, values: readonly string[]): Texts {
  return Object.fromEntries(question.by.map(({ name }, index) => [name, values[index] ?? '']))
}

function readBy(text: string | undefined, known: readonly string[], faults: Fault[]): readonly Dimension[] {
  if (text === undefined) return []
  const pointer = '/query/by'
  const names = splitNames(text)
  if (names.length > MOST_DIMENSIONS)
    faults.push({ pointer, code: 'too_many_dimensions', detail: `At most ${MOST_DIMENSIONS} dimensions at a time.` })
  const keys = names.map((name) => keyOf(name, known))
  const repeated = names.find((_name, index) => keys.indexOf(keys[index] ?? '') !== index)
  if (repeated !== undefined)
    faults.push({ pointer, code: 'dimension_repeated', detail: `\`${repeated}\` is named twice.` })
  return names.flatMap((name) => readDimension(name, known) ?? refuse(faults, pointer, unknown(name, known)))
}

function keyOf(name: string, known: readonly string[]): string {
  const dimension = readDimension(name, known)
  return dimension === null ? name : keyOfDimension(dimension)
}

function readWhere(texts: readonly string[], known: readonly string[], faults: Fault[]): readonly Filter[] {
  const pointer = '/query/where'
  const filters = new Map<string, Filter>()
  for (const text of texts) {
    const filter = splitFilter(text)
    if (filter === null) {
      refuse(faults, pointer, { code: 'filter_malformed', detail: 'Write `dimension:value`.' })
      continue
    }
    const dimension = readDimension(filter.name, known)
    if (dimension === null) {
      refuse(faults, pointer, unknown(filter.name, known))
      continue
    }
    const key = keyOfDimension(dimension)
    const values = spellings(dimension, filter.value)
    filters.set(key, { dimension, values: [...(filters.get(key)?.values ?? []), ...values] })
  }
  return [...filters.values()]
}

// Fields that services write in one form; what clients sent of an interaction, and properties, are as they came.
const FORMS: ReadonlyMap<string, (value: string) => string> = new Map([
  ['channel', channelName],
  ['class', lowerCase],
  ['kind', lowerCase],
  ['locale', (value: string) => readLocale(value) ?? value],
  ['topic', topicName],
])

function lowerCase(value: string): string {
  return value.trim().toLowerCase()
}

/** A value as it is asked for and, where that is another, in the one form that services give it. */
function spellings({ name, property }: Dimension, value: string): readonly string[] {
  if (property !== null || value === '') return [value]
  return [...new Set([value, FORMS.get(name)?.(value) ?? value])]
}

function unknown(name: string, known: readonly string[]): Omit<Fault, 'pointer'> {
  const choice = known.map((dimension) => `\`${dimension}\``).join(', ')
  const hint = name.startsWith('property') ? ' A name with special characters is quoted: `property["utm:source"]`.' : ''
  return { code: 'dimension_unknown', detail: `\`${name.slice(0, 100)}\` is not among ${choice}.${hint}` }
}

function refuse(faults: Fault[], pointer: string, fault: Omit<Fault, 'pointer'>): readonly [] {
  faults.push({ pointer, ...fault })
  return []
}
