import { type Calendar, isBusinessTime, nextBusinessTime } from '@polyphon/values'
import { type Member, type Question, type Reason, type Responsible, sortedBy, speaks } from './responsible.js'
import type { DirectoryUnit, Tree } from './tree.js'

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
  const standing = standingOf(question, around)
  const found = findHolder(unit, staffId, standing)
  const holder = found.member
  return {
    unit,
    staffId: holder?.staffId ?? null,
    reasons: [...reasons, ...found.reasons, ...caveatsOf(unit, holder, standing)],
  }
}

/** What is around, as it is looked up: there may be thousands of people, who work by a few calendars. */
export interface Standing extends Around {
  readonly question: Question
  readonly byId: ReadonlyMap<string, Member>
  readonly byUnit: ReadonlyMap<string, readonly Member[]>
  /** Whether the calendar by which somebody works is closed. */
  isClosed(member: Member): boolean
}

export function standingOf(question: Question, around: Around): Standing {
  const { tree, members, calendars } = around
  const byUnit = new Map<string, Member[]>()
  for (const member of members) {
    const colleagues = byUnit.get(member.unit)
    if (colleagues === undefined) byUnit.set(member.unit, [member])
    else colleagues.push(member)
  }
  const closed = new Set([...calendars].flatMap(([key, each]) => (isBusinessTime(question.at, each) ? [] : [key])))
  return {
    ...around,
    question,
    byId: new Map(members.map((member) => [member.staffId, member])),
    byUnit,
    isClosed: ({ calendar, unit }) => closed.has(calendar ?? tree.calendarOf(unit) ?? ''),
  }
}

interface Found {
  readonly member: Member | null
  readonly reasons: readonly Reason[]
}

// Of those who were passed over, and of those for whom somebody stands in, so many are named: there may be thousands.
const MOST_NAMED = 10

function findHolder(unit: string, staffId: string | null, standing: Standing): Found {
  /** Of each who was passed over, why. */
  const passed: (readonly Reason[])[] = []
  const named = standing.byId.get(staffId ?? '')
  if (named !== undefined) {
    const found = standIn(named, standing)
    if (found.member !== null) return found
    passed.push(found.reasons)
  }
  const answer = (member: Member | null, reasons: readonly Reason[]): Found => ({
    member,
    reasons: [...passed.slice(0, MOST_NAMED).flat(), ...reasons],
  })
  for (const level of standing.tree.upwards(unit)) {
    const roles = level.key === unit ? WORKING : LEADING
    const candidates = candidatesOf(level, roles, standing).filter(({ staffId: id }) => id !== staffId)
    for (const candidate of candidates) {
      const { member, reasons } = standIn(candidate, standing)
      if (member === null) {
        passed.push(reasons)
        continue
      }
      const others = member === candidate ? alsoFor(member, candidates, standing) : []
      return answer(member, [chosen(candidate, level, level.key === unit), ...reasons, ...others])
    }
  }
  const detail = `Nobody of the unit "${unit}" is available, nor of those who lead the units above it.`
  return answer(null, [{ code: 'nobody_available', detail, unit }])
}

const chosen = ({ staffId }: Member, { key }: DirectoryUnit, isOwnUnit: boolean): Reason => ({
  ...(isOwnUnit
    ? { code: 'of_unit', detail: `Staff ${staffId} works in it.` }
    : {
        code: 'unit_above',
        detail: `Nobody of the unit is available; staff ${staffId} leads "${key}" above it.`,
      }),
  unit: key,
  staffId,
})

// Analysts see no persons, so that nothing of these is theirs; whoever has no role may do nothing yet.
const WORKING: readonly string[] = ['agent', 'manager', 'admin']
/** Whose remit includes the units below their own. */
export const LEADING: readonly string[] = ['manager', 'admin']

/** Who of a unit may own it, the fittest first. */
export function candidatesOf({ key }: DirectoryUnit, roles: readonly string[], standing: Standing): readonly Member[] {
  const fitting = (standing.byUnit.get(key) ?? []).filter((member) => takesSomething(member, roles))
  const { language, channel, profileId } = standing.question
  return sortedBy(fitting, (member) => [
    language === undefined ? 0 : rankOf(member.languages, (spoken) => speaks(spoken, language)),
    channel === undefined ? 0 : rankOf(member.channels, (each) => each === channel),
    standing.isClosed(member) ? 1 : 0,
    roles.findIndex((role) => member.roles.includes(role)),
    profileId === undefined ? member.createdAt.getTime() : spread(profileId + member.staffId),
    member.staffId,
  ])
}

const takesSomething = ({ capacity, roles: theirs }: Member, roles: readonly string[]): boolean =>
  capacity !== 0 && theirs.some((role) => roles.includes(role))

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

/** The absence of somebody at a moment. */
export function absenceOf<Absence extends Member['absences'][number]>(
  { absences }: { readonly absences: readonly Absence[] },
  at: Date,
): Absence | undefined {
  const moment = at.toISOString()
  return absences.find(({ from, to }) => from <= moment && moment < to)
}

/** So many stand in for each other in a row at most. */
export const MOST_DEPUTIES = 10

/**
 * Whoever is there for somebody: themselves, or the first of their deputies who is not absent; chains and circles end. Nobody
 * where that is somebody who may do nothing with it, also where the firm has named them.
 */
export function standIn(member: Member, { question: { at }, byId }: Standing): Found {
  const reasons: Reason[] = []
  const seen = new Set<string>()
  for (let current = member; ; ) {
    const absence = absenceOf(current, at)
    const { staffId } = current
    if (absence === undefined) {
      if (takesSomething(current, WORKING)) return { member: current, reasons }
      const detail = `Staff ${staffId} takes nothing: no role of theirs works on it, or they have no capacity.`
      return { member: null, reasons: [...reasons, { code: 'takes_nothing', detail, staffId }] }
    }
    seen.add(staffId)
    reasons.push({ code: 'absent', detail: `Staff ${staffId} is absent.`, staffId })
    const deputy = byId.get(absence.deputy ?? '')
    const fault = faultOf(deputy, seen)
    if (deputy === undefined || fault !== null) {
      const detail = fault ?? `Nobody stands in for staff ${staffId}.`
      return { member: null, reasons: [...reasons, { code: 'no_deputy', detail, staffId }] }
    }
    reasons.push(deputyOf(deputy.staffId, staffId))
    current = deputy
  }
}

/** What is wrong with a deputy of somebody, after those who have been seen. */
function faultOf(deputy: Member | undefined, seen: ReadonlySet<string>): string | null {
  const last = [...seen].at(-1) ?? ''
  if (deputy !== undefined && seen.has(deputy.staffId))
    return `The deputies stand in for each other in a circle, which ends with staff ${last}.`
  if (seen.size > MOST_DEPUTIES) return `${MOST_DEPUTIES} deputies in a row are absent, up to staff ${last}.`
  return null
}

const deputyOf = (staffId: string, absentStaffId: string): Reason => ({
  code: 'deputy',
  detail: `Staff ${staffId} stands in for ${absentStaffId}.`,
  staffId,
  absentStaffId,
})

/** For whom of their unit they stand in besides, so that nobody takes them for their own choice. */
const alsoFor = ({ staffId }: Member, candidates: readonly Member[], { question }: Standing): readonly Reason[] =>
  candidates
    .filter((other) => absenceOf(other, question.at)?.deputy === staffId)
    .slice(0, MOST_NAMED)
    .flatMap((other): readonly Reason[] => [
      { code: 'absent', detail: `Staff ${other.staffId} is absent.`, staffId: other.staffId },
      deputyOf(staffId, other.staffId),
    ])

/** What does not change the owner, and what whoever waits should know. */
function caveatsOf(unit: string, holder: Member | null, standing: Standing): readonly Reason[] {
  const { language } = standing.question
  const reasons: Reason[] = []
  if (holder !== null && language !== undefined && rankOf(holder.languages, (spoken) => speaks(spoken, language)) === 2)
    reasons.push({
      code: 'language_not_known',
      detail: `Staff ${holder.staffId} does not say that they know the language "${language}".`,
      staffId: holder.staffId,
    })
  return [...reasons, ...hoursOf(holder?.calendar ?? standing.tree.calendarOf(holder?.unit ?? unit), standing)]
}

/** What a calendar says of the moment. */
function hoursOf(key: string | null, { question: { at }, calendars }: Standing): readonly Reason[] {
  if (key === null) return []
  const calendar = calendars.get(key)
  if (calendar === undefined) {
    const detail = `There is no calendar "${key}", so that every moment counts as work.`
    return [{ code: 'calendar_unknown', detail, calendar: key }]
  }
  if (isBusinessTime(at, calendar)) return []
  const opensAt = nextBusinessTime(at, calendar)
  const again = opensAt === null ? 'it opens no more' : `it opens at ${opensAt.toISOString()}`
  const detail = `The calendar "${key}" is closed at this moment; ${again}.`
  return [{ code: 'outside_calendar', detail, calendar: key, ...(opensAt !== null && { opensAt }) }]
}

/** The calendars that may count. A deputy works by that of their own unit, wherever that is. */
export function calendarsAround(unit: string, { tree, members }: Pick<Around, 'tree' | 'members'>): readonly string[] {
  const named = members.map((member) => member.calendar ?? tree.calendarOf(member.unit))
  return [...new Set([tree.calendarOf(unit), ...named].flatMap((key) => key ?? []))]
}
