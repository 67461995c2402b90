import type { Staff } from '../auth/staff.js'
import { STAFF_COLUMNS, type StaffRow, toStaff } from '../auth/staff-store.js'
import type { Tx } from '../db/tx.js'

/** All who are responsible for something themselves. */
export async function readResponsibleStaff(tx: Tx): Promise<readonly Staff[]> {
  const { rows } = await tx.query<StaffRow>(
    `select ${STAFF_COLUMNS} from staff
      where workspace_id = $1 and json_array_length(coalesce(details->'responsibleFor', '[]')) > 0`,
    [tx.workspaceId],
  )
  return rows.map(toStaff)
}

/** Everybody of these units. */
export async function readStaffOfUnits(tx: Tx, units: readonly string[]): Promise<readonly Staff[]> {
  const { rows } = await tx.query<StaffRow>(
    `select ${STAFF_COLUMNS} from staff where workspace_id = $1 and unit = any($2)`,
    [tx.workspaceId, units],
  )
  return rows.map(toStaff)
}

/** Those of these people whom the directory knows. */
export async function readStaffByIds(tx: Tx, staffIds: readonly string[]): Promise<readonly Staff[]> {
  const { rows } = await tx.query<StaffRow>(
    `select ${STAFF_COLUMNS} from staff where workspace_id = $1 and staff_id = any($2)`,
    [tx.workspaceId, staffIds],
  )
  return rows.map(toStaff)
}
