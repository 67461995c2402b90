import type { Responsibility } from '@polyphon/contracts'
import type { DirectoryUnit, Tree } from './tree.js'

/** About what is asked whose it is; whatever is not known fits to no responsibility that names it. */
export interface Question {
  readonly touchpoint?: string | undefined
  readonly topic?: string | undefined
  /** Those of the person included. */
  readonly segments: readonly string[]
  readonly accounts: readonly string[]
  readonly channel?: string | undefined
  readonly language?: string | undefined
  /** The same person meets the same people. */
  readonly profileId?: string | undefined
  readonly at: Date
}

/** Somebody who counts among the staff at the moment that is asked for. */
export interface Member {
  readonly staffId: string
  readonly unit: string
  readonly roles: readonly string[]
  readonly languages: readonly string[]
  readonly channels: readonly string[]
  readonly calendar: string | null
  /** How many conversations they take at once; null where nothing was said. */
  readonly capacity: number | null
  readonly absences: readonly { readonly from: string; readonly to: string; readonly deputy?: string | undefined }[]
  readonly responsibleFor: readonly Responsibility[]
  readonly createdAt: Date
}

/** One step on the way to an owner, for programs by its code and for people by its text, which names nobody but by id. */
export interface Reason {
  readonly code: ReasonCode
  readonly detail: string
  readonly unit?: string
  readonly staffId?: string
  /** For whom somebody stands in. */
  readonly absentStaffId?: string
  readonly responsibility?: Responsibility
  readonly calendar?: string
  /** When work begins again. */
  readonly opensAt?: Date
}

/** Why somebody owns something, in the order in which it is looked for. */
export const REASON_CODES = [
  'responsible',
  'unit_not_valid',
  'default_unit',
  'of_unit',
  'absent',
  'deputy',
  'no_deputy',
  'takes_nothing',
  'unit_above',
  'nobody_available',
  'language_not_known',
  'outside_calendar',
  'calendar_unknown',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

/** Whose something is before anybody's absence is looked at: a unit, or somebody of it. */
export interface Responsible {
  readonly unit: string
  readonly staffId: string | null
  readonly reasons: readonly Reason[]
}

// The more a field narrows down, the earlier: it decides between responsibilities that name equally many.
const FIELDS = ['account', 'segment', 'touchpoint', 'topic', 'channel', 'language'] as const

interface Claim {
  readonly unit: string
  readonly staffId: string | null
  readonly duty: Responsibility
}

/**
 * Whose something is: the most specific responsibility wins, which is the one that names the most; of equal ones that of the
 * first field in the order of FIELDS, of a language with its region, of a person before a unit, of a unit further down.
 * Where nothing fits it is the unit at the top. Null where there is no unit. Source: api-services.md §2, decision 0135.
 */
export function findResponsible(question: Question, tree: Tree, members: readonly Member[]): Responsible | null {
  const ofUnits = [...tree.units.values()].flatMap(({ key, responsibleFor }) =>
    responsibleFor.map((duty): Claim => ({ unit: key, staffId: null, duty })),
  )
  const ofMembers = members.flatMap(({ staffId, unit, responsibleFor }) =>
    responsibleFor.map((duty): Claim => ({ unit, staffId, duty })),
  )
  const fitting = [...ofUnits, ...ofMembers].filter(({ duty }) => fits(duty, question))
  const [now = [], over = []] = [true, false].map((counts) =>
    fitting.filter(({ unit, staffId }) => (staffId !== null || tree.units.get(unit)?.counts === true) === counts),
  )
  for (const claim of [...ranked(now, tree), ...ranked(over, tree)]) {
    const found = settle(claim, tree)
    if (found !== null) return found
  }
  return defaultOf(tree)
}

/** Whether all that is named fits; a language fits to those of its regions. */
function fits(duty: Responsibility, { segments, accounts, language, ...question }: Question): boolean {
  const isNamed = (named: string | undefined, known: readonly (string | undefined)[]): boolean =>
    named === undefined || known.includes(named)
  return (
    isNamed(duty.touchpoint, [question.touchpoint]) &&
    isNamed(duty.topic, [question.topic]) &&
    isNamed(duty.channel, [question.channel]) &&
    isNamed(duty.segment, segments) &&
    isNamed(duty.account, accounts) &&
    (duty.language === undefined || (language !== undefined && speaks(duty.language, language)))
  )
}

export const speaks = (spoken: string, language: string): boolean =>
  language === spoken || language.startsWith(`${spoken}-`)

function ranked(claims: readonly Claim[], tree: Tree): readonly Claim[] {
  const weight = ({ unit, staffId, duty }: Claim): readonly (number | string)[] => {
    const named = FIELDS.map((field) => duty[field] !== undefined)
    const mask = named.reduce((sum, isNamed) => sum * 2 + Number(isNamed), 0)
    const region = (duty.language ?? '').length
    const depth = tree.depthOf(unit)
    return [-named.filter(Boolean).length, -mask, -region, staffId === null ? 1 : 0, -depth, unit, staffId ?? '']
  }
  return sortedBy(claims, weight)
}

/** In the order of what `weigh` says of each, place by place. */
export function sortedBy<Item>(
  items: readonly Item[],
  weigh: (item: Item) => readonly (number | string)[],
): readonly Item[] {
  return items
    .map((item) => ({ item, weight: weigh(item) }))
    .toSorted((left, right) => {
      const at = left.weight.findIndex((each, index) => each !== right.weight[index])
      if (at < 0) return 0
      return (left.weight[at] ?? 0) < (right.weight[at] ?? 0) ? -1 : 1
    })
    .map(({ item }) => item)
}

function settle({ unit, staffId, duty }: Claim, tree: Tree): Responsible | null {
  const named = FIELDS.flatMap((field) => (duty[field] === undefined ? [] : `${field} "${duty[field]}"`)).join(', ')
  const who = staffId === null ? `The unit "${unit}"` : `Staff ${staffId}`
  const detail = `${who} is responsible for ${named}.`
  const responsible: Reason = { code: 'responsible', detail, unit, responsibility: duty, ...(staffId && { staffId }) }
  const owner = tree.upwards(unit).find(({ counts }) => counts)
  if (owner === undefined) return null
  if (owner.key === unit) return { unit, staffId, reasons: [responsible] }
  const moved = `The unit "${unit}" does not count at this moment, so it falls to "${owner.key}" above it.`
  return { unit: owner.key, staffId, reasons: [responsible, { code: 'unit_not_valid', detail: moved, unit }] }
}

/** The unit at the top: one of the firm before one of a partner. */
function defaultOf({ units }: Tree): Responsible | null {
  const counting = [...units.values()].filter(({ counts }) => counts)
  const isTop = ({ parent }: DirectoryUnit): boolean => parent === null || !units.has(parent)
  const [top] = sortedBy(counting, (unit) => [isTop(unit) ? 0 : 1, unit.isPartner ? 1 : 0, unit.key])
  if (top === undefined) return null
  const detail = `No responsibility fits, so it falls to the unit "${top.key}" at the top.`
  return { unit: top.key, staffId: null, reasons: [{ code: 'default_unit', detail, unit: top.key }] }
}
