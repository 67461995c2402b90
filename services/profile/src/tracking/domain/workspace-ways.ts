import { type PhoneNormaliser, phoneNormaliser, type WorkspaceQuotas } from '@polyphon/values'

/** What a workspace says about how its events are read and counted. */
export interface WorkspaceWays {
  readonly normalisePhone: PhoneNormaliser
  /** Whose days its events are counted on. */
  readonly timeZone: string
  /** How many events it may send a day; null: as many as it likes. */
  readonly eventsPerDay: number | null
}

/** The ways of a workspace; null for one that is not known. */
export const waysOf = (
  workspace: {
    readonly defaultRegion: string | null
    readonly timeZone: string
    readonly quotas: WorkspaceQuotas
  } | null,
): WorkspaceWays => ({
  normalisePhone: phoneNormaliser(workspace?.defaultRegion ?? null),
  timeZone: workspace?.timeZone ?? 'UTC',
  eventsPerDay: workspace?.quotas.eventsPerDay ?? null,
})
