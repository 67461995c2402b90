/** What one code of an answer says to whoever meets it. */
export interface CodeText {
  /** Statuses of the problems whose code this is; none of a code that stands elsewhere. */
  readonly statuses: readonly number[]
  /** Where else it stands. A code of a problem may stand beside a field in `errors`, too. */
  readonly standsIn: 'code' | 'errors' | 'warnings' | 'errorCode'
  readonly means: string
  readonly remedy: string
}

/** Codes and what they say: each declared once, by whoever answers it. */
export type Codes = Readonly<Record<string, CodeText>>

/** The `code` of a problem with this status. */
export const problem = (status: number | readonly number[], means: string, remedy: string): CodeText => ({
  statuses: typeof status === 'number' ? [status] : status,
  standsIn: 'code',
  means,
  remedy,
})

/** A `code` beside a field, in `errors` of a problem or of a row of an import. */
export const fault = (means: string, remedy: string): CodeText => ({ statuses: [], standsIn: 'errors', means, remedy })

/** A `code` in `warnings`: what was sent is taken all the same. */
export const warning = (means: string, remedy: string): CodeText => ({
  statuses: [],
  standsIn: 'warnings',
  means,
  remedy,
})

/** The `errorCode` of a dead letter. */
export const letter = (means: string, remedy: string): CodeText => ({
  statuses: [],
  standsIn: 'errorCode',
  means,
  remedy,
})
