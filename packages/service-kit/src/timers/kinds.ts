import type { Database } from '../db/database.js'
import type { TimerKind } from './timer.js'

export type Kinds = ReadonlyMap<string, TimerKind>

/** The kinds that this process has room for now. */
const kindsWithRoom = (kinds: Kinds): readonly string[] =>
  [...kinds.values()].filter((kind) => kind.hasRoom?.() ?? true).map(({ kind }) => kind)

/** Who has moved their clock, where there are kinds to which that matters. */
export const movedOf = (db: Database, kinds: Kinds): readonly string[] =>
  [...kinds.values()].some(isOfWorkspace) ? db.clocks.moved() : []

/**
 * What is due by the server's time: all but what belongs to workspaces with a time of their own. Without any, which is how live
 * ones are, nothing more is looked at.
 */
export function ofServerTime(
  kinds: Kinds,
  moved: readonly string[],
  first: number,
): { readonly where: string; readonly values: readonly unknown[] } {
  const all = kindsWithRoom(kinds)
  if (moved.length === 0) return { where: `kind = any ($${first})`, values: [all] }
  const ofWorkspaces = kindsOfWorkspaces(kinds)
  return {
    where: `kind = any ($${first}) and not (kind = any ($${first + 1}) and workspace_id = any ($${first + 2}::uuid[]))`,
    values: [all, ofWorkspaces, moved],
  }
}

const isOfWorkspace = ({ isLong, time }: TimerKind): boolean => isLong !== true && time !== 'server'

/** The kinds whose moments are of the time of their workspaces. */
export const kindsOfWorkspaces = (kinds: Kinds): readonly string[] =>
  [...kinds.values()].filter(isOfWorkspace).map(({ kind }) => kind)
