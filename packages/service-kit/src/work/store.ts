import type { Owner, WorkState } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import type { ServiceName } from '../values/service-name.js'
import type { FormerOwner, Work } from './work.js'

export interface WorkRow {
  readonly work_id: string
  readonly service: ServiceName
  readonly version: number
  readonly kind: string
  readonly state: WorkState
  readonly subject: string | null
  readonly owner_unit: string
  readonly owner_staff_id: string | null
  readonly because: string
  readonly former_owners: readonly FormerOwner[]
  readonly hand_overs: number
  readonly opened_at: Date
  readonly due_at: Date | null
  readonly acknowledged_at: Date | null
  readonly overdue_at: Date | null
  readonly ended_at: Date | null
  readonly profile_id: string | null
  readonly why: string
  readonly href: string
}

export const WORK_COLUMNS = `work_id, service, version, kind, state, subject, owner_unit, owner_staff_id, because, former_owners,
       hand_overs, opened_at, due_at, acknowledged_at, overdue_at, ended_at, profile_id, why, href`

export const workOf = (row: WorkRow): Work => ({
  workId: row.work_id,
  service: row.service,
  version: row.version,
  kind: row.kind,
  state: row.state,
  subject: row.subject,
  owner: ownerOf(row),
  formerOwners: row.former_owners,
  handOvers: row.hand_overs,
  openedAt: row.opened_at,
  dueAt: row.due_at,
  acknowledgedAt: row.acknowledged_at,
  overdueAt: row.overdue_at,
  endedAt: row.ended_at,
  profileId: row.profile_id,
  why: row.why,
  href: row.href,
})

const ownerOf = ({ owner_unit: unit, owner_staff_id: staffId, because }: WorkRow): Owner => ({
  unit,
  ...(staffId !== null && { staffId }),
  because,
})

export const workUnknown = (): AppError => new AppError('missing', 'work_unknown', 'There is no such work.')

async function find(tx: Tx, where: string, value: string): Promise<Work | null> {
  const { rows } = await tx.query<WorkRow>(`select ${WORK_COLUMNS} from work where workspace_id = $1 and ${where}`, [
    tx.workspaceId,
    value,
  ])
  return rows[0] === undefined ? null : workOf(rows[0])
}

export const readWork = (tx: Tx, workId: string): Promise<Work | null> => find(tx, 'work_id = $2', workId)

/** The work, held until the transaction ends. */
export const lockWork = (tx: Tx, workId: string): Promise<Work | null> => find(tx, 'work_id = $2 for update', workId)

/** What there still is to do about something, held until the transaction ends. */
export const lockWorkAbout = (tx: Tx, subject: string): Promise<Work | null> =>
  find(tx, 'subject = $2 and ended_at is null for update', subject)

/** Stores new work; nothing is stored where there is some of it, or other work about the same. Answers whether it was. */
export async function insertWork(tx: Tx, work: Work): Promise<boolean> {
  const { rowCount } = await tx.query(`${INSERT} on conflict do nothing`, valuesOf(tx, work))
  return rowCount === 1
}

/**
 * Stores work as it is now, unless a newer version is here. What never changes stays as it is here:
 * whom it is about may have been merged, and its text erased. A copy names whom it is about by the id they have now.
 */
export async function saveWork(tx: Tx, work: Work, profileId = work.profileId): Promise<void> {
  await tx.query(
    `${INSERT}
     on conflict (workspace_id, work_id) do update set version = excluded.version, state = excluded.state,
       owner_unit = excluded.owner_unit, owner_staff_id = excluded.owner_staff_id, because = excluded.because,
       former_owners = excluded.former_owners, hand_overs = excluded.hand_overs,
       acknowledged_at = excluded.acknowledged_at, overdue_at = excluded.overdue_at, ended_at = excluded.ended_at
     where work.version < excluded.version`,
    valuesOf(tx, work, profileId),
  )
}

const INSERT = `insert into work (workspace_id, ${WORK_COLUMNS}, origin_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`

const valuesOf = (tx: Tx, work: Work, profileId = work.profileId): readonly unknown[] => [
  tx.workspaceId,
  work.workId,
  work.service,
  work.version,
  work.kind,
  work.state,
  work.subject,
  work.owner.unit,
  work.owner.staffId ?? null,
  work.owner.because,
  JSON.stringify(work.formerOwners),
  work.handOvers,
  work.openedAt,
  work.dueAt,
  work.acknowledgedAt,
  work.overdueAt,
  work.endedAt,
  profileId,
  work.why,
  work.href,
  work.profileId,
]

/** Whether one of these units has open work about a person, by any of their ids. */
export async function hasOpenWork(
  tx: Tx,
  { profileIds, units }: { readonly profileIds: readonly string[]; readonly units: readonly string[] },
): Promise<boolean> {
  const { rows } = await tx.query(
    `select from work
      where workspace_id = $1 and profile_id = any ($2::uuid[]) and ended_at is null and owner_unit = any ($3) limit 1`,
    [tx.workspaceId, profileIds, units],
  )
  return rows.length > 0
}
