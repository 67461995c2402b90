import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { endingWithParent, endProcess, exitOf, spawnServer, untilReady } from '@polyphon/toolchain'

export interface ServiceProcessOptions {
  readonly service: string
  /** The settings of the service, `PORT` among them; what is left out comes from our own environment. */
  readonly env: Readonly<Record<string, string>>
  /** Where its log lines go. */
  readonly logFile: string
  /** Words before the command, such as `faketime`. */
  readonly before?: readonly string[]
  /** Words for Node before the program, such as `--import`. */
  readonly nodeArguments?: readonly string[]
  /** Called at an end that nobody asked for; `kill` is such an end. */
  readonly onExit?: (how: string) => void
}

/** One service in a process of its own, as a container would run it. */
export interface ServiceProcess {
  readonly service: string
  /** Where this very process listens. */
  readonly url: string
  pid(): number | undefined
  isRunning(): boolean
  /** Starts it (again) and does not wait: its servers may be away. */
  spawn(changes?: Readonly<Record<string, string>>): void
  /** Starts it (again), with other settings if some are given; resolves when its start is finished. */
  start(changes?: Readonly<Record<string, string>>): Promise<void>
  /** Sends a signal and does not wait. */
  kill(signal: NodeJS.Signals): void
  /** Ends it gracefully and waits for that; false if it had to be killed in the end. */
  stop(): Promise<boolean>
}

// Longer than a service takes for its grace, its callers and its consumers together.
const STOP_MS = 40_000

// The same depth in `src` and `dist`: from source the services run from source too, except in `npm test`, which has built
// them: so they start in half the time.
const root = join(import.meta.dirname, '../../../..')
const isSource = extname(import.meta.filename) === '.ts' && process.env['POLYPHON_TEST_BUILT'] === undefined
const run = isSource ? ['--conditions=@polyphon/source', '--import', 'tsx'] : ['--enable-source-maps']

function programOf(service: string): string {
  return join(root, 'services', service, isSource ? 'src/main.ts' : 'dist/main.js')
}

/** Prepares a process and does not start it yet. It ends when we end, however that comes about. */
export function openServiceProcess(options: ServiceProcessOptions): ServiceProcess {
  const { service, logFile, before = [], nodeArguments = [] } = options
  let env = options.env
  const url = `http://127.0.0.1:${env['PORT'] ?? ''}`
  let child: ChildProcess | undefined
  const isRunning = (): boolean => child?.pid !== undefined && child.exitCode === null && child.signalCode === null
  const stopping = new WeakSet<ChildProcess>()
  const launch = (changes: Readonly<Record<string, string>> = {}): { child: ChildProcess; args: readonly string[] } => {
    env = { ...env, ...changes }
    mkdirSync(dirname(logFile), { recursive: true })
    const words = [...endingWithParent('TERM'), ...before, process.execPath, ...run, ...nodeArguments]
    const [command, ...args] = [...words, programOf(service)]
    const started = spawnServer({ command, args, env, logFile })
    child = started
    void exitOf(started).then(() => {
      if (!stopping.has(started)) options.onExit?.(String(started.exitCode ?? started.signalCode))
    })
    return { child: started, args }
  }
  return {
    service,
    url,
    pid: () => child?.pid,
    isRunning,
    spawn: (changes) => void launch(changes),
    start: async (changes) => {
      const { child: started, args } = launch(changes)
      await untilReady(started, { command: `the ${service} service`, args, logFile }, () =>
        answersWell(`${url}/startupz`),
      )
    },
    kill: (signal) => void child?.kill(signal),
    stop: async () => {
      if (child === undefined) return true
      stopping.add(child)
      return (await endProcess(child, ['SIGTERM', 'SIGKILL'], STOP_MS)) !== 'SIGKILL'
    },
  }
}

/** Whether this process wants requests now. */
export const isReady = (url: string): Promise<boolean> => answersWell(`${url}/readyz`)

async function answersWell(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
