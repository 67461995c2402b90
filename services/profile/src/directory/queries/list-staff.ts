import { Key, type Tx } from '@polyphon/service-kit'
import {
  emailKeyOf,
  type Remit,
  readUnits,
  STAFF_COLUMNS,
  STAFF_ROLES,
  type Staff,
  type StaffRow,
  toStaff,
  unitsWithin,
} from '@polyphon/service-kit/access'
import { by, is, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'

/** The people of the firm that the caller reaches; those who have left included. */
export const staffList = list({
  name: 'staff',
  filters: {
    unit: is('unit', Key),
    within: where(
      Key.describe('Of this unit or one below it, as the tree is now'),
      (value) => `unit = any(${value})`,
      async (tx, unit) => unitsWithin(await readUnits(tx), unit, tx.serverNow),
    ),
    role: where(z.enum(STAFF_ROLES), (value) => `${value} = any(roles)`),
    email: where(
      z.string().min(1).max(320).describe('However it is written'),
      (value) => `email_key = ${value}`,
      (_tx, email) => emailKeyOf(email),
    ),
  },
  sorts: { createdAt: [by.time('created_at'), by.id('staff_id')] },
  sort: '-createdAt',
})

export const listStaff = <Item extends object>(
  tx: Tx,
  { query, remit: { units } }: { readonly query: ListQuery; readonly remit: Remit },
  show: (staff: Staff) => Item,
): Promise<Page<Item>> =>
  staffList.page<StaffRow, Item>(tx, query, {
    columns: STAFF_COLUMNS,
    from: 'staff',
    ...(units === null ? {} : { within: { unit: units } }),
    show: (_tx, rows) => rows.map((row) => show(toStaff(row))),
  })
