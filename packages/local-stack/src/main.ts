import { openHome } from './home.js'
import { say, welcome } from './say.js'
import { startStack } from './stack.js'
import { localWorkspace } from './workspace.js'

const home = openHome(process.env, process.cwd())
let closing = false

try {
  const started = performance.now()
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
  const facts = await localWorkspace(
    { urls: stack.urls, adminToken: stack.adminToken, mailFolder: home.mailFolder, database: stack.database },
    home,
  )
  home.writeFacts(facts)
  welcome({ facts, servers: stack.servers, file: home.path('local.json'), ms: performance.now() - started })
} catch (error) {
  die(error instanceof Error ? error : new Error(String(error)))
}

function die(error: Error): void {
  process.stderr.write(`\nPolyphon cannot go on: ${error.message}\nMore in ${home.path('logs', 'services.log')}\n`)
  if (process.env['LOG_LEVEL'] === 'debug') process.stderr.write(`${error.stack ?? ''}\n`)
  process.exit(1)
}
