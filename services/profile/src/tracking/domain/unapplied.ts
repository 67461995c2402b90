/** Why an event was not applied. */
export interface Unapplied {
  readonly code: string
  readonly detail: string
  /** Until when it would be refused again, where that is known. */
  readonly until?: Date
}
