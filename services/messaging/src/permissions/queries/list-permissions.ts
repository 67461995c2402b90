import type { Tx } from '@polyphon/service-kit'
import { type LedgerPosition, type PermissionRecord, readPermissionRecords } from '../store/permissions.js'

export type { PermissionRecord }

/** What a person allows now, with the records that led there: by channel and topic, the newest record of each first. */
export async function listPermissions(
  tx: Tx,
  profileId: string,
  after: LedgerPosition | null,
  limit: number,
): Promise<readonly PermissionRecord[]> {
  return readPermissionRecords(tx, { profileId, after, limit })
}
