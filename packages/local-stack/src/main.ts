import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { orRefuse } from '@polyphon/toolchain'
import { openHome } from './home.js'
import { say, welcome } from './say.js'
import { startStack } from './stack.js'
import { localWorkspace } from './workspace.js'

orRefuse('npm start, which takes no words; the settings that it takes from the environment are in the README', () =>
  parseArgs({ options: {} }),
)

let closing = false
let logFolder: string | null = null

// Nobody has to read what is said here: a closed pipe or a full disk behind it ends nothing.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

try {
  const started = performance.now()
  const home = openHome(process.env, process.cwd())
  logFolder = home.path('logs')
  const stack = await startStack({ env: process.env, home, progress: say, onDead: die })
  const stop = (): void => {
    // A terminal sends Ctrl-C to every process and npm hands it on once more: the second one changes nothing.
    if (closing) return
    closing = true
    say('stopping')
    stack.close().then(
      () => process.exit(0),
      (error: unknown) => die(error instanceof Error ? error : new Error(String(error))),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const brokers = process.env['KAFKA_BROKERS']
  const workspace = await localWorkspace(
    { urls: stack.urls, adminToken: stack.adminToken, mailFolder: home.mailFolder, database: stack.database },
    home,
  )
  const facts = { ...workspace, ...(brokers ? { brokers } : {}) }
  home.writeFacts(facts)
  welcome({ facts, servers: stack.servers, file: home.path('local.json'), ms: performance.now() - started })
} catch (error) {
  die(error instanceof Error ? error : new Error(String(error)))
}

function die(error: Error): void {
  const more = logFolder === null ? '' : `More in ${join(logFolder, '*', 'current.log')}\n`
  process.stderr.write(`\nPolyphon cannot go on: ${error.message}\n${more}`)
  if (process.env['LOG_LEVEL'] === 'debug') process.stderr.write(`${error.stack ?? ''}\n`)
  process.exit(1)
}
