import type { Tx } from '@polyphon/service-kit'
import { WORK_COLUMNS, type Work, type WorkRow, workOf } from '@polyphon/service-kit/work'

/** The newest work of these kinds about somebody that has not ended, under any of their ids. */
export async function openWorkOf(
  tx: Tx,
  {
    profileIds,
    kinds,
    most,
  }: { readonly profileIds: readonly string[]; readonly kinds: readonly string[]; readonly most: number },
): Promise<readonly Work[]> {
  const { rows } = await tx.query<WorkRow>(
    `select ${WORK_COLUMNS} from work
      where workspace_id = $1 and profile_id = any ($2) and kind = any ($3) and ended_at is null
      order by opened_at desc, work_id desc limit $4`,
    [tx.workspaceId, profileIds, kinds, most],
  )
  return rows.map(workOf)
}
