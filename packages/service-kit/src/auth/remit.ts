import { isValidAt, type StaffRole, type Unit } from './staff.js'
import { rolesOf, type StaffAccess } from './staff-roles.js'
import type { StaffMember } from './staff-token.js'

/** Whose things somebody reaches, by the unit that owns them: those of these units; null for those of all. */
export interface Remit {
  readonly units: readonly string[] | null
}

export const EVERYTHING: Remit = { units: null }

/** How far a role reaches from the unit of whoever has it. Source: api-services.md §1, decision 0126. */
const FROM_UNIT: Readonly<Record<StaffRole, 'own' | 'below' | 'all'>> = {
  agent: 'own',
  manager: 'below',
  analyst: 'all',
  admin: 'all',
}

/**
 * What somebody of the firm reaches in an operation: as far as the widest of their roles that may call it. Units and tree
 * are those of this moment; their own unit is always among them. For whoever is of a partner all is what is of this
 * partner, whatever their roles.
 */
export function remitOf(
  { unit, roles }: Pick<StaffMember, 'unit' | 'roles'>,
  access: StaffAccess | undefined,
  units: readonly Unit[],
  now: Date,
): Remit {
  const counting = rolesOf(access).filter((role) => roles.includes(role))
  const ways = new Set(counting.map((role) => FROM_UNIT[role]))
  if (ways.has('all')) {
    const partner = partnerOf(units, unit)
    return partner === null ? EVERYTHING : { units: [...new Set([unit, ...unitsWithin(units, partner, now)])] }
  }
  return { units: ways.has('below') ? unitsWithin(units, unit, now) : [unit] }
}

/** The uppermost unit of the partner that a unit is of: it, or one above it, names an organisation. Null for the firm's own. */
function partnerOf(units: readonly Unit[], key: string): string | null {
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  let partner: string | null = null
  const way = new Set<string>()
  for (let at = byKey.get(key); at !== undefined && !way.has(at.key); at = byKey.get(at.parent ?? '')) {
    way.add(at.key)
    if (at.details.organisation !== undefined) partner = at.key
  }
  return partner
}

/** A unit and all below it, as the tree is at a moment: what is below one that has ended, or not begun, hangs nowhere. */
export function unitsWithin(units: readonly Unit[], top: string, now: Date): readonly string[] {
  const below = new Map<string, string[]>()
  for (const { key, parent, ...validity } of units) {
    if (parent === null || !isValidAt(validity, now)) continue
    const siblings = below.get(parent)
    if (siblings === undefined) below.set(parent, [key])
    else siblings.push(key)
  }
  const found = new Set([top])
  // A set is walked with what is added meanwhile. A copy between two changes may show a circle, which ends here, too.
  for (const key of found) for (const child of below.get(key) ?? []) found.add(child)
  return [...found]
}
