import type { Tx } from '../db/tx.js'

/** Holds the list of what the webhooks of this workspace ask for until the transaction ends, and notes that it has changed. */
export async function noteInterest(tx: Tx): Promise<void> {
  await tx.query(
    `insert into webhook_interest (workspace_id, number, types) values ($1, nextval('webhook_interest_number'), '{}')
     on conflict (workspace_id) do update set number = excluded.number`,
    [tx.workspaceId],
  )
}

/** Keeps which types they ask for; behind `noteInterest`. */
export async function keepInterest(tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ type: string }>(
    'select distinct unnest(types) as type from webhook where workspace_id = $1',
    [tx.workspaceId],
  )
  await tx.query('update webhook_interest set types = $2 where workspace_id = $1', [
    tx.workspaceId,
    rows.map(({ type }) => type).toSorted(),
  ])
}

/** Whether any webhook of any workspace asks for anything; one look, that holds nobody up. */
export async function isAnybodyInterested(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ is_interested: boolean }>(
    "select exists (select from webhook_interest where types <> '{}') as is_interested",
  )
  return rows[0]?.is_interested === true
}

/** Of each workspace that has webhooks, the number of their last change. */
export async function readInterest(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ workspace_id: string; number: string }>(
    "select workspace_id, number::text from webhook_interest where types <> '{}'",
  )
  return new Map(rows.map(({ workspace_id: id, number }) => [id, number]))
}
