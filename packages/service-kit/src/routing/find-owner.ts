import { readCalendars } from '../auth/calendar-store.js'
import { isValidAt, type Staff, type Unit } from '../auth/staff.js'
import { readUnits } from '../auth/staff-store.js'
import type { Tx } from '../db/tx.js'
import { type Around, absenceOf, calendarsAround, decideOwner, MOST_DEPUTIES, type Owner } from './owner.js'
import { findResponsible, type Member, type Question, type Responsible } from './responsible.js'
import { readResponsibleStaff, readStaffByIds, readStaffOfUnits } from './staff-around.js'
import { type DirectoryUnit, type Tree, treeOf } from './tree.js'

/**
 * Whose something is, by the directory as this service knows it now, at the moment of the question. Null where there is no
 * unit that counts then.
 */
export async function findOwner(tx: Tx, question: Question): Promise<Owner | null> {
  const tree = await readTree(tx, question.at)
  const responsible = countingAt(await readResponsibleStaff(tx), question.at)
  const found = findResponsible(question, tree, responsible.map(toMember))
  return found && decideOwner(found, question, await readAround(tx, tree, found, question.at))
}

/** The units with the way from each to the top, at a moment. */
export async function readTree(tx: Tx, at: Date): Promise<Tree> {
  const units = await readUnits(tx)
  return treeOf(units.map((unit) => toDirectoryUnit(unit, at)))
}

/** Who is around a unit at a moment: those of it and of the units above it, whoever stands in for them, and their hours. */
export async function readAround(
  tx: Tx,
  tree: Tree,
  { unit, staffId }: Pick<Responsible, 'unit' | 'staffId'>,
  at: Date,
): Promise<Around> {
  const keys = tree.upwards(unit).map(({ key }) => key)
  const named = staffId === null ? [] : await readStaffByIds(tx, [staffId])
  const staff = countingAt([...named, ...(await readStaffOfUnits(tx, keys))], at)
  const members = (await withDeputies(tx, staff, at)).map(toMember)
  return { tree, members, calendars: await readCalendars(tx, calendarsAround(unit, { tree, members })) }
}

const countingAt = (staff: readonly Staff[], at: Date): readonly Staff[] => staff.filter((each) => isValidAt(each, at))

/** The same people with whoever stands in for them at that moment, and for these, as far as that counts. */
async function withDeputies(tx: Tx, staff: readonly Staff[], at: Date): Promise<readonly Staff[]> {
  const known = new Map(staff.map((each) => [each.staffId, each]))
  for (let [next, round] = [staff, 0]; next.length > 0 && round < MOST_DEPUTIES; round += 1) {
    const deputies = next.flatMap(({ details }) => absenceOf(details, at)?.deputy ?? [])
    const missing = [...new Set(deputies)].filter((staffId) => !known.has(staffId))
    next = missing.length === 0 ? [] : countingAt(await readStaffByIds(tx, missing), at)
    for (const each of next) known.set(each.staffId, each)
  }
  return [...known.values()]
}

const toDirectoryUnit = ({ key, parent, details, ...validity }: Unit, at: Date): DirectoryUnit => ({
  key,
  parent,
  counts: isValidAt(validity, at),
  isPartner: details.organisation !== undefined,
  calendar: details.calendar ?? null,
  responsibleFor: details.responsibleFor,
})

const toMember = ({ staffId, unit, roles, details, createdAt }: Staff): Member => ({
  staffId,
  unit,
  roles,
  languages: details.languages,
  channels: details.channels,
  calendar: details.calendar ?? null,
  capacity: details.capacity ?? null,
  absences: details.absences,
  responsibleFor: details.responsibleFor ?? [],
  createdAt,
})
