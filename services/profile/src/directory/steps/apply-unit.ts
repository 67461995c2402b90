import { type DataOf, type Responsibility, type unitChanged } from '@polyphon/contracts'
import { AppError, type Tx } from '@polyphon/service-kit'
import { lockWorkspace, readStaffOfUnit, readUnits, removeUnit, saveUnit } from '@polyphon/service-kit/access'
import type { Definition, Use } from '@polyphon/service-kit/definitions'
import { decideParent } from '../domain/unit-tree.js'

/** What a version of a unit says; moments as ISO texts, as it is stored and published. */
export interface UnitContent {
  readonly name: string
  readonly parent?: string | undefined
  readonly organisation?: string | undefined
  readonly calendar?: string | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
  readonly responsibleFor: readonly Responsibility[]
}

/** Units and staff are changed one after the other, so that nobody is put into a unit that is archived at that moment. */
export async function lockDirectory(tx: Tx): Promise<void> {
  await lockWorkspace(tx)
}

/** Refuses a unit below one that there is not, or below itself. */
export async function refuseUnfitUnit(tx: Tx, { key, content }: Definition<UnitContent>): Promise<void> {
  const decision = decideParent({ key, parent: content.parent ?? null }, await readUnits(tx))
  if (decision.outcome === 'fits') return
  const [code, detail] =
    decision.outcome === 'circle'
      ? ['unit_circle', `The unit would belong to itself: ${shortened(decision.circle).join(' → ')}.`]
      : ['unit_unknown', `There is no unit "${content.parent ?? ''}".`]
  throw new AppError('unprocessable', code, detail, { faults: [{ pointer: '/body/parent', code, detail }] })
}

const ENDS = 5

/** The beginning and the end of a way, which may be thousands of units long. */
const shortened = (way: readonly string[]): readonly string[] =>
  way.length > 2 * ENDS ? [...way.slice(0, ENDS), '…', ...way.slice(-ENDS)] : way

/** What counts now of a unit, as this service and its copies look it up. */
export async function applyUnit(tx: Tx, { key, version, content, archivedAt }: Definition<UnitContent>): Promise<void> {
  if (archivedAt !== null) return removeUnit(tx, key)
  const { name, parent, validFrom, validTo, ...details } = content
  const moment = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text))
  await saveUnit(tx, {
    key,
    version,
    name,
    parent: parent ?? null,
    validFrom: moment(validFrom),
    validTo: moment(validTo),
    details,
  })
}

// Whoever archives one learns of a few; there may be thousands in it.
const MOST_NAMED = 20

/** Who is in a unit: other units and staff. */
export async function usersOfUnit(tx: Tx, key: string): Promise<readonly Use[]> {
  const below = (await readUnits(tx)).filter(({ parent }) => parent === key)
  const staff = await readStaffOfUnit(tx, key, MOST_NAMED)
  return [
    ...below.map((unit) => ({ kind: 'unit', key: unit.key })),
    ...staff.map((staffId) => ({ kind: 'staff', key: staffId })),
  ]
}

export const eventOfUnit = ({
  key,
  version,
  content,
  publishedAt,
}: Definition<UnitContent>): DataOf<typeof unitChanged> => ({
  key,
  version,
  ...content,
  publishedAt: publishedAt?.toISOString(),
})
