import type { SqlNames, SqlOccurrences } from './names.js'
import { NotInSql } from './names.js'

/** Collects the parameters of one statement and hands out aliases. */
export interface Writer {
  readonly names: SqlNames
  readonly values: unknown[]
  /** Adds a value and answers its placeholder with its type, such as `$3::text`. */
  readonly put: (value: unknown, type: SqlType) => string
  readonly alias: () => string
}

export type SqlType = 'text' | 'text[]' | 'jsonb' | 'numeric' | 'boolean' | 'timestamptz' | 'float8' | 'int'

export function writerOf(names: SqlNames, firstParameter: number): Writer {
  const values: unknown[] = []
  let aliases = 0
  return {
    names,
    values,
    put: (value, type) => {
      values.push(type === 'jsonb' ? JSON.stringify(value) : value)
      return `$${firstParameter + values.length - 1}::${type}`
    },
    alias: () => {
      aliases += 1
      return `c${aliases}`
    },
  }
}

export function millisecondsOf(writer: Writer, ms: number): string {
  // A product of milliseconds never has days or months in it, so no time zone can stretch it.
  return `${writer.put(ms, 'float8')} * interval '1 millisecond'`
}

export function occurrencesOf(writer: Writer, pointer: string): SqlOccurrences {
  const rows = writer.names.occurrences?.(writer.alias())
  if (rows === undefined) throw new NotInSql(pointer, 'What somebody did is not at hand here.')
  return rows
}

export const allOfSql = (parts: readonly string[]): string => `(${parts.join(' and ')})`
export const anyOfSql = (parts: readonly string[]): string => (parts.length === 0 ? 'false' : `(${parts.join(' or ')})`)
