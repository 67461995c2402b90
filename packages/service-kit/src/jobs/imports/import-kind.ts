import type { ServiceName } from '@polyphon/values'
import type { z } from 'zod'
import type { Tx } from '../../db/tx.js'
import type { AppError } from '../../values/errors.js'

/** What a row came to. `unchanged`: everything was so already. */
export type Outcome = 'applied' | 'unchanged'

/** A row that has the form of its kind. `because` is the same whenever this row is tried. */
export interface ImportedRow<Row = unknown> {
  readonly row: Row
  readonly because: string
}

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
  apply(tx: Tx, row: z.output<Row>, because: string, jobId: string): Promise<Outcome>
  /**
   * The same of many rows, one after the other, where that costs less than each by itself: answers in their order what each
   * has come to, or what refuses it. If it throws what one row is to blame for, each is applied by itself. Only for rows that
   * name nobody by `profileId`.
   */
  applyAll?(tx: Tx, rows: readonly ImportedRow<z.output<Row>>[]): Promise<readonly (Outcome | AppError)[]>
}

/** A kind of import as the kit keeps it: with its form and without the type of its rows. */
export interface AnyImportKind extends Omit<ImportKind, 'apply' | 'applyAll'> {
  apply(tx: Tx, row: unknown, because: string, jobId: string): Promise<Outcome>
  readonly applyAll?: (tx: Tx, rows: readonly ImportedRow[]) => Promise<readonly (Outcome | AppError)[]>
}

/** Declares what one kind of rows is and what is done with each. */
export function importKind<Row extends z.ZodObject>({ apply, applyAll, ...kind }: ImportKind<Row>): AnyImportKind {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kit hands over what it has read by the kind's own form
  const ofKind = (row: unknown) => row as z.output<Row>
  return {
    ...kind,
    apply: (tx, row, because, jobId) => apply(tx, ofKind(row), because, jobId),
    ...(applyAll && {
      applyAll: (tx, rows) =>
        applyAll(
          tx,
          rows.map((each) => ({ ...each, row: ofKind(each.row) })),
        ),
    }),
  }
}

/** Which service takes which rows, so that each can say where to go. Source: api-services.md §1. */
export const IMPORTED_BY: Readonly<Record<string, ServiceName>> = {
  people: 'profile',
  consents: 'profile',
  segment_members: 'profile',
  permissions: 'messaging',
  suppressions: 'messaging',
  answers: 'feedback',
}
