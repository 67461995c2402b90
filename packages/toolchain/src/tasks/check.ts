import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { orRefuse } from '../command-line.js'
import { findStale, generateAll } from '../generate.js'
import { checkChart } from './chart-check.js'
import { generators, makesClient, type Tried } from './client-generators.js'
import { capture, checkTypes, type Outcome, root, tool } from './commands.js'
import { checkContainers, hasEngine } from './containers-check.js'
import { checkDemo } from './demo-check.js'
import { checkDocumentRules } from './document-rules.js'
import { checkFaults } from './faults-check.js'
import { checkFeatureShare } from './feature-share.js'
import { checkPersonalData } from './personal-check.js'
import { type RunningStack, type Service, startStack } from './running-stack.js'
import { findShapeProblems, readService } from './service-shape.js'
import { findLockFileProblems, findSourceProblems } from './source-rules.js'

interface Check {
  readonly name: string
  run(): Promise<Tried>
  /** What it found is worth reading when all is well, too. */
  readonly showsFigure?: boolean
  /** It leaves a processor to another one and writes nothing that it reads, so that two of them run side by side. */
  readonly isBeside?: boolean
}

const { full: isFull } = orRefuse(
  'npm run check -- [--full]',
  () => parseArgs({ options: { full: { type: 'boolean', default: false } } }).values,
)
const CALLED = 'feedback'
let stack: Promise<RunningStack> | undefined

// npm run check: everything that can be said about the code without running it. `-- --full` plays the large demo too.
const checks: readonly Check[] = [
  { name: 'types (tsc)', run: checkTypes },
  { name: 'format (biome)', run: () => capture(tool('biome'), ['check', '.']) },
  // The longest, which waits for much of its time: all that follows is done beside it. What it finds late fails nothing.
  { name: 'faults survived (smoke)', run: checkFaults, isBeside: true },
  { name: 'lint (oxlint)', run: () => capture(tool('oxlint'), ['--type-aware']), isBeside: true },
  {
    name: 'boundaries (dependency-cruiser)',
    run: () => capture(tool('depcruise'), ['packages', 'services', 'tests', '--config', '.dependency-cruiser.mjs']),
    isBeside: true,
  },
  { name: 'dead code (knip)', run: () => capture(tool('knip'), ['--no-config-hints']), isBeside: true },
  { name: 'generated files', run: checkGenerated, isBeside: true },
  {
    name: 'lock file',
    run: () => findings(findLockFileProblems(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'))),
    isBeside: true,
  },
  { name: 'OpenAPI documents (spectral, redocly)', run: () => checkDocumentRules(documents()), isBeside: true },
  ...clients(),
  { name: 'sizes and marks', run: () => findings(findSourceProblems(root)), isBeside: true },
  { name: 'shape of the services', run: checkShape, isBeside: true },
  { name: 'personal data is declared', run: checkPersonalData, isBeside: true },
  { name: 'imports stay in their feature', run: () => checkFeatureShare(root), showsFigure: true, isBeside: true },
  ...(isFull ? [{ name: 'Helm chart', run: checkChart }] : []),
  ...(isFull ? [{ name: 'demo on 4,000 orders', run: checkDemo }] : []),
  ...(isFull && hasEngine() ? [{ name: 'containers', run: checkContainers }] : []),
]

let passed = 0
let skipped = 0
const waiting = [...checks]
while (waiting.length > 0) {
  const alone = waiting.findIndex(({ isBeside }) => isBeside !== true)
  const beside = waiting.splice(0, alone === -1 ? waiting.length : Math.max(alone, 1))
  await Promise.all([runEach(beside), runEach(beside)])
}
await (await stack?.catch(() => undefined))?.close()
const failed = checks.length - passed - skipped
process.stdout.write(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`)
process.exitCode = failed === 0 ? 0 : 1

/** One after the other, each taken out of what waits. */
async function runEach(waits: Check[]): Promise<void> {
  for (let check = waits.shift(); check !== undefined; check = waits.shift()) await runOne(check)
}

async function runOne(check: Check): Promise<void> {
  const startedAt = performance.now()
  const outcome: Tried = await check.run().catch(asFailure)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (outcome.skipped !== undefined) {
    skipped += 1
    process.stdout.write(`SKIPPED: ${check.name}: ${outcome.skipped}\n`)
    return
  }
  process.stdout.write(`${outcome.ok ? '✓' : '✗'} ${check.name} ${seconds} s\n`)
  if (outcome.ok) passed += 1
  if (!outcome.ok || check.showsFigure === true) process.stdout.write(`${outcome.text}\n`)
}

async function checkGenerated(): Promise<Outcome> {
  const stale = findStale(root, await generateAll(root))
  return {
    ok: stale.length === 0,
    text: [...stale, 'These files are not what the code makes: npm run generate'].join('\n'),
  }
}

/** A client of one document by each generator; with `--full` of all of them by more generators, and calls with one. */
function clients(): readonly Check[] {
  if (!isFull)
    return generators
      .filter(({ onlyFull }) => onlyFull !== true)
      .map((generator) => ({
        name: `a client of ${generator.service} by ${generator.name}`,
        run: () => makesClient(generator, documentOf(generator.service)),
        isBeside: true,
      }))
  return generators.flatMap((generator) =>
    readdirSync(join(root, 'services')).map((service) => ({
      name: `a client of ${service} by ${generator.name}${service === CALLED ? ', and calls with it' : ''}`,
      run: async () => makesClient(generator, documentOf(service), service === CALLED ? await called() : undefined),
    })),
  )
}

/** A running service, for whoever asks first. */
async function called(): Promise<Service> {
  stack ??= startStack()
  return (await stack).service(CALLED)
}

function documents(): readonly string[] {
  return readdirSync(join(root, 'services')).map(documentOf)
}

function documentOf(service: string): string {
  return join(root, 'openapi', `${service}.json`)
}

function checkShape(): Promise<Outcome> {
  return findings(readdirSync(join(root, 'services')).flatMap((name) => findShapeProblems(readService(root, name))))
}

function findings(problems: readonly string[]): Promise<Outcome> {
  return Promise.resolve({ ok: problems.length === 0, text: problems.join('\n') })
}

/** A check that breaks has failed; the others still run. */
function asFailure(error: unknown): Outcome {
  return { ok: false, text: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
