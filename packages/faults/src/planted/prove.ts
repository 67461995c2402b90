import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Finding } from '../check/finding.js'
import { type Cluster, type ClusterOptions, startCluster } from '../cluster.js'
import type { Fault } from '../fault.js'
import { faults } from '../faults/all.js'
import { type Result, runFault } from '../run-fault.js'
import { ownFaults } from './own-faults.js'
import { markOf, type PlantedBug } from './transform.js'

/** What came of the search for one planted bug. */
export interface Proof {
  readonly bug: string
  readonly fault: string
  /** The seed that brought it to light; null where none did. */
  readonly seed: number | null
  /** The invariants that turned red, the expected ones first; empty where it was not found. */
  readonly red: readonly string[]
  /** What the first expected invariant said first. */
  readonly finding: string | null
}

const MOST_SEEDS = 3
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Runs the bug's fault over processes that have the bug, with three seeds at most, until an expected invariant is red. */
export async function prove(bug: PlantedBug, firstSeed: number, say: (text: string) => void): Promise<Proof> {
  const { name, fault } = bug
  for (let seed = firstSeed; seed < firstSeed + MOST_SEEDS; seed += 1) {
    const result = await runPlanted(bug, seed).catch((error: unknown) => String(error))
    if (typeof result === 'string') {
      say(`     ${name}: seed ${seed} under fault ${fault} could not be run: ${result}`)
      continue
    }
    const { findings, verdict } = result
    const expected = findings.filter(
      (finding) => bug.invariants.includes(finding.invariant) && isCertain(finding, result),
    )
    const [first] = expected
    if (first !== undefined) {
      const others = findings.filter((finding) => !expected.includes(finding))
      const red = [...expected, ...others].map(({ invariant }) => invariant)
      return { bug: name, fault, seed, red, finding: first.examples[0] ?? null }
    }
    say(`     ${name}: seed ${seed} under fault ${fault}: ${verdict}${late(result)}`)
  }
  return { bug: name, fault, seed: null, red: [], finding: null }
}

// Neither an order, nor a mail against somebody's will, nor an answer that differs becomes right with time.
const NEVER_LATE: ReadonlySet<string> = new Set(['I2', 'I5', 'I14'])

// On a busy machine something may still be on its way at the end; what moves seldom has moved in this time.
const UNMOVED_SECONDS = 30

/** Whether what is missing is lost: what may only be late proves nothing. */
function isCertain({ invariant, doubled, disordered }: Finding, { drained }: Result): boolean {
  const isAtRest = drained.left.length === 0 || drained.unmovedSeconds >= UNMOVED_SECONDS
  return isAtRest || doubled + disordered > 0 || NEVER_LATE.has(invariant)
}

/** A cluster for each run: what a bug has spoilt spoils no other run. */
async function runPlanted(bug: PlantedBug, seed: number): Promise<Result> {
  const fault = faultOf(bug)
  const options = await fault.cluster?.()
  const cluster = await startCluster(withBug(options ?? {}, bug))
  const endAll = (): void => void cluster.close().finally(() => process.exit(130))
  for (const signal of SIGNALS) process.once(signal, endAll)
  try {
    assertPlanted(cluster, bug)
    return await runFault(fault, { seed, isBrief: false }, cluster)
  } finally {
    for (const signal of SIGNALS) process.off(signal, endAll)
    await cluster.close()
  }
}

const late = ({ drained: { left, unmovedSeconds } }: Result): string =>
  left.length === 0 ? '' : `, unmoved for ${unmovedSeconds} s: ${left.join(', ')}`

function faultOf({ name, fault }: PlantedBug): Fault {
  const found = [...faults, ...ownFaults].find((candidate) => candidate.name === fault)
  if (found === undefined) throw new Error(`${name} needs the fault ${fault}, which is not there.`)
  return found
}

function withBug(options: ClusterOptions, bug: PlantedBug): ClusterOptions {
  const register = fileURLToPath(new URL('./register.js', import.meta.url))
  return {
    ...options,
    launch: (...which) => {
      const launch = options.launch?.(...which) ?? {}
      return {
        ...launch,
        nodeArguments: [...(launch.nodeArguments ?? []), '--import', register],
        env: { ...launch.env, POLYPHON_PLANTED: bug.name },
      }
    },
  }
}

/** A bug that nobody has loaded would be proven by chance. */
function assertPlanted({ folder }: Cluster, bug: PlantedBug): void {
  const logs = join(folder, 'logs')
  const lines = new Set(readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n')))
  const missing = bug.transformations.filter(({ file }) => !lines.has(markOf(bug, file))).map(({ file }) => file)
  if (missing.length > 0) throw new Error(`${bug.name} is not planted: no process has loaded ${missing.join(', ')}.`)
}
