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
}

/** The statement that writes what was appended, and the lanes that have something to publish then. */
export interface Outgoing {
  readonly text: string
  readonly values: readonly unknown[]
  readonly lanes: readonly number[]
  /** Each event once, on however many topics it is published. */
  readonly events: readonly Pick<OutboxRow, 'type' | 'reason'>[]
}

/** Takes everything that was appended out of the transaction, in that order; null if that is nothing. */
export function takeOutgoing(tx: { readonly outgoing: OutboxRow[] }): Outgoing | null {
  const rows = tx.outgoing.splice(0)
  if (rows.length === 0) return null
  // Headers and payloads are JSON already: as members of a list they need not be written as text within text.
  return {
    text: `insert into outbox (lane, event_id, workspace_id, topic, key, type, headers, payload)
     select lane, event_id, workspace_id, topic, key, type, header::text, nullif(payload::text, 'null')
       from rows from (json_to_recordset($1) as (lane smallint, event_id uuid, workspace_id uuid, topic text,
                                                 key text, type text),
                       json_array_elements($2), json_array_elements($3))
            with ordinality as appended (lane, event_id, workspace_id, topic, key, type, header, payload, position)
      order by position`,
    values: [
      JSON.stringify(rows.map(({ headers: _headers, payload: _payload, reason: _reason, ...row }) => row)),
      listOf(rows.map(({ headers }) => headers)),
      listOf(rows.map(({ payload }) => payload ?? 'null')),
    ],
    events: [...new Map(rows.map((row) => [row.event_id, row])).values()],
    lanes: [...new Set(rows.map((row) => row.lane))],
  }
}

const listOf = (documents: readonly string[]): string => `[${documents.join(',')}]`
