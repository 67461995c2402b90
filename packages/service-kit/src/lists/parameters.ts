import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { Filter, Filters } from './filter.js'
import type { Ordered } from './position.js'

/** What a list is ordered by: the names of its orders, each with its columns. An index stands behind each. */
export type Sorts = Readonly<Record<string, readonly Ordered[]>>
export type Sort<S extends Sorts> = `${'' | '-'}${keyof S & string}`

/** What may be asked of a list. */
export interface ListDeclaration<F extends Filters, S extends Sorts> {
  /** Names the list in its cursors. */
  readonly name: string
  readonly filters?: F
  /** The moment that `from` and `to` mean: its column, and what it is. */
  readonly period?: { readonly column: string; readonly means: string }
  readonly sorts: S
  /** The order unless another is asked for; `-` goes downwards. With `only` it is the only one. */
  readonly sort: NoInfer<Sort<S>>
  /** A statement of its own reads it in one order only, so that nobody is asked for another. */
  readonly only?: true
  /** The fields that `fields=summary` leaves out. */
  readonly bulk?: readonly string[]
  /** What `limit` counts, where that is not items. */
  readonly counts?: string
  /** Its items are facts, which are also read one by one as they change; the columns that order them so. */
  readonly updates?: readonly [writtenAt: Ordered, id: Ordered]
}

const common = {
  cursor: z.string().max(4_000).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).optional().meta({ default: 50 }),
  sort: z.string().optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  fields: z.enum(['all', 'summary']).optional().meta({ default: 'all' }),
  updatedSince: Timestamp.optional(),
}

type OfFilters<F extends Filters> = {
  [Name in keyof F]: F[Name] extends Filter<infer Schema> ? z.ZodOptional<Schema> : never
}

/** The query parameters of a list. What it does not declare is not among them, though its type has a place for it. */
export type ListParameters<F extends Filters> = z.ZodObject<typeof common & OfFilters<F>>

/** What has been asked of a list. */
export type ListQuery = z.output<z.ZodObject<typeof common>> & Readonly<Record<string, unknown>>

export const LIMIT = 50

export function parametersOf<F extends Filters, S extends Sorts>(list: ListDeclaration<F, S>): ListParameters<F> {
  const { period, sorts, sort, bulk, updates } = list
  const filters: Filters = list.filters ?? {}
  const orders = Object.keys(sorts).flatMap((name) => [name, `-${name}`])
  const what = list.counts ?? 'items'
  const shape = {
    cursor: common.cursor,
    limit: common.limit.describe(`Most ${what} in one page; a page of large ones has fewer`),
    ...(list.only === true
      ? {}
      : {
          sort: z
            .enum(orders)
            .optional()
            .meta({ default: sort })
            .describe('What the list is ordered by; `-` from the last to the first'),
        }),
    ...Object.fromEntries(Object.entries(filters).map(([name, { schema }]) => [name, schema.optional()])),
    ...(period === undefined ? {} : periodOf(period.means)),
    ...(bulk === undefined
      ? {}
      : { fields: common.fields.describe(`\`summary\` leaves out ${bulk.map((name) => `\`${name}\``).join(', ')}`) }),
    ...(updates === undefined ? {} : { updatedSince: common.updatedSince.describe(UPDATED_SINCE) }),
  }
  const query = z.strictObject(shape).superRefine((given, context) => {
    const { from, to }: Readonly<Record<string, unknown>> = given
    if (!(from instanceof Date && to instanceof Date) || from <= to) return
    const message = 'The beginning lies behind the end.'
    context.addIssue({ code: 'custom', path: ['from'], message })
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from the filters by name, which no type follows
  return query as unknown as ListParameters<F>
}

const periodOf = (means: string): z.ZodRawShape => ({
  from: common.from.describe(`${means} at or after this moment`),
  to: common.to.describe(`${means} before this moment`),
})

const UPDATED_SINCE =
  'Only with `Accept: application/x-ndjson`: what has been written at or after this moment, by the clock of the database'
