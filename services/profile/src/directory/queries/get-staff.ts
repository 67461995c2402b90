import { AppError, type Tx } from '@polyphon/service-kit'
import { type Remit, readStaff, type Staff } from '@polyphon/service-kit/access'

/** Somebody of the firm, as they are now; who is out of reach is as unknown as nobody. */
export async function getStaff(tx: Tx, staffId: string, { units }: Remit): Promise<Staff> {
  const staff = await readStaff(tx, staffId)
  if (staff === null || units?.includes(staff.unit) === false)
    throw new AppError('missing', 'staff_unknown', 'There is nobody with this id in the directory.')
  return staff
}
