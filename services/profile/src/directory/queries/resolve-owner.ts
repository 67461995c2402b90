import { AppError, type Tx } from '@polyphon/service-kit'
import { isValidAt, readCalendars, readUnits, type Staff, type Unit } from '@polyphon/service-kit/access'
import { localeOf } from '../../people/domain/profile.js'
import { readProfile } from '../../people/store/profiles.js'
import { calendarsAround, decideOwner, type Owner } from '../domain/owner.js'
import { type DirectoryUnit, findResponsible, type Member, type Question, treeOf } from '../domain/responsible.js'
import { readResponsibleStaff, readStaffByIds, readStaffOfUnits } from '../store/staff-around.js'

/** What is known of something, of which the owner is looked for. */
export interface OwnerQuestion extends Omit<Question, 'segments' | 'accounts'> {
  readonly segment?: string | undefined
  readonly account?: string | undefined
}

/**
 * Whose something is by the directory as it is now, at a moment. Throws 422 `profile_unknown` for nobody, `unit_missing`
 * where the workspace has no unit that counts at that moment.
 */
export async function resolveOwner(tx: Tx, about: OwnerQuestion): Promise<Owner> {
  const question = await completed(tx, about)
  const units = await readUnits(tx)
  const tree = treeOf(units.map((unit) => toDirectoryUnit(unit, question.at)))
  const inForce = (staff: readonly Staff[]): readonly Staff[] => staff.filter((each) => isValidAt(each, question.at))
  const responsible = inForce(await readResponsibleStaff(tx))
  const found = findResponsible(question, tree, responsible.map(toMember))
  if (found === null) {
    const detail = 'The workspace has no unit that counts at this moment; put one with `putUnit`.'
    throw new AppError('unprocessable', 'unit_missing', detail)
  }
  const levels = tree.upwards(found.unit)
  const staff = inForce(
    await readStaffOfUnits(
      tx,
      levels.map(({ key }) => key),
    ),
  )
  const named = responsible.filter(({ staffId }) => staffId === found.staffId)
  const members = (await withDeputies(tx, [...named, ...staff], inForce)).map(toMember)
  // A deputy works by the calendar of their own unit, wherever that is.
  const around = [...new Set([...levels, ...members.flatMap(({ unit }) => tree.upwards(unit))])]
  const calendars = await readCalendars(tx, calendarsAround(around, members))
  return decideOwner(found, question, { tree, members, calendars })
}

/** The question with what is known of the person: their segments, accounts and language. */
async function completed(tx: Tx, { segment, account, ...question }: OwnerQuestion): Promise<Question> {
  const [segments, accounts] = [segment, account].map((given) => (given === undefined ? [] : [given]))
  const { profileId } = question
  if (profileId === undefined) return { ...question, segments: segments ?? [], accounts: accounts ?? [] }
  const person = await readProfile(tx, profileId)
  if (person === null) {
    const detail = 'There is no such profile.'
    const faults = [{ pointer: '/body/profileId', code: 'profile_unknown', detail }]
    throw new AppError('unprocessable', 'profile_unknown', detail, { faults })
  }
  const theirs = person.accounts.flatMap(({ accountKey }) => (typeof accountKey === 'string' ? accountKey : []))
  return {
    ...question,
    // Whoever was merged meets the same people under each of their ids.
    profileId: person.profileId,
    segments: [...(segments ?? []), ...person.segments],
    accounts: [...(accounts ?? []), ...theirs],
    language: question.language ?? localeOf(person) ?? undefined,
  }
}

/** The same people with whoever stands in for them, and for these, however far that leads. */
async function withDeputies(
  tx: Tx,
  staff: readonly Staff[],
  inForce: (staff: readonly Staff[]) => readonly Staff[],
): Promise<readonly Staff[]> {
  const known = new Map<string, Staff>()
  for (let next = staff; next.length > 0; ) {
    for (const each of next) known.set(each.staffId, each)
    const deputies = next.flatMap(({ details }) => details.absences.flatMap(({ deputy }) => deputy ?? []))
    const missing = [...new Set(deputies)].filter((staffId) => !known.has(staffId))
    next = missing.length === 0 ? [] : inForce(await readStaffByIds(tx, missing))
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
