import { z } from 'zod'

/** More than anybody has in a day, and exactly a number in every language. */
const MOST = 1_000_000_000_000

const bound = z.int().min(1).max(MOST).nullable().default(null)

/** What the operator allows a workspace a day; null has no bound. */
export const WorkspaceQuotas = z
  .strictObject({
    eventsPerDay: bound.describe('Events that profile accepts'),
    messagesPerDay: bound.describe('Messages that messaging sends'),
  })
  .meta({ id: 'WorkspaceQuotas' })
export type WorkspaceQuotas = z.output<typeof WorkspaceQuotas>

export type QuotaName = keyof WorkspaceQuotas

export const NO_QUOTAS: WorkspaceQuotas = { eventsPerDay: null, messagesPerDay: null }

/** The quotas that somebody said; what is not named, or understood, is no bound. */
export function quotasOf(stored: Readonly<Record<string, unknown>>): WorkspaceQuotas {
  const of = (name: QuotaName): number | null => {
    const value = stored[name]
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null
  }
  return { eventsPerDay: of('eventsPerDay'), messagesPerDay: of('messagesPerDay') }
}
