import type { Readable } from 'node:stream'

/** Everything that a command has from outside, so that a test can stand in for a terminal. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where it was called; `.polyphon/local.json` is looked for here and above. */
  readonly folder: string
  /** Below which the profiles of this user are kept. */
  readonly homeFolder: string
  readonly stdin: Readable
  out(text: string): void
  err(text: string): void
  /** Ends what goes on until somebody stops it. */
  readonly signal: AbortSignal
  now(): Date
  newId(): string
}
