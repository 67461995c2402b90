/** One thing that is wrong with a journey of the right form; the pointer starts at the definition. */
export interface JourneyFault {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}
