import { isValidAt, type StaffRole, type Unit } from './staff.js'
import { isOpenToPartners, rolesOf, type StaffAccess } from './staff-roles.js'
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
 * partner, whatever their roles; for whoever is of a unit that this service has not heard of, their unit.
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
    const home = homeOf(units, unit)
    if (home.of === 'firm') return EVERYTHING
    return { units: home.of === 'partner' ? [...new Set([unit, ...unitsWithin(units, home.top, now)])] : [unit] }
  }
  return { units: ways.has('below') ? unitsWithin(units, unit, now) : [unit] }
}

/** The same where only whoever is of a partner is limited: the firm's own people reach everybody, and what is theirs. */
export function remitOfPartner(
  staff: Pick<StaffMember, 'unit' | 'roles'>,
  access: StaffAccess | undefined,
  units: readonly Unit[],
  now: Date,
): Remit {
  return homeOf(units, staff.unit).of === 'firm' ? EVERYTHING : remitOf(staff, access, units, now)
}

/**
 * Whether somebody may call an operation as far as it depends on whose they are. The firm's own people may. Whoever is of a
 * partner may call what is limited to their units, and what names nobody; everything else is of the whole firm. Where the way
 * from their unit to the top is not known here, which is so for a moment after both were put, nobody can say that they are not.
 */
export function decideHome(
  access: { readonly staff?: StaffAccess | undefined; readonly remit?: 'unit' | 'assigned' | undefined },
  unit: string,
  units: readonly Unit[],
): 'admitted' | 'of_partner' | 'unit_unknown' {
  if (access.remit !== undefined || isOpenToPartners(access.staff)) return 'admitted'
  const { of } = homeOf(units, unit)
  if (of === 'firm') return 'admitted'
  return of === 'partner' ? 'of_partner' : 'unit_unknown'
}

type Home = { readonly of: 'firm' } | { readonly of: 'unknown' } | { readonly of: 'partner'; readonly top: string }

/**
 * Whose a unit is: a partner's if it, or one above it, names an organisation; `top` is the uppermost unit that does. Unknown
 * where a unit on the way is not there, or the way is a circle: a copy may have heard of somebody before their units.
 */
function homeOf(units: readonly Unit[], key: string): Home {
  const way = wayUp(units, key)
  const top = way.findLast(({ details }) => details.organisation !== undefined)
  if (top !== undefined) return { of: 'partner', top: top.key }
  return way.at(-1)?.parent === null ? { of: 'firm' } : { of: 'unknown' }
}

/** A unit and those above it, the nearest first. A copy between two changes may show a circle, which ends here. */
function wayUp(units: readonly Unit[], key: string): readonly Unit[] {
  const { byKey } = indexOf(units)
  const way = new Set<Unit>()
  for (let at = byKey.get(key); at !== undefined && !way.has(at); at = byKey.get(at.parent ?? '')) way.add(at)
  return [...way]
}

/**
 * Whether whoever is of a unit may hand something to another one: the firm's own people to any; whoever is of a partner to the
 * units of the partner and back to those above it. Of other partners they know nothing.
 */
export function mayHandTo(
  { from, to, at }: { readonly from: string; readonly to: string; readonly at: Date },
  units: readonly Unit[],
): boolean {
  const home = homeOf(units, from)
  if (home.of === 'firm') return true
  const isAbove = wayUp(units, from).some(({ key }) => key === to)
  return isAbove || (home.of === 'partner' && unitsWithin(units, home.top, at).includes(to))
}

/** A unit and all below it, as the tree is at a moment: what is below one that has ended, or not begun, hangs nowhere. */
export function unitsWithin(units: readonly Unit[], top: string, now: Date): readonly string[] {
  const { below } = indexOf(units)
  const found = new Set([top])
  // A set is walked with what is added meanwhile. A copy between two changes may show a circle, which ends here, too.
  for (const key of found) for (const child of below.get(key) ?? []) if (isValidAt(child, now)) found.add(child.key)
  return [...found]
}

interface Index {
  readonly byKey: ReadonlyMap<string, Unit>
  /** The children of each, in their order. */
  readonly below: ReadonlyMap<string, readonly Unit[]>
}

// Each request of staff looks at the same units for as long as these are cached.
const indexes = new WeakMap<readonly Unit[], Index>()

function indexOf(units: readonly Unit[]): Index {
  const known = indexes.get(units)
  if (known !== undefined) return known
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  const below = new Map<string, Unit[]>()
  for (const unit of units) {
    const siblings = below.get(unit.parent ?? '')
    if (siblings === undefined) below.set(unit.parent ?? '', [unit])
    else siblings.push(unit)
  }
  indexes.set(units, { byKey, below })
  return { byKey, below }
}
