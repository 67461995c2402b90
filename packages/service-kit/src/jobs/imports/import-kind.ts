import type { ServiceName } from '@polyphon/values'
import type { z } from 'zod'
import type { Tx } from '../../db/tx.js'

/** What a row came to. `unchanged`: everything was so already. */
export type Outcome = 'applied' | 'unchanged'

/** One kind of rows that a file may hold. */
export interface ImportKind<Row extends z.ZodObject = z.ZodObject> {
  /** What its rows are, as `?kind=` says it: `people`. */
  readonly kind: string
  /** What its rows are, in a sentence for the document: what may stand in one, and an example of it. */
  readonly description: string
  /** The form of a row, the same as in the body of the single operation. */
  readonly row: Row
  /** Makes a row of what columns of a CSV said, where its form has lists that no column can name. */
  fromColumns?(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  /**
   * Does with a row what the single operation does, by its command. What that refuses (an `AppError`) is the row's fault,
   * and the others go on; pointers begin with `/body`, as there. `because` is the same whenever this row is tried.
   */
  apply(tx: Tx, row: z.output<Row>, because: string): Promise<Outcome>
}

/** A kind of import as the kit keeps it: with its form and without the type of its rows. */
export interface AnyImportKind extends Omit<ImportKind, 'apply'> {
  apply(tx: Tx, row: unknown, because: string): Promise<Outcome>
}

/** Declares what one kind of rows is and what is done with each. */
export function importKind<Row extends z.ZodObject>(kind: ImportKind<Row>): AnyImportKind {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kit hands over what it has read by the kind's own form
  return { ...kind, apply: (tx, row, because) => kind.apply(tx, row as z.output<Row>, because) }
}

/** Which service takes which rows, so that each can say where to go. Source: api-services.md §1. */
export const IMPORTED_BY: Readonly<Record<string, ServiceName>> = {
  people: 'profile',
  permissions: 'messaging',
  suppressions: 'messaging',
  answers: 'feedback',
}
