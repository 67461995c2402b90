import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { orRefuse } from '@polyphon/toolchain'
import { startProcesses } from '../composed/processes.js'
import { type Home, openHome } from '../home.js'
import { startStack } from '../stack.js'
import { makeWorkspace } from '../workspace.js'
import { keepSights, type Sight } from './keep.js'
import { runDemo } from './play.js'
import { openProgress } from './progress.js'
import { findRunning, type RunningStack } from './running.js'
import { tableOf } from './table.js'

const SAMPLE = fileURLToPath(new URL('../../../../examples/olist400', import.meta.url))

const values = readArguments()
const folder = values.data ?? SAMPLE
const progress = openProgress(process.stderr)

try {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`)
  const home = openHome(process.env, process.cwd())
  const stack = await openStack(home)
  const key = `demo-${Date.now().toString(36)}`
  const facts = await makeWorkspace({ ...stack, mailFolder: home.mailFolder }, { key, name: 'Demo' })
  progress.say(`playing ${folder} in the workspace ${key}`)
  const { result, chart } = await runDemo(folder, facts, progress)
  mkdirSync(home.path('demo'), { recursive: true })
  const chartFile = home.path('demo', 'score-by-lateness.svg')
  writeFileSync(chartFile, chart)
  process.stdout.write(`\n${tableOf(result)}\n\nScores by lateness: ${chartFile}\n`)
  const sights = values.keep ? await keepSights(facts, home) : []
  if (values.keep) process.stdout.write(`${whereToLook(sights, stack.close !== undefined)}\n`)
  if (values.keep && stack.close !== undefined) await untilStopped()
  if (stack.close !== undefined) await stack.close()
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exit(0)
} catch (error) {
  fail(error instanceof Error ? error : new Error(String(error)))
}

/** The five as processes of their own if that is asked for; else what runs in this home already, or a stack in here. */
async function openStack(home: Home): Promise<RunningStack> {
  if (values.composed) return startProcesses({ env: process.env, home, progress: progress.say, onDead: fail })
  const running = await findRunning(home)
  return running ?? startStack({ env: process.env, home, progress: progress.say, onDead: fail })
}

function whereToLook(sights: readonly Sight[], isOurs: boolean): string {
  const lines = sights.map(({ what, where }) => `  ${what.padEnd(18)} ${where}`)
  const end = isOurs ? '\n\nThe services answer until Ctrl-C; the next start finds the workspace again.' : ''
  return `\nWhere to look:\n${lines.join('\n')}${end}`
}

/** Resolves when somebody ends the program: Ctrl-C, or a signal of whoever started it. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

function fail(error: Error): never {
  progress.stop()
  process.stderr.write(`\nThe demo cannot go on: ${error.message}\n`)
  process.exit(1)
}

function readArguments(): {
  readonly data?: string
  readonly composed: boolean
  readonly json: boolean
  readonly keep: boolean
} {
  const flag = { type: 'boolean', default: false } as const
  return orRefuse(
    'npm run demo -- [--data DIR] [--composed] [--json] [--keep]',
    () => parseArgs({ options: { data: { type: 'string' }, composed: flag, json: flag, keep: flag } }).values,
  )
}
