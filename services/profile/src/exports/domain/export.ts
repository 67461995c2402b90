import { SERVICES, type ServiceName } from '@polyphon/values'

/** What one service has written of the person. */
export interface WrittenPart {
  readonly at: string
  /** The folder of its blobs, and in how many of them its rows lie. */
  readonly folder: string
  readonly pieces: number
  /** How many rows, by table. */
  readonly counts: Readonly<Record<string, number>>
  /** Rows may be missing: the copy of people had not read everything in time. */
  readonly isBehind: boolean
  /** The code of what kept it from writing. */
  readonly failure: string | null
}

/** An export of everything about a person, as it stands. */
export interface PersonExport {
  readonly exportId: string
  /** The id that the person had when it was asked for. */
  readonly profileId: string
  readonly requestedAt: Date
  /** Until then the services may take their time. */
  readonly endsAt: Date
  readonly parts: Readonly<Partial<Record<ServiceName, WrittenPart>>>
  readonly readyAt: Date | null
  readonly expiresAt: Date | null
  /** Somebody reads it now; until then nobody else may. */
  readonly fetchingUntil: Date | null
  readonly fetchedAt: Date | null
  readonly failure: string | null
  /** When its blobs were removed. */
  readonly endedAt: Date | null
}
/** For how long it can be fetched. */
export const EXPIRES_MS = 24 * 3_600_000
/** For so long services may be away. */
export const ENDS_MS = 7 * 24 * 3_600_000
/** For how long an export that is over can be looked at. */
const KEPT_MS = 30 * 24 * 3_600_000
/** A process that died while somebody fetched lets go after that; while bytes flow it is renewed. */
export const FETCHING_MS = 60_000

const hasAllParts = ({ parts }: PersonExport): boolean => SERVICES.every((name) => parts[name] !== undefined)

/** What became of it when all services have said their word: the code of what is wrong, or null. */
export function failureOf({ parts }: PersonExport): string | null {
  return SERVICES.some((name) => (parts[name]?.failure ?? null) !== null) ? 'export_part_failed' : null
}

export type Fetching = 'open' | 'not_ready' | 'failed' | 'fetched' | 'expired' | 'being_fetched'

/** Whether an export may be fetched now. One whose connection broke off may be, again. */
export function decideFetch(found: PersonExport, now: Date): Fetching {
  if (found.failure !== null) return 'failed'
  if (found.fetchedAt !== null) return 'fetched'
  if (found.readyAt === null || found.expiresAt === null) return 'not_ready'
  if (found.endedAt !== null || found.expiresAt <= now) return 'expired'
  return found.fetchingUntil !== null && found.fetchingUntil > now ? 'being_fetched' : 'open'
}

export type Turn =
  | { readonly does: 'wait'; readonly until: Date }
  | { readonly does: 'check' }
  | { readonly does: 'fail'; readonly because: string }
  /** Removes its blobs. */
  | { readonly does: 'end' }
  /** Removes what came since, and waits. */
  | { readonly does: 'tidy'; readonly until: Date }
  | { readonly does: 'forget' }

/** What is to be done about an export at this moment. */
export function decideTurn(found: PersonExport, now: Date): Turn {
  const { endedAt, readyAt, expiresAt, fetchedAt, endsAt, failure } = found
  if (endedAt !== null) {
    const until = new Date(endedAt.getTime() + KEPT_MS)
    return until <= now ? { does: 'forget' } : { does: 'tidy', until }
  }
  if (failure !== null || fetchedAt !== null) return { does: 'end' }
  if (readyAt !== null && expiresAt !== null) {
    if (expiresAt > now) return { does: 'wait', until: expiresAt }
    // Whoever reads it at the last moment may read it to its end.
    const { fetchingUntil } = found
    return fetchingUntil !== null && fetchingUntil > now ? { does: 'wait', until: fetchingUntil } : { does: 'end' }
  }
  if (hasAllParts(found)) return { does: 'check' }
  return endsAt <= now ? { does: 'fail', because: 'export_timed_out' } : { does: 'wait', until: endsAt }
}
