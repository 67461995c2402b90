import { homedir } from 'node:os'
import { EXIT } from './frame/ends.js'
import { runCli } from './frame/run.js'

const ending = new AbortController()
// The first signal lets a command finish what is under way; the second one does not wait.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (ending.signal.aborted) process.exit(EXIT.stopped)
    ending.abort()
  })
// Whoever reads along may stop to: `polyphon tail | head`.
process.stdout.on('error', () => process.exit(0))

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  homeFolder: homedir(),
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  signal: ending.signal,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
})
