import type { Tx } from '@polyphon/service-kit'
import type { KnownClock } from '../domain/clock.js'

export interface NotedClock {
  /** A digest of what tells the clock from others. */
  readonly device: string
  readonly leadMs: number | null
  readonly transitMs: number | null
}

const DAY_MS = 86_400_000
const MOST_FORGOTTEN = 100

interface ClockRow {
  readonly device: string
  readonly lead_ms: string | null
  readonly requests: number
  readonly smallest_ms: string | null
}

/** Notes how clocks stood, answers what is known of each since a day, and forgets a few that were not seen for two. */
export async function noteClocks(tx: Tx, clocks: readonly NotedClock[]): Promise<ReadonlyMap<string, KnownClock>> {
  // A half day that has passed becomes the one before; what lies before both is forgotten.
  const { rows } = await tx.query<ClockRow>(
    `with forgotten as (
       delete from device_clock
        where workspace_id = $1 and device = any (array(
          select device from device_clock
           where workspace_id = $1 and seen_at < $3::timestamptz - interval '2 days' and device <> all($6)
           order by seen_at limit $5 for update skip locked))
     )
     insert into device_clock as known (workspace_id, device, lead_ms, lead_at, since, requests, smallest_ms,
                                        requests_before, smallest_before_ms, seen_at)
     select $1, device, "leadMs", case when "leadMs" is null then null else $3::timestamptz end, $3,
            case when "transitMs" is null then 0 else 1 end, "transitMs", 0, null, $3
       from json_to_recordset($2) as seen (device text, "leadMs" bigint, "transitMs" bigint)
      order by device
     on conflict (workspace_id, device) do update set
       lead_ms = case when known.lead_at > $4 then greatest(known.lead_ms, excluded.lead_ms) else excluded.lead_ms end,
       lead_at = case when known.lead_at > $4 and known.lead_ms > coalesce(excluded.lead_ms, 0) then known.lead_at
                      else excluded.lead_at end,
       since = case when known.since > $3::timestamptz - interval '12 hours' then known.since else $3 end,
       requests = case when known.since > $3::timestamptz - interval '12 hours' then known.requests + excluded.requests
                       else excluded.requests end,
       smallest_ms = case when known.since > $3::timestamptz - interval '12 hours'
                          then least(known.smallest_ms, excluded.smallest_ms) else excluded.smallest_ms end,
       requests_before = case when known.since > $3::timestamptz - interval '12 hours' then known.requests_before
                              when known.since > $4 then known.requests else 0 end,
       smallest_before_ms = case when known.since > $3::timestamptz - interval '12 hours' then known.smallest_before_ms
                                 when known.since > $4 then known.smallest_ms end,
       seen_at = excluded.seen_at
     returning device, lead_ms, requests + requests_before as requests,
               least(smallest_ms, smallest_before_ms) as smallest_ms`,
    [
      tx.workspaceId,
      JSON.stringify(clocks),
      tx.serverNow,
      new Date(tx.serverNow.getTime() - DAY_MS),
      MOST_FORGOTTEN,
      clocks.map(({ device }) => device),
    ],
  )
  return new Map(rows.map((row) => [row.device, knownOf(row)]))
}

const knownOf = (row: ClockRow): KnownClock => ({
  leadMs: numberOrNull(row.lead_ms),
  requests: row.requests,
  smallestTransitMs: numberOrNull(row.smallest_ms),
})

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text))
