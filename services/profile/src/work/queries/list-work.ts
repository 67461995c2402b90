import { WORK_KINDS, WORK_STATES } from '@polyphon/contracts'
import { Id, Key, type Tx } from '@polyphon/service-kit'
import { readUnits, unitsWithin } from '@polyphon/service-kit/access'
import { by, is, isTrue, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { WORK_COLUMNS, type Work, type WorkCaller, type WorkRow, workOf } from '@polyphon/service-kit/work'
import { SERVICES, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { readAllIds } from '../../people/store/subjects.js'

/** Everybody's work from all services, as far as the caller reaches; what nothing waits for comes last. */
export const workList = list({
  name: 'work',
  filters: {
    staffId: is('owner_staff_id', Id.describe('Whose it is')),
    unit: is('owner_unit', Key),
    within: where(
      Key.describe('Of this unit or one below it, as the tree is now'),
      (value) => `owner_unit = any(${value})`,
      async (tx, unit) => unitsWithin(await readUnits(tx), unit, tx.serverNow),
    ),
    state: is('state', z.enum(WORK_STATES)),
    ended: isTrue('(ended_at is not null)', 'Only what is done or canceled, or only what is not'),
    due: where(
      z
        .union([z.literal('overdue'), Timestamp])
        .describe('What has not ended and is due by this moment; `overdue` is what is late now'),
      (value) => `ended_at is null and due_at <= ${value}`,
      (tx, due) => (due === 'overdue' ? tx.now : due),
    ),
    kind: is('kind', z.enum(WORK_KINDS)),
    service: is('service', z.enum(SERVICES)),
    profileId: where(
      Id.describe('About this person, under any id they ever had'),
      (value) => `profile_id = any(${value})`,
      readAllIds,
    ),
  },
  sorts: {
    due: [by.time('due_order'), by.id('work_id')],
    openedAt: [by.time('opened_at'), by.id('work_id')],
  },
  sort: 'due',
})

export const listWork = <Item extends object>(
  tx: Tx,
  { query, caller }: { readonly query: ListQuery; readonly caller: WorkCaller },
  show: (work: Work) => Item,
): Promise<Page<Item>> =>
  workList.page<WorkRow, Item>(tx, query, {
    columns: WORK_COLUMNS,
    from: 'work',
    where: (parameter) => `workspace_id = $1${reached(caller, parameter)}`,
    show: (_tx, rows) => rows.map((row) => show(workOf(row))),
  })

/** The same as `reachesWork` says of one. */
function reached({ staff, remit: { units } }: WorkCaller, parameter: (value: unknown) => string): string {
  if (units === null) return ''
  const ofUnits = `owner_unit = any(${parameter(units)})`
  return staff === null ? ` and ${ofUnits}` : ` and (${ofUnits} or owner_staff_id = ${parameter(staff.staffId)})`
}
