import type { Tx } from '@polyphon/service-kit'

export type TriggerKind = 'event' | 'segment_entered' | 'segment_left'

export interface TriggerRow {
  readonly kind: TriggerKind
  readonly name: string
}

/** Replaces what starts a journey; an empty list for a journey that is stopped. */
export async function replaceTriggers(tx: Tx, key: string, triggers: readonly TriggerRow[]): Promise<void> {
  await tx.query('delete from journey_trigger where workspace_id = $1 and key = $2', [tx.workspaceId, key])
  if (triggers.length === 0) return
  await tx.query(
    `insert into journey_trigger (workspace_id, kind, name, key)
     select $1, kind, name, $2 from json_to_recordset($3) as given (kind text, name text) on conflict do nothing
     returning 1`,
    [tx.workspaceId, key, JSON.stringify(triggers)],
  )
}

/** Notes which events a journey mentions. Names of older versions stay: their runs may still wait for them. */
export async function saveMentionedEvents(tx: Tx, key: string, names: readonly string[]): Promise<void> {
  await tx.query(
    `insert into journey_event (workspace_id, name, key)
     select $1, name, $2 from unnest($3::text[]) as name on conflict do nothing
     returning 1`,
    [tx.workspaceId, key, names],
  )
}

/** Which of these events concern any journey. */
export async function readMentionedEvents(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const { rows } = await tx.query<{ name: string }>(
    'select distinct name from journey_event where workspace_id = $1 and name = any($2)',
    [tx.workspaceId, names],
  )
  return new Set(rows.map(({ name }) => name))
}

/** The live journeys that these start, by kind and name. */
export async function readTriggers(
  tx: Tx,
  wanted: readonly TriggerRow[],
): Promise<readonly (TriggerRow & { readonly key: string })[]> {
  if (wanted.length === 0) return []
  const { rows } = await tx.query<TriggerRow & { key: string }>(
    `select kind, name, key from journey_trigger
      where workspace_id = $1 and (kind, name) in (select * from unnest($2::text[], $3::text[])) order by key`,
    [tx.workspaceId, wanted.map(({ kind }) => kind), wanted.map(({ name }) => name)],
  )
  return rows
}
