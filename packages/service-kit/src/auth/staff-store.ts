import { normaliseEmail } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import { isStaffRole, type Staff, type StaffDetails, type Unit, type UnitDetails } from './staff.js'

export interface StaffRow {
  staff_id: string
  version: number
  name: string
  email: string
  unit: string
  roles: string[]
  valid_from: Date | null
  valid_to: Date | null
  details: StaffDetails
  created_at: Date
  updated_at: Date
}

export const STAFF_COLUMNS =
  'staff_id, version, name, email, unit, roles, valid_from, valid_to, details, created_at, updated_at'

export const toStaff = (row: StaffRow): Staff => ({
  staffId: row.staff_id,
  version: row.version,
  name: row.name,
  email: row.email,
  unit: row.unit,
  roles: row.roles.filter(isStaffRole),
  validFrom: row.valid_from,
  validTo: row.valid_to,
  details: row.details,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** The one form in which an address is compared. */
export const emailKeyOf = (email: string): string => normaliseEmail(email) ?? email.trim().toLowerCase()

export async function readStaff(tx: Tx, staffId: string): Promise<Staff | null> {
  const { rows } = await tx.query<StaffRow>(
    `select ${STAFF_COLUMNS} from staff where workspace_id = $1 and staff_id = $2`,
    [tx.workspaceId, staffId],
  )
  return rows[0] === undefined ? null : toStaff(rows[0])
}

/** Everybody who has an address: one, except for a moment in a copy that is between two changes. */
export async function readStaffByEmail(tx: Tx, email: string): Promise<readonly Staff[]> {
  const { rows } = await tx.query<StaffRow>(
    `select ${STAFF_COLUMNS} from staff where workspace_id = $1 and email_key = $2 order by staff_id`,
    [tx.workspaceId, emailKeyOf(email)],
  )
  return rows.map(toStaff)
}

/** Which of these ids somebody has. */
export async function readKnownStaff(tx: Tx, staffIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ staff_id: string }>(
    'select staff_id from staff where workspace_id = $1 and staff_id = any($2)',
    [tx.workspaceId, staffIds],
  )
  return new Set(rows.map((row) => row.staff_id))
}

/** The ids of some who are of a unit. */
export async function readStaffOfUnit(tx: Tx, unit: string, most: number): Promise<readonly string[]> {
  const { rows } = await tx.query<{ staff_id: string }>(
    'select staff_id from staff where workspace_id = $1 and unit = $2 order by staff_id limit $3',
    [tx.workspaceId, unit, most],
  )
  return rows.map((row) => row.staff_id)
}

/** The ids of some who name a calendar. */
export async function readStaffOfCalendar(tx: Tx, calendar: string, most: number): Promise<readonly string[]> {
  const { rows } = await tx.query<{ staff_id: string }>(
    "select staff_id from staff where workspace_id = $1 and details->>'calendar' = $2 order by staff_id limit $3",
    [tx.workspaceId, calendar, most],
  )
  return rows.map((row) => row.staff_id)
}

/**
 * Stores somebody as they are now, unless a newer version is here. Since when they are there is the earliest that anybody
 * has said: a copy may have begun with a later change that did not say it.
 */
export async function saveStaff(tx: Tx, staff: Staff): Promise<void> {
  await tx.query(
    `insert into staff (workspace_id, email_key, ${STAFF_COLUMNS})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (workspace_id, staff_id) do update set email_key = excluded.email_key, version = excluded.version,
       name = excluded.name, email = excluded.email, unit = excluded.unit, roles = excluded.roles,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to, details = excluded.details,
       created_at = least(staff.created_at, excluded.created_at), updated_at = excluded.updated_at
     where staff.version <= excluded.version`,
    [
      tx.workspaceId,
      emailKeyOf(staff.email),
      staff.staffId,
      staff.version,
      staff.name,
      staff.email,
      staff.unit,
      staff.roles,
      staff.validFrom,
      staff.validTo,
      JSON.stringify(staff.details),
      staff.createdAt,
      staff.updatedAt,
    ],
  )
}

interface UnitRow {
  key: string
  version: number
  name: string
  parent: string | null
  valid_from: Date | null
  valid_to: Date | null
  details: UnitDetails
}

const UNIT_COLUMNS = 'key, version, name, parent, valid_from, valid_to, details'

/** The units of the workspace that are in use, by key. */
export async function readUnits(tx: Tx): Promise<readonly Unit[]> {
  const { rows } = await tx.query<UnitRow>(
    `select ${UNIT_COLUMNS} from directory_unit where workspace_id = $1 order by key`,
    [tx.workspaceId],
  )
  return rows.map((row) => ({
    key: row.key,
    version: row.version,
    name: row.name,
    parent: row.parent,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    details: row.details,
  }))
}

export async function isUnit(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await tx.query('select from directory_unit where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    key,
  ])
  return rows.length > 0
}

/** Stores a unit as it is now. */
export async function saveUnit(tx: Tx, unit: Unit): Promise<void> {
  await tx.query(
    `insert into directory_unit (workspace_id, ${UNIT_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (workspace_id, key) do update set version = excluded.version, name = excluded.name,
       parent = excluded.parent, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
       details = excluded.details
     where directory_unit.version <= excluded.version`,
    [
      tx.workspaceId,
      unit.key,
      unit.version,
      unit.name,
      unit.parent,
      unit.validFrom,
      unit.validTo,
      JSON.stringify(unit.details),
    ],
  )
}

/** Takes a unit out that is archived. */
export async function removeUnit(tx: Tx, key: string): Promise<void> {
  await tx.query('delete from directory_unit where workspace_id = $1 and key = $2', [tx.workspaceId, key])
}
