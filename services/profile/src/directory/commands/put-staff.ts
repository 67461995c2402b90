import { isDeepStrictEqual } from 'node:util'
import { AppError, type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import {
  isUnit,
  readKnownStaff,
  readStaff,
  readStaffByEmail,
  type Staff,
  type StaffDetails,
  saveStaff,
} from '@polyphon/service-kit/access'
import { appendStaffChanged } from '../steps/append-staff-changed.js'
import { lockDirectory } from '../steps/apply-unit.js'

export interface StaffPut
  extends StaffDetails,
    Pick<Staff, 'staffId' | 'name' | 'email' | 'unit' | 'roles' | 'validFrom' | 'validTo'> {
  /** The version that the caller has read. */
  readonly ifMatch: IfMatch
}

/** Puts somebody into the directory or changes them, for all services. The same again changes nothing. */
export async function putStaff(tx: Tx, put: StaffPut): Promise<{ readonly isNew: boolean; readonly staff: Staff }> {
  await lockDirectory(tx)
  const before = await readStaff(tx, put.staffId)
  requireVersion(put.ifMatch, before?.version ?? null)
  await refuseUnfit(tx, put)
  const staff = staffOf(put, before, tx.now)
  if (before !== null && isDeepStrictEqual(staff, before)) return { isNew: false, staff: before }
  const changed = { ...staff, version: (before?.version ?? 0) + 1, updatedAt: tx.now }
  await saveStaff(tx, changed)
  appendStaffChanged(tx, changed)
  return { isNew: before === null, staff: changed }
}

function staffOf(put: StaffPut, before: Staff | null, now: Date): Staff {
  const { ifMatch: _seen, staffId, name, email, unit, roles, validFrom, validTo, ...details } = put
  return {
    staffId,
    name,
    email,
    unit,
    roles,
    validFrom,
    validTo,
    // As it comes back from the database: what is undefined is not there.
    details: JSON.parse(JSON.stringify(details)),
    version: before?.version ?? 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: before?.updatedAt ?? now,
  }
}

async function refuseUnfit(tx: Tx, { staffId, email, unit, absences }: StaffPut): Promise<void> {
  if (!(await isUnit(tx, unit))) {
    const detail = `There is no unit "${unit}".`
    throw new AppError('unprocessable', 'unit_unknown', detail, {
      faults: [{ pointer: '/body/unit', code: 'unit_unknown', detail }],
    })
  }
  if ((await readStaffByEmail(tx, email)).some((other) => other.staffId !== staffId)) {
    const detail = 'Somebody else of the directory has this address.'
    throw new AppError('conflict', 'staff_email_taken', detail, {
      faults: [{ pointer: '/body/email', code: 'staff_email_taken', detail }],
    })
  }
  await refuseDeputies(tx, staffId, absences)
}

async function refuseDeputies(tx: Tx, staffId: string, absences: StaffPut['absences']): Promise<void> {
  const named = absences.flatMap(({ deputy }) => deputy ?? [])
  if (named.length === 0) return
  const known = await readKnownStaff(tx, named)
  const faults = absences.flatMap(({ deputy }, index) => {
    if (deputy === undefined || (deputy !== staffId && known.has(deputy))) return []
    const detail = deputy === staffId ? 'Nobody stands in for themselves.' : 'There is nobody with this id.'
    return [{ pointer: `/body/absences/${index}/deputy`, code: 'staff_unknown', detail }]
  })
  if (faults.length > 0)
    throw new AppError('unprocessable', 'staff_unknown', 'A deputy is nobody of the directory.', { faults })
}
