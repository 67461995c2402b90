import type { Calendar } from '@polyphon/values'
import type { Tx } from '../db/tx.js'

/** When somebody works, under a key of the directory. */
export interface DirectoryCalendar {
  readonly key: string
  readonly version: number
  readonly calendar: Calendar
}

/** Those of these calendars that are in use, by key. */
export async function readCalendars(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, Calendar>> {
  if (keys.length === 0) return new Map()
  const { rows } = await tx.query<{ key: string; calendar: Calendar }>(
    'select key, calendar from directory_calendar where workspace_id = $1 and key = any($2)',
    [tx.workspaceId, keys],
  )
  return new Map(rows.map(({ key, calendar }) => [key, calendar]))
}

/** Stores a calendar as it is now, unless a newer version is here. */
export async function saveCalendar(tx: Tx, { key, version, calendar }: DirectoryCalendar): Promise<void> {
  await tx.query(
    `insert into directory_calendar (workspace_id, key, version, calendar) values ($1, $2, $3, $4)
     on conflict (workspace_id, key) do update set version = excluded.version, calendar = excluded.calendar
     where directory_calendar.version <= excluded.version`,
    [tx.workspaceId, key, version, JSON.stringify(calendar)],
  )
}

/** Takes a calendar out that is archived. */
export async function removeCalendar(tx: Tx, key: string): Promise<void> {
  await tx.query('delete from directory_calendar where workspace_id = $1 and key = $2', [tx.workspaceId, key])
}
