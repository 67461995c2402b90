import { spawn } from 'node:child_process'
import { orRefuse } from '../command-line.js'
import { ClosingLine } from './closing-line.js'
import { checkTypes, root, tool } from './commands.js'

// npm test: types first, because vitest does not look at them, then every test. Arguments are passed on to vitest.
const words = orRefuse('npm test -- [FILE …] [--project unit | integration] [other words of vitest run]', () =>
  process.argv.slice(2),
)
const types = await checkTypes()
if (types.ok) {
  await runTests()
} else {
  process.stdout.write(`${types.text}\n\n0 passed, 1 failed\n`)
  process.exitCode = 1
}

async function runTests(): Promise<void> {
  const closing = new ClosingLine((text) => process.stdout.write(text))
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  // Where nobody looks on, one stall of the machine is not taken for a fault: the closing lines name the tests that it met.
  const tries = process.env['CI'] === undefined ? [] : ['--retry=1']
  const vitest = spawn(tool('vitest'), ['run', ...tries, ...words], {
    cwd: root,
    // What tests start in processes of their own is what was built above, which is sooner there than from source.
    env: { ...process.env, ...colour, POLYPHON_TEST_BUILT: 'true' },
    stdio: ['inherit', 'pipe', 'pipe'],
  })
  // Everything goes to stdout, in the order it comes: nothing may follow the closing line there or on the terminal.
  vitest.stdout.setEncoding('utf8').on('data', (text: string) => closing.take(text))
  vitest.stderr.setEncoding('utf8').on('data', (text: string) => closing.take(text))
  // vitest ends its workers and servers itself; we wait for it, whoever sent the signal.
  const forward = (signal: NodeJS.Signals) => void vitest.kill(signal)
  process.on('SIGTERM', forward)
  process.on('SIGINT', () => undefined)
  const code = await new Promise<number | null>((resolve) => {
    vitest.once('error', () => resolve(null))
    vitest.once('close', (exitCode) => resolve(exitCode))
  })
  process.stdout.write(`${closing.finish(code)}\n`)
  process.exitCode = code ?? 1
}
