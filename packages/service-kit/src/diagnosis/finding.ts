/** `wrong`: mend it. `warning`: it will become wrong, or is less than it should be. `ok`: it was looked at. */
export type FindingState = 'ok' | 'warning' | 'wrong'

/** What a look has found. No secret, no password and no path stands in it, as it leaves the service. */
export interface Found {
  readonly state: FindingState
  /** One sentence. */
  readonly what: string
  readonly whatToDo: string
  /** A page of the documents, inside the repository. */
  readonly runbook?: string
}

export interface Finding extends Found {
  /** What was looked at; stable, for programs. */
  readonly check: string
}

/** One thing that is looked at when an operator asks what is wrong. */
export interface DiagnosisCheck {
  /** Stable, for programs; in lower case with underscores. */
  readonly check: string
  /** The check that says it all where this server is away; what cannot be looked at then is not said again. */
  readonly needs?: 'database' | 'log'
  /** Throws where it cannot be looked at. An empty answer says nothing. */
  look(signal: AbortSignal): Promise<readonly Found[]>
}

export const ok = (what: string): Found => ({ state: 'ok', what, whatToDo: 'Nothing.' })
