import { parseArgs } from 'node:util'
import { orRefuse, refuse } from '@polyphon/toolchain'
import { type Cluster, startCluster } from './cluster.js'
import type { Fault } from './fault.js'
import { faults, SMOKE } from './faults/all.js'
import { provePlanted } from './planted/command.js'
import { writeReport } from './report.js'
import { type Result, runFault } from './run-fault.js'

const USAGE =
  'npm run faults -- [--only N[,N]] [--seed S] [--full | --smoke] [--write] [--json], or --planted [NAME …] [--seed S] [--write] [--json]'

if (process.argv.includes('--planted') && !process.argv.includes('--help'))
  process.exit(await provePlanted(process.argv.slice(2)))

const given = readArguments()
const chosen = chooseFaults(given.only, given.smoke)
const seeds = given.full ? [given.seed, given.seed + 1, given.seed + 2] : [given.seed]
const results: Result[] = []
const skipped: Result[] = []
const ORDER = faults.map(({ name }) => name)
let current: { readonly kind: string; readonly cluster: Cluster } | undefined

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void closeAll().finally(() => process.exit(130)))
}
try {
  for (const fault of chosen) await runEach(fault)
} finally {
  await closeAll()
}
const broken = results.filter(({ verdict }) => verdict.startsWith('broken'))
const late = results.filter(({ verdict }) => verdict.startsWith('late'))
process.stdout.write(`\n${results.length} runs, ${broken.length} broken, ${late.length} late\n`)
if (given.json) process.stdout.write(`${JSON.stringify({ faults: [...results, ...skipped] })}\n`)
// The smoke runs on machines that do other things too: what only took long is reported there, and fails nothing.
process.exit(broken.length === 0 && (given.smoke || late.length === 0) ? 0 : 1)

/** Every seed of one fault, on its own cluster if it needs one, otherwise on the shared one. */
async function runEach(fault: Fault): Promise<void> {
  const missing = fault.missing?.() ?? null
  if (missing !== null) {
    say(`${fault.name.padStart(3)}  SKIPPED, ${missing}: ${fault.title}`)
    skipped.push(nothing(fault, given.seed, `skipped: ${missing}`))
    return
  }
  const runs: Result[] = []
  for (const seed of seeds) {
    const result = await runOnce(fault, seed).catch((error: unknown) => failed(fault, seed, error))
    runs.push(result)
    print(result)
    // What broke may stay broken, and the next run is to find a whole one; so is the next fault's.
    const isLast = seed === seeds.at(-1)
    const isSpoilt = result.verdict.startsWith('broken') || fault.spoilsCluster === true
    if (isSpoilt || (isLast && fault.cluster !== undefined)) await closeAll()
  }
  const judged = runs.map((run) => withProvocation(fault, run, runs))
  results.push(...judged)
  // After each fault, so that an interrupted run keeps what it has found.
  if (given.write) writeReport(judged, ORDER)
}

/** On the cluster that stands, or on a new one of the kind that this fault needs. */
async function runOnce(fault: Fault, seed: number): Promise<Result> {
  const kind = fault.cluster === undefined ? 'ordinary' : fault.name
  if (current?.kind !== kind) {
    await closeAll()
    const cluster = await startCluster(await fault.cluster?.())
    current = { kind, cluster }
  }
  return runFault(fault, { seed, isBrief: given.smoke }, current.cluster)
}

/** A fault that provoked nothing has proven nothing: with three seeds what it wants to see must have been seen. */
function withProvocation(fault: Fault, run: Result, runs: readonly Result[]): Result {
  const never = (fault.sometimes ?? []).filter((what) => !runs.some(({ seen }) => what in seen))
  if (never.length === 0 || !run.verdict.startsWith('held')) return run
  const verdict = `${given.full ? 'broken' : 'held'}: never provoked: ${never.join(', ')}`
  say(`     ${verdict}`)
  return { ...run, verdict }
}

async function closeAll(): Promise<void> {
  const cluster = current?.cluster
  current = undefined
  await cluster?.close()
}

/** A run that could not be finished has proven nothing. */
function failed(fault: Fault, seed: number, error: unknown): Result {
  const text = error instanceof Error ? error.message : String(error)
  if (error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return nothing(fault, seed, `broken: ${text}`)
}

/** The result of what was not run, or not to its end. */
function nothing({ name, title }: Fault, seed: number, verdict: string): Result {
  return {
    fault: name,
    title,
    seed,
    events: 0,
    kills: 0,
    recoverySeconds: 0,
    lost: 0,
    doubled: 0,
    disordered: 0,
    verdict,
    seen: {},
    refusals: {},
    findings: [],
    drained: { seconds: 0, left: [], unmovedSeconds: 0 },
  }
}

function print(result: Result): void {
  const { fault, seed, events, kills, recoverySeconds, lost, doubled, disordered, verdict, title } = result
  const numbers = `${events} acknowledged, ${kills} kills, recovered in ${recoverySeconds} s, ${lost} lost, ${doubled} doubled, ${disordered} out of order`
  say(`${fault.padStart(3)}  ${verdict}: ${title} (seed ${seed})\n     ${numbers}`)
  for (const [name, entries] of [
    ['seen', result.seen],
    ['not 2xx', result.refusals],
  ] as const) {
    const text = Object.entries(entries).map(([what, count]) => `${what} ${count}`)
    if (text.length > 0) say(`     ${name}: ${text.join(', ')}`)
  }
  for (const { invariant, examples } of result.findings) say(`     ${invariant}: ${examples.join('\n         ')}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function chooseFaults(only: string | undefined, smoke: boolean): readonly Fault[] {
  const names = only?.split(',') ?? (smoke ? SMOKE : faults.map(({ name }) => name))
  return names.map((name) => {
    const found = faults.find((fault) => fault.name === name)
    if (found === undefined)
      refuse(USAGE, `There is no fault ${name}; there are ${faults.map((fault) => fault.name).join(', ')}.`)
    return found
  })
}

function readArguments(): {
  only?: string | undefined
  seed: number
  full: boolean
  smoke: boolean
  write: boolean
  json: boolean
} {
  const { values } = orRefuse(USAGE, () =>
    parseArgs({
      options: {
        only: { type: 'string' },
        seed: { type: 'string', default: '1' },
        full: { type: 'boolean', default: false },
        smoke: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    }),
  )
  const seed = Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0) refuse(USAGE, '--seed takes a whole number.')
  return { ...values, seed }
}
