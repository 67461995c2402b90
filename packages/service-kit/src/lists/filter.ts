import { z } from 'zod'
import type { Tx } from '../db/tx.js'

/** A query parameter that leaves out what does not fit. */
export interface Filter<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema
  /** The condition, as SQL over the parameter that holds the value; `$1` is the workspace. */
  readonly sql: (value: string) => string
  /** What the parameter holds, where that is not what was given. */
  readonly value?: (tx: Tx, given: z.output<Schema>) => unknown
}

export type Filters = Readonly<Record<string, Filter>>

/** Only items whose column has this value. */
export const is = <Schema extends z.ZodType>(column: string, schema: Schema): Filter<Schema> => ({
  schema,
  sql: (value) => `${column} = ${value}`,
})

/** Only items for which a yes or no of theirs is as asked. */
export const isTrue = (column: string, description: string): Filter<z.ZodEnum<{ true: 'true'; false: 'false' }>> => ({
  schema: z.enum(['true', 'false']).describe(description),
  sql: (value) => `${column} = ${value}::boolean`,
})

/** Only items that fulfil a condition of SQL. */
export const where = <Schema extends z.ZodType>(
  schema: Schema,
  sql: Filter['sql'],
  value?: Filter<Schema>['value'],
): Filter<Schema> => ({ schema, sql, ...(value === undefined ? {} : { value }) })

/** What a list with a statement of its own is asked for: it looks at it itself, and a cursor belongs to it. */
export const given = <Schema extends z.ZodType>(schema: Schema): Filter<Schema> => ({ schema, sql: () => 'true' })
