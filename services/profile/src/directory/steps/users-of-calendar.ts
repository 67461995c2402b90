import type { Tx } from '@polyphon/service-kit'
import { readStaffOfCalendar, readUnits } from '@polyphon/service-kit/access'
import type { Use } from '@polyphon/service-kit/definitions'

// Whoever archives one learns of a few; there may be thousands who work by it.
const MOST_NAMED = 20

/** Who works by a calendar: units and staff that name it. */
export async function usersOfCalendar(tx: Tx, key: string): Promise<readonly Use[]> {
  const units = (await readUnits(tx)).filter(({ details }) => details.calendar === key)
  const staff = await readStaffOfCalendar(tx, key, MOST_NAMED)
  return [
    ...units.map((unit) => ({ kind: 'unit', key: unit.key })),
    ...staff.map((staffId) => ({ kind: 'staff', key: staffId })),
  ]
}
