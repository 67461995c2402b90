/** An event as it waits in the outbox. */
export interface OutboxRow {
  readonly lane: number
  readonly event_id: string
  readonly workspace_id: string | null
  readonly topic: string
  readonly key: string
  readonly type: string
  readonly headers: string
  readonly payload: string | null
  /** The code that the event gives for what happened, for metrics; it is not kept. */
  readonly reason?: string
  /** Of an event that is kept for a day for streams: what the outbox does not say of it. On one of its rows only. */
  readonly recent?: RecentPart
}

/** What is kept of an event for a day, beside its id, type and content. */
export interface RecentPart {
  /** Whom it is about. */
  readonly profile_id: string | null
  /** What its key says behind the workspace, unless it is the person. */
  readonly about: string | null
  /** CloudEvents' `time`. */
  readonly time: string
  /** The other attributes, as members of a JSON object. */
  readonly cause: string | null
  /** Its content, where some of what the log says is for the services alone. */
  readonly shown: string | null
}

/** The statement that writes what was appended, and the lanes that have something to publish then. */
export interface Outgoing {
  readonly text: string
  readonly values: readonly unknown[]
  readonly lanes: readonly number[]
  /** Each event once, on however many topics it is published. */
  readonly events: readonly Pick<OutboxRow, 'type' | 'reason'>[]
  /** Whether some of it is read by streams. */
  readonly isStreamed: boolean
}

const OUTBOX = `insert into outbox (lane, event_id, workspace_id, topic, key, type, headers, payload)`
const POSITION = 'with ordinality as appended'

const ALONE = `${OUTBOX}
     select lane, event_id, workspace_id, topic, key, type, header::text, nullif(payload::text, 'null')
       from rows from (json_to_recordset($1) as (lane smallint, event_id uuid, workspace_id uuid, topic text,
                                                 key text, type text),
                       json_array_elements($2), json_array_elements($3))
            ${POSITION} (lane, event_id, workspace_id, topic, key, type, header, payload, position)
      order by position`

// Content is sent once for both tables. The transaction has its id before it is given any place among the recent events: who
// reads waits for all that were begun before (decision 0100).
const WITH_RECENT = `with appended as materialized (
       select lane, event_id, workspace_id, topic, key, type, header::text, nullif(payload::text, 'null') as payload,
              profile_id, about, time, cause, shown, position
         from rows from (json_to_recordset($1) as (lane smallint, event_id uuid, workspace_id uuid, topic text, key text,
                                                   type text, profile_id uuid, about text, time timestamptz, cause text,
                                                   shown text),
                         json_array_elements($2), json_array_elements($3))
              ${POSITION} (lane, event_id, workspace_id, topic, key, type, profile_id, about, time, cause, shown,
                           header, payload, position)),
     kept as (
       insert into recent_event (workspace_id, event_id, type, profile_id, about, time, cause, payload)
       select workspace_id, event_id, type, profile_id, about, time, cause, coalesce(shown, payload)
         from appended where time is not null and pg_current_xact_id() is not null order by position)
     ${OUTBOX}
     select lane, event_id, workspace_id, topic, key, type, header, payload from appended order by position`

/** Takes everything that was appended out of the transaction, in that order; null if that is nothing. */
export function takeOutgoing(tx: { readonly outgoing: OutboxRow[] }): Outgoing | null {
  const rows = tx.outgoing.splice(0)
  if (rows.length === 0) return null
  const isStreamed = rows.some(({ recent }) => recent !== undefined)
  // Headers and payloads are JSON already: as members of a list they need not be written as text within text.
  return {
    text: isStreamed ? WITH_RECENT : ALONE,
    values: [
      JSON.stringify(
        rows.map(({ headers: _headers, payload: _payload, reason: _reason, recent, ...row }) => ({
          ...row,
          ...recent,
        })),
      ),
      listOf(rows.map(({ headers }) => headers)),
      listOf(rows.map(({ payload }) => payload ?? 'null')),
    ],
    events: [...new Map(rows.map((row) => [row.event_id, row])).values()],
    lanes: [...new Set(rows.map((row) => row.lane))],
    isStreamed,
  }
}

const listOf = (documents: readonly string[]): string => `[${documents.join(',')}]`
