import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import type { Restriction } from '../domain/restriction.js'

interface Row {
  readonly request_id: string
  readonly restricted: boolean
  readonly reason: string | null
  readonly requested_at: Date
  readonly receipts: Readonly<Record<string, string>>
}

export async function insertRestriction(tx: Tx, restriction: Omit<Restriction, 'receipts'>): Promise<void> {
  const { requestId, profileId, restricted, reason, requestedAt } = restriction
  await tx.query(
    `insert into restriction (workspace_id, request_id, profile_id, restricted, reason, requested_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [tx.workspaceId, requestId, profileId, restricted, reason, requestedAt],
  )
}

/** What was asked for last of somebody, with the id that they have now. */
export async function readRestriction(
  tx: Tx,
  { profileId, restriction }: Pick<Profile, 'profileId' | 'restriction'>,
): Promise<Restriction | null> {
  if (restriction === null) return null
  const { rows } = await tx.query<Row>(
    `select request_id, restricted, reason, requested_at, receipts from restriction
      where workspace_id = $1 and request_id = $2`,
    [tx.workspaceId, restriction.requestId],
  )
  const [row] = rows
  if (row === undefined) return null
  return {
    requestId: row.request_id,
    profileId,
    restricted: row.restricted,
    reason: row.reason,
    requestedAt: row.requested_at,
    receipts: row.receipts,
  }
}

/** Keeps when a service has confirmed; the first word of each stays. */
export async function addConfirmation(
  tx: Tx,
  requestId: string,
  { service, at }: { readonly service: string; readonly at: string },
): Promise<void> {
  await tx.query(
    `update restriction set receipts = (jsonb_build_object($3::text, $4::text) || receipts::jsonb)::json
      where workspace_id = $1 and request_id = $2`,
    [tx.workspaceId, requestId, service, at],
  )
}

/** What was asked for last under any of these ids; null where nothing ever was. */
export async function readLatestRestriction(tx: Tx, profileIds: readonly string[]): Promise<Profile['restriction']> {
  const { rows } = await tx.query<Pick<Row, 'request_id' | 'restricted'>>(
    `select request_id, restricted from restriction
      where workspace_id = $1 and profile_id = any ($2) order by requested_at desc, request_id desc limit 1`,
    [tx.workspaceId, profileIds],
  )
  const [row] = rows
  return row === undefined ? null : { requestId: row.request_id, restricted: row.restricted }
}
