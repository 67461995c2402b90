import { doorBugs } from './door-bugs.js'
import { effectBugs } from './effect-bugs.js'
import { logBugs } from './log-bugs.js'
import { outboxBugs } from './outbox-bugs.js'
import type { PlantedBug } from './transform.js'

/** Everything that is taken out, one at a time, to see whether the invariants notice. */
export const plantedBugs: readonly PlantedBug[] = [...logBugs, ...outboxBugs, ...effectBugs, ...doorBugs]

/** The bug of that name; throws when there is none. */
export function plantedBug(name: string | undefined): PlantedBug {
  const found = plantedBugs.find((bug) => bug.name === name)
  if (found === undefined)
    throw new Error(`There is no planted bug ${name}; there are ${plantedBugs.map((bug) => bug.name).join(', ')}.`)
  return found
}
