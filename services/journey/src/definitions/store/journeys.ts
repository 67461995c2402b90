import type { Tx } from '@polyphon/service-kit'
import type { Stored } from '@polyphon/service-kit/definitions'
import { takingEveryKind } from '../domain/every-kind.js'
import type { JourneyBody } from '../domain/read-journey.js'

export type JourneyStatus = 'live' | 'stopped'

/** A journey without its definition. */
export interface JourneyState {
  readonly key: string
  readonly version: number
  /** `stopped` as long as it is archived, whatever it was before. */
  readonly status: JourneyStatus
}

/** A version of a journey as it was put, with the journey's status. */
export interface StoredJourney extends JourneyState {
  readonly definition: string
  readonly publishedAt: Date
}

// Nobody enters what is archived; what it was stays, for when it is restored.
const STATUS = "case when archived_at is null then status else 'stopped' end as status"

/** Locks a journey, so that nobody publishes or archives it meanwhile; null when there is none of this key. */
export async function lockJourney(tx: Tx, key: string): Promise<(JourneyState & { isArchived: boolean }) | null> {
  const { rows } = await tx.query<JourneyState & { isArchived: boolean }>(
    `select key, version, status, archived_at is not null as "isArchived" from journey
      where workspace_id = $1 and key = $2 and version > 0 for update`,
    [tx.workspaceId, key],
  )
  return rows[0] ?? null
}

/** Keeps journeys from being stopped or published anew until this transaction ends; returns their states. */
export async function lockJourneysShared(tx: Tx, keys: readonly string[]): Promise<readonly JourneyState[]> {
  if (keys.length === 0) return []
  const { rows } = await tx.query<JourneyState>(
    `select key, version, ${STATUS} from journey
      where workspace_id = $1 and key = any($2) and version > 0 order by key for share`,
    [tx.workspaceId, keys],
  )
  return rows
}

/** The statuses of journeys, by key. */
export async function readStatuses(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, JourneyStatus>> {
  const { rows } = await tx.query<JourneyState>(
    `select key, ${STATUS} from journey where workspace_id = $1 and key = any($2)`,
    [tx.workspaceId, [...new Set(keys)]],
  )
  return new Map(rows.map(({ key, status }) => [key, status]))
}

/** Whether people enter it, or would if it were not archived. */
export async function isLive(tx: Tx, key: string): Promise<boolean> {
  const { rowCount } = await tx.query("select from journey where workspace_id = $1 and key = $2 and status = 'live'", [
    tx.workspaceId,
    key,
  ])
  return rowCount !== 0
}

export async function saveStatus(tx: Tx, key: string, status: JourneyStatus): Promise<void> {
  await tx.query('update journey set status = $3, updated_at = $4 where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    key,
    status,
    tx.now,
  ])
}

/** From now on every run that began up to this moment is to end. */
export async function markRunsToEnd(tx: Tx, key: string): Promise<void> {
  await tx.query('update journey set runs_end_before = $3 where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    key,
    tx.now,
  ])
}

interface JourneyRow {
  readonly key: string
  readonly version: number
  readonly status: JourneyStatus
  readonly definition: string
  /** From before events, pages and screens of one name were told apart. */
  readonly takes_every_kind: boolean
  readonly published_at: Date
}

const toStored = ({ published_at: publishedAt, takes_every_kind, ...row }: JourneyRow): StoredJourney => ({
  ...row,
  definition: takes_every_kind ? JSON.stringify(takingEveryKind(JSON.parse(row.definition))) : row.definition,
  publishedAt,
})

/** How a version stands in its columns. */
export const storedJourney: Stored<JourneyBody> = {
  columns: ['definition', 'takes_every_kind'],
  write: (content) => [JSON.stringify(content), false],
  read: ({ definition, takes_every_kind: takesEveryKind }) => {
    const content: JourneyBody = JSON.parse(String(definition))
    return takesEveryKind === true ? takingEveryKind(content) : content
  },
}

/** Reads a version of a journey, the newest by default. */
export async function readJourneyVersion(tx: Tx, key: string, version?: number): Promise<StoredJourney | null> {
  const { rows } = await tx.query<JourneyRow>(
    `select version.key, version.version, ${STATUS}, version.definition, version.takes_every_kind, version.published_at
       from journey join journey_version version on version.workspace_id = journey.workspace_id
        and version.key = journey.key and version.version = coalesce($3, journey.version)
      where journey.workspace_id = $1 and journey.key = $2`,
    [tx.workspaceId, key, version ?? null],
  )
  return rows[0] ? toStored(rows[0]) : null
}
