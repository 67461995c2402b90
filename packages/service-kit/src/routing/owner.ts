import { type Calendar, isBusinessTime, nextBusinessTime } from '@polyphon/values'
import {
  type DirectoryUnit,
  type Member,
  type Question,
  type Reason,
  type Responsible,
  sortedBy,
  speaks,
  type Tree,
} from './responsible.js'

/** Whose something is, and every step that led there. */
export interface Owner {
  readonly unit: string
  readonly staffId: string | null
  readonly reasons: readonly Reason[]
}

/** What is known of the people and hours around a responsibility. */
export interface Around {
  readonly tree: Tree
  /** Those of the unit and of the units above it, their deputies, and the deputies of these. */
  readonly members: readonly Member[]
  readonly calendars: ReadonlyMap<string, Calendar>
}

/**
 * Who owns something: whoever is responsible; of a unit somebody who works in it. Whoever is absent is stood in for by their
 * deputies; where a unit has nobody, somebody who leads a unit above it takes it, and it stays with the unit. Hours decide
 * between people, and nothing else: something has an owner at night, too. Source: api-services.md §2, decision 0135.
 */
export function decideOwner({ unit, staffId, reasons }: Responsible, question: Question, around: Around): Owner {
  const found = findHolder(unit, staffId, question, around)
  const holder = found.member
  return {
    unit,
    staffId: holder?.staffId ?? null,
    reasons: [...reasons, ...found.reasons, ...caveatsOf(unit, holder, question, around)],
  }
}

interface Found {
  readonly member: Member | null
  readonly reasons: readonly Reason[]
}

function findHolder(unit: string, staffId: string | null, question: Question, around: Around): Found {
  const passed: Reason[] = []
  const named = around.members.find((member) => member.staffId === staffId)
  if (named !== undefined) {
    const found = standIn(named, question, around.members)
    if (found.member !== null) return found
    passed.push(...found.reasons)
  }
  for (const level of around.tree.upwards(unit)) {
    const roles = level.key === unit ? WORKING : LEADING
    const candidates = candidatesOf(level, roles, question, around).filter(({ staffId: id }) => id !== staffId)
    const found = firstOf(level, candidates, level.key === unit, { question, members: around.members })
    if (found.member !== null) return { member: found.member, reasons: [...passed, ...found.reasons] }
    passed.push(...found.reasons)
  }
  const detail = `Nobody of the unit "${unit}" is available, nor of those who lead the units above it.`
  return { member: null, reasons: [...passed, { code: 'nobody_available', detail, unit }] }
}

// Analysts see no persons, so that nothing of these is theirs; whoever has no role may do nothing yet.
const WORKING: readonly string[] = ['agent', 'manager', 'admin']
/** Whose remit includes the units below their own. */
const LEADING: readonly string[] = ['manager', 'admin']

/** Who of a unit may own it, the fittest first. */
function candidatesOf(
  { key }: DirectoryUnit,
  roles: readonly string[],
  question: Question,
  around: Around,
): readonly Member[] {
  const fitting = around.members.filter(
    (member) => member.unit === key && member.capacity !== 0 && member.roles.some((role) => roles.includes(role)),
  )
  const { language, channel, profileId } = question
  return sortedBy(fitting, (member) => [
    language === undefined ? 0 : rankOf(member.languages, (spoken) => speaks(spoken, language)),
    channel === undefined ? 0 : rankOf(member.channels, (each) => each === channel),
    isClosed(member, question.at, around) ? 1 : 0,
    roles.findIndex((role) => member.roles.includes(role)),
    profileId === undefined ? member.createdAt.getTime() : spread(profileId + member.staffId),
    member.staffId,
  ])
}

/** Whoever says that they can comes first, then whoever says nothing. */
const rankOf = (named: readonly string[], fits: (each: string) => boolean): number => {
  if (named.length === 0) return 1
  return named.some(fits) ? 0 : 2
}

/** FNV-1a: spreads people over the staff so that each keeps theirs while others come and go (rendezvous hashing). */
function spread(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

interface Standing {
  readonly question: Question
  readonly members: readonly Member[]
}

/** The first who is available, or whose deputy is. */
function firstOf(
  { key }: DirectoryUnit,
  candidates: readonly Member[],
  isOwnUnit: boolean,
  { question, members }: Standing,
): Found {
  const passed: Reason[] = []
  for (const candidate of candidates) {
    const { member, reasons } = standIn(candidate, question, members)
    if (member === null) {
      passed.push(...reasons)
      continue
    }
    const chosen: Reason = isOwnUnit
      ? { code: 'of_unit', detail: `Staff ${candidate.staffId} works in it.`, unit: key, staffId: candidate.staffId }
      : {
          code: 'unit_above',
          detail: `Nobody of the unit is available; staff ${candidate.staffId} leads "${key}" above it.`,
          unit: key,
          staffId: candidate.staffId,
        }
    const others = member === candidate ? alsoFor(member, candidates, question.at) : []
    return { member, reasons: [...passed, chosen, ...reasons, ...others] }
  }
  return { member: null, reasons: passed }
}

const absenceOf = ({ absences }: Member, at: Date): Member['absences'][number] | undefined => {
  const moment = at.toISOString()
  return absences.find(({ from, to }) => from <= moment && moment < to)
}

/** Whoever is there for somebody: themselves, or the first of their deputies who is not absent; chains and circles end. */
function standIn(member: Member, { at }: Question, members: readonly Member[]): Found {
  const reasons: Reason[] = []
  const seen = new Set<string>()
  for (let current = member; ; ) {
    const absence = absenceOf(current, at)
    if (absence === undefined) return { member: current, reasons }
    const { staffId } = current
    seen.add(staffId)
    reasons.push({ code: 'absent', detail: `Staff ${staffId} is absent.`, staffId })
    const deputy = members.find((other) => other.staffId === absence.deputy)
    if (deputy === undefined || seen.has(deputy.staffId)) {
      const detail =
        deputy === undefined
          ? `Nobody stands in for staff ${staffId}.`
          : `The deputies stand in for each other in a circle, which ends with staff ${staffId}.`
      return { member: null, reasons: [...reasons, { code: 'no_deputy', detail, staffId }] }
    }
    reasons.push(deputyOf(deputy.staffId, staffId))
    current = deputy
  }
}

const deputyOf = (staffId: string, absentStaffId: string): Reason => ({
  code: 'deputy',
  detail: `Staff ${staffId} stands in for ${absentStaffId}.`,
  staffId,
  absentStaffId,
})

/** For whom of their unit they stand in besides, so that nobody takes them for their own choice. */
const alsoFor = ({ staffId }: Member, candidates: readonly Member[], at: Date): readonly Reason[] =>
  candidates.flatMap((other): readonly Reason[] =>
    absenceOf(other, at)?.deputy === staffId
      ? [
          { code: 'absent', detail: `Staff ${other.staffId} is absent.`, staffId: other.staffId },
          deputyOf(staffId, other.staffId),
        ]
      : [],
  )

/** What does not change the owner, and what whoever waits should know. */
function caveatsOf(unit: string, holder: Member | null, { language, at }: Question, around: Around): readonly Reason[] {
  const reasons: Reason[] = []
  if (holder !== null && language !== undefined && rankOf(holder.languages, (spoken) => speaks(spoken, language)) === 2)
    reasons.push({
      code: 'language_not_known',
      detail: `Staff ${holder.staffId} does not say that they know the language "${language}".`,
      staffId: holder.staffId,
    })
  const key = calendarOf(holder, unit, around)
  if (key === null) return reasons
  const calendar = around.calendars.get(key)
  if (calendar === undefined) {
    const detail = `There is no calendar "${key}", so that every moment counts as work.`
    return [...reasons, { code: 'calendar_unknown', detail, calendar: key }]
  }
  if (isBusinessTime(at, calendar)) return reasons
  const opensAt = nextBusinessTime(at, calendar)
  const again = opensAt === null ? 'it opens no more' : `it opens at ${opensAt.toISOString()}`
  const detail = `The calendar "${key}" is closed at this moment; ${again}.`
  return [...reasons, { code: 'outside_calendar', detail, calendar: key, ...(opensAt !== null && { opensAt }) }]
}

/** By which calendar somebody works: their own, that of their unit, or of the nearest one above. */
function calendarOf(holder: Member | null, unit: string, { tree }: Around): string | null {
  if (holder !== null && holder.calendar !== null) return holder.calendar
  return tree.upwards(holder?.unit ?? unit).find(({ calendar }) => calendar !== null)?.calendar ?? null
}

function isClosed(member: Member, at: Date, around: Around): boolean {
  const calendar = around.calendars.get(calendarOf(member, member.unit, around) ?? '')
  return calendar !== undefined && !isBusinessTime(at, calendar)
}

/** The calendars that may count. */
export const calendarsAround = (units: readonly DirectoryUnit[], members: readonly Member[]): readonly string[] => [
  ...new Set([...units, ...members].flatMap(({ calendar }) => calendar ?? [])),
]
