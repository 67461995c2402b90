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
}
