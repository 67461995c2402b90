import type { Responsibility } from '@polyphon/contracts'

export interface DirectoryUnit {
  readonly key: string
  readonly parent: string | null
  /** Whether it is valid at the moment that is asked for. */
  readonly counts: boolean
  readonly isPartner: boolean
  readonly calendar: string | null
  readonly responsibleFor: readonly Responsibility[]
}

/** Units by key, with the way from each to the top. */
export interface Tree {
  readonly units: ReadonlyMap<string, DirectoryUnit>
  /** The unit and those above it, the nearest first. A copy between two changes may show a circle, which ends here. */
  upwards(key: string): readonly DirectoryUnit[]
  /** How many these are. */
  depthOf(key: string): number
  /** By which calendar it works: its own, or that of the nearest one above; null for none. */
  calendarOf(key: string): string | null
}

/** What is found of a unit is kept, so that all units of a tree are walked once, however deep it is. */
export function treeOf(units: readonly DirectoryUnit[]): Tree {
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  const upwards = (key: string): readonly DirectoryUnit[] => {
    const way = new Set<DirectoryUnit>()
    for (let at = byKey.get(key); at !== undefined && !way.has(at); at = byKey.get(at.parent ?? '')) way.add(at)
    return [...way]
  }
  const depths = new Map<string, number>()
  const depthOf = (key: string): number => {
    const { way, known, circle } = walk(byKey, key, depths)
    way.forEach((unit, index) => depths.set(unit.key, Math.max(way.length - index, circle) + (known ?? 0)))
    return depths.get(key) ?? 0
  }
  const calendars = new Map<string, string | null>()
  const calendarOf = (key: string): string | null => {
    const { way, known } = walk(byKey, key, calendars, ({ calendar }) => calendar !== null)
    const found = way.at(-1)?.calendar ?? known ?? null
    for (const unit of way) calendars.set(unit.key, found)
    return found
  }
  return { units: byKey, upwards, depthOf, calendarOf }
}

interface Walk<T> {
  /** From the unit up to the last of which nothing was known. */
  readonly way: readonly DirectoryUnit[]
  /** What is known of the one behind it; undefined where it ends at the top, or in a circle. */
  readonly known: T | undefined
  /** How many are in the circle in which it ends; 0 for none. */
  readonly circle: number
}

function walk<T>(
  byKey: ReadonlyMap<string, DirectoryUnit>,
  key: string,
  found: ReadonlyMap<string, T>,
  isEnd: (unit: DirectoryUnit) => boolean = () => false,
): Walk<T> {
  const way = new Map<string, DirectoryUnit>()
  for (let at = byKey.get(key); at !== undefined; at = byKey.get(at.parent ?? '')) {
    const known = found.get(at.key)
    if (known !== undefined) return { way: [...way.values()], known, circle: 0 }
    if (way.has(at.key)) return { way: [...way.values()], known: undefined, circle: circleOf([...way.keys()], at.key) }
    way.set(at.key, at)
    if (isEnd(at)) break
  }
  return { way: [...way.values()], known: undefined, circle: 0 }
}

const circleOf = (way: readonly string[], again: string): number => way.length - way.indexOf(again)
