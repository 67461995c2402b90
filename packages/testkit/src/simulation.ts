import fc from 'fast-check'

export interface Simulation {
  /** What the printed line calls it. */
  readonly name: string
  /** How many random courses of events are tried. */
  readonly runs: number
}

/** For tests that simulate: seconds on an idle machine, and many more on a busy one. */
export const SIMULATION_TIMEOUT_MS = 120_000

/**
 * Tries a property with random courses of events and prints the seed in one line; POLYPHON_SIM_SEED repeats a seed.
 * Throws with the smallest course that breaks it.
 */
export function assertHolds<Course>({ name, runs }: Simulation, property: fc.IProperty<Course>): void {
  const seed = chooseSeed()
  fc.assert(property, { numRuns: runs, seed })
  print(`${name}: held ${runs} times, seed ${seed}`)
}

/**
 * Tries a property that a planted fault must break, which proves that the property can fail. Throws if no course of
 * events breaks it.
 */
export function assertFindsFault<Course>({ name, runs }: Simulation, property: fc.IProperty<Course>): void {
  const seed = chooseSeed()
  const found = fc.check(property, { numRuns: runs, seed, endOnFailure: true })
  if (!found.failed) throw new Error(`${name}: not found in ${runs} runs, seed ${seed}`)
  print(`${name}: found in run ${found.numRuns}, seed ${seed}`)
}

/** Says what must be true at a step of a course. An expectation would say it as well, but far too slowly for millions. */
export function assertThat(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

function chooseSeed(): number {
  const wanted = process.env['POLYPHON_SIM_SEED']
  if (wanted === undefined || wanted === '') return Math.trunc((Math.random() - 0.5) * 0x1_0000_0000)
  const seed = Number(wanted)
  if (!Number.isInteger(seed)) throw new Error(`POLYPHON_SIM_SEED must be a whole number, not "${wanted}".`)
  return seed
}

function print(line: string): void {
  process.stdout.write(`simulation of ${line}\n`)
}
