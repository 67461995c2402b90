import { type Around, candidatesOf, LEADING, type Owner, standIn, standingOf } from './owner.js'
import type { Question } from './responsible.js'
import type { DirectoryUnit } from './tree.js'

/** Somebody, or a unit without one of it, who has something or had it before. */
export interface Holder {
  readonly unit: string
  readonly staffId?: string | undefined
}

/**
 * Who comes next where whoever has something does not do it: whoever leads their unit, then the unit above it, and so on.
 * Whoever had it before does not get it again. A unit above that nobody leads gets it itself. Null at the top. Source:
 * specs/journey.md, everybody's work.
 */
export function decideHandUp(
  owner: Holder,
  former: readonly Holder[],
  question: Question,
  around: Around,
): Owner | null {
  const standing = standingOf(question, around)
  const had = [owner, ...former]
  const hadStaff = new Set(had.map(({ staffId }) => staffId))
  for (const level of around.tree.upwards(owner.unit)) {
    if (!level.counts) continue
    for (const leading of candidatesOf(level, LEADING, standing)) {
      const { member, reasons } = hadStaff.has(leading.staffId) ? NOBODY : standIn(leading, standing)
      if (member !== null && !hadStaff.has(member.staffId)) return somebody(level, member.staffId, reasons)
    }
    if (level.key !== owner.unit && !had.some(({ unit }) => unit === level.key)) return unitItself(level)
  }
  return null
}

const NOBODY = { member: null, reasons: [] } as const

function somebody({ key: unit }: DirectoryUnit, staffId: string, reasons: Owner['reasons']): Owner {
  const detail = `It goes up to staff ${staffId}, who leads "${unit}" or stands in for whoever does.`
  return { unit, staffId, reasons: [...reasons, { code: 'unit_above', detail, unit, staffId }] }
}

function unitItself({ key }: DirectoryUnit): Owner {
  const detail = `It goes up to the unit "${key}", which nobody leads at this moment.`
  return { unit: key, staffId: null, reasons: [{ code: 'unit_above', detail, unit: key }] }
}
