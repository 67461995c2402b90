/**
 * SQL that says of a row whether it counts: nothing counts of whoever may be kept and not used, under any id that they had. It
 * comes to the same set for all rows of a statement, which is read once. `$1` is the workspace.
 */
export const mayCountSql = (profileId: string): string =>
  `(${profileId} is null or ${profileId} not in (
      select profile_id from person where workspace_id = $1 and restricted
      union all
      select former.old_id from person restricted
        join profile_alias former on former.workspace_id = $1 and former.canonical_id = restricted.profile_id
       where restricted.workspace_id = $1 and restricted.restricted))`
