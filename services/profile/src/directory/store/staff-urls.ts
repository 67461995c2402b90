import type { Tx } from '@polyphon/service-kit'

/** The ways of telling somebody that need a URL. */
export const URL_WAYS = ['webhook', 'slack', 'teams'] as const
export type UrlWay = (typeof URL_WAYS)[number]

export interface StaffUrl {
  readonly staffId: string
  readonly way: UrlWay
  readonly sealed: string
}

const toStaffUrl = (row: { staff_id: string; way: UrlWay; sealed: string }): StaffUrl => ({
  staffId: row.staff_id,
  way: row.way,
  sealed: row.sealed,
})

export async function readStaffUrls(tx: Tx, staffId: string): Promise<readonly StaffUrl[]> {
  const { rows } = await tx.query<{ staff_id: string; way: UrlWay; sealed: string }>(
    'select staff_id, way, sealed from staff_url where workspace_id = $1 and staff_id = $2',
    [tx.workspaceId, staffId],
  )
  return rows.map(toStaffUrl)
}

/** All of the workspace, held until the transaction ends. */
export async function lockStaffUrls(tx: Tx): Promise<readonly StaffUrl[]> {
  const { rows } = await tx.query<{ staff_id: string; way: UrlWay; sealed: string }>(
    'select staff_id, way, sealed from staff_url where workspace_id = $1 order by staff_id, way for update',
    [tx.workspaceId],
  )
  return rows.map(toStaffUrl)
}

export async function saveStaffUrl(tx: Tx, { staffId, way, sealed }: StaffUrl): Promise<void> {
  await tx.query(
    `insert into staff_url (workspace_id, staff_id, way, sealed) values ($1, $2, $3, $4)
     on conflict (workspace_id, staff_id, way) do update set sealed = excluded.sealed`,
    [tx.workspaceId, staffId, way, sealed],
  )
}

export async function removeStaffUrl(tx: Tx, staffId: string, way: UrlWay): Promise<void> {
  await tx.query('delete from staff_url where workspace_id = $1 and staff_id = $2 and way = $3', [
    tx.workspaceId,
    staffId,
    way,
  ])
}
