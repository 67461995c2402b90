import { isDeepStrictEqual } from 'node:util'
import { AppError, type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import {
  isUnit,
  type Keyring,
  readKnownStaff,
  readStaff,
  readStaffByEmail,
  type Staff,
  type StaffDetails,
  saveStaff,
} from '@polyphon/service-kit/access'
import { appendStaffChanged } from '../steps/append-staff-changed.js'
import { lockDirectory } from '../steps/apply-unit.js'
import { changeStaffUrls, type StaffUrlChanges } from '../steps/staff-urls.js'
import { URL_WAYS } from '../store/staff-urls.js'

export interface StaffPut
  extends StaffDetails,
    Pick<Staff, 'staffId' | 'name' | 'email' | 'unit' | 'roles' | 'validFrom' | 'validTo'> {
  /** By which incoming webhooks they are told; what is not named stays as it is. */
  readonly notifyUrls: StaffUrlChanges
  /** The version that the caller has read. */
  readonly ifMatch: IfMatch
}

/** Puts somebody into the directory or changes them, for all services. The same again changes nothing. */
export async function putStaff(
  tx: Tx,
  put: StaffPut,
  keyring: Keyring,
): Promise<{ readonly isNew: boolean; readonly staff: Staff }> {
  await lockDirectory(tx)
  const before = await readStaff(tx, put.staffId)
  requireVersion(put.ifMatch, before?.version ?? null)
  await refuseUnfit(tx, put)
  await keepUrls(tx, put, keyring)
  const staff = staffOf(put, before, tx.serverNow)
  if (before !== null && isDeepStrictEqual(staff, before)) return { isNew: false, staff: before }
  const changed = { ...staff, version: (before?.version ?? 0) + 1, updatedAt: tx.serverNow }
  await saveStaff(tx, changed)
  appendStaffChanged(tx, changed)
  return { isNew: before === null, staff: changed }
}

function staffOf(put: StaffPut, before: Staff | null, now: Date): Staff {
  const { ifMatch: _seen, notifyUrls: _secret, staffId, name, email, unit, roles, validFrom, validTo, ...details } = put
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
  refuseOverlaps(absences)
  await refuseDeputies(tx, staffId, absences)
}

/** Stores the URLs, and refuses a way of telling somebody that needs one and has none. */
async function keepUrls(tx: Tx, { staffId, notify, notifyUrls: urls }: StaffPut, keyring: Keyring): Promise<void> {
  const known = await changeStaffUrls(tx, { staffId, urls }, keyring)
  const faults = URL_WAYS.filter((way) => notify.includes(way) && !known.has(way)).map((way) => ({
    pointer: `/body/notifyUrls/${way}`,
    code: 'notify_url_missing',
    detail: `To be told by ${way}, they need the URL of an incoming webhook.`,
  }))
  const [first] = faults
  if (first !== undefined) throw new AppError('unprocessable', first.code, first.detail, { faults })
}

async function refuseDeputies(tx: Tx, staffId: string, absences: StaffPut['absences']): Promise<void> {
  const named = absences.flatMap(({ deputy }) => deputy ?? [])
  if (named.length === 0) return
  const known = await readKnownStaff(tx, named)
  const faults = absences.flatMap(({ deputy }, index) => {
    if (deputy === undefined || (deputy !== staffId && known.has(deputy))) return []
    const pointer = `/body/absences/${index}/deputy`
    if (deputy === staffId) return [{ pointer, code: 'deputy_oneself', detail: 'Nobody stands in for themselves.' }]
    return [{ pointer, code: 'staff_unknown', detail: 'There is nobody with this id.' }]
  })
  const [first] = faults
  if (first !== undefined)
    throw new AppError('unprocessable', first.code, `A deputy cannot be: ${first.detail}`, { faults })
}

/** Two absences at once would name two deputies, or one and nobody. */
function refuseOverlaps(absences: StaffPut['absences']): void {
  const faults = absences.flatMap(({ from, to }, index) => {
    const other = absences.findIndex((earlier, at) => at < index && earlier.from < to && from < earlier.to)
    if (other < 0) return []
    const detail = `The absence overlaps /body/absences/${other}.`
    return [{ pointer: `/body/absences/${index}`, code: 'absences_overlap', detail }]
  })
  if (faults.length > 0)
    throw new AppError('unprocessable', 'absences_overlap', 'Absences of somebody overlap.', { faults })
}
