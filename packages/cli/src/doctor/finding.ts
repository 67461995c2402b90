/** Something that doctor has found, and what to do about it. */
export interface Finding {
  /** `problem`: mend it. `warning`: it will become one. `hint`: good to know. */
  readonly severity: 'problem' | 'warning' | 'hint'
  readonly service: string
  /** Stable, for programs. */
  readonly check: string
  readonly what: string
  readonly todo: string
  /** A page of the documents, inside the repository. */
  readonly page: string
}

const ORDER = ['problem', 'warning', 'hint'] as const

/** What is worst comes first. */
export const byWeight = (left: Finding, right: Finding): number =>
  ORDER.indexOf(left.severity) - ORDER.indexOf(right.severity)
