/** What a service counts of each workspace and day. */
export interface UsageDeclaration {
  /** The counter, in the plural: `events`. */
  readonly counts: string
  /** What tells its kinds apart, each of which has a counter: `channel` for `messages.email`. */
  readonly by?: string
  readonly means: string
}
