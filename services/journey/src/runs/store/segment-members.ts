import type { Tx } from '@polyphon/service-kit'

/** People of a segment by this service's copy, in the order of their ids. */
export async function readSegmentMembers(
  tx: Tx,
  page: { readonly segment: string; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from person
      where workspace_id = $1 and ($3::uuid is null or profile_id > $3) and $2 = any(segments)
      order by profile_id limit $4`,
    [tx.workspaceId, page.segment, page.after, page.limit],
  )
  return rows.map((row) => row.profile_id)
}
