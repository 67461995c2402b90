import type { Fault } from '@polyphon/values'
import type { AppError } from '../../values/errors.js'

/** Largest row of a file, in bytes; what a single operation takes as its body. */
export const LARGEST_ROW_BYTES = 1_048_576
/** Most rows of a file. */
export const MOST_ROWS = 1_000_000

/** A row as it stands in the file, by the line at which it begins; pointers of its faults are relative to it. */
export interface FileRow {
  readonly line: number
  readonly bytes: number
  readonly content: { readonly value: Readonly<Record<string, unknown>> } | { readonly faults: readonly Fault[] }
}

export const rejected = (line: number, ...faults: readonly Fault[]): FileRow => ({
  line,
  bytes: 0,
  content: { faults },
})

export const ENCODING_INVALID = { code: 'encoding_invalid', detail: 'These bytes are not UTF-8.' } as const

/** Pointers of the body of a single operation, relative to the row that stands for it. */
const relative = (faults: readonly Fault[]): readonly Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/body(?=\/|$)/, '') }))

/** What is said of a row that was refused; faults always name what is wrong, if only by a code. */
export const faultsOfRefusal = ({ code, message, faults }: AppError): readonly Fault[] =>
  faults.length === 0 ? [{ pointer: '', code, detail: message }] : relative(faults)
