import type { ChildProcess } from 'node:child_process'
import { endProcess, exitOf, type ServerCommand, spawnServer, untilReady } from './child.js'

/** A server that tests may kill and start again; its port and its folder stay the same. */
export interface KillableServer {
  /** The number of the process that was started last, also when that has ended. */
  pid(): number
  /** Ends it with SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** Starts it again; resolves when it answers. Fails while it still runs, and when it is stopped before it answers. */
  start(): Promise<void>
  /** Ends it in order, also while it starts; resolves when it is gone. */
  stop(): Promise<void>
}

interface Recipe {
  /** What to run, made anew for every start. */
  prepare(): ServerCommand | Promise<ServerCommand>
  isReady(pid: number): Promise<boolean>
  /** The signals that end it in order, the mildest first. */
  readonly signals: readonly NodeJS.Signals[]
}

/** Starts a server as a child of this process, and gives back what it takes to disturb it. */
export async function startKillable(recipe: Recipe): Promise<KillableServer & { exited(): Promise<void> }> {
  let child: ChildProcess | undefined
  const launch = async (): Promise<ChildProcess> => {
    const command = await recipe.prepare()
    const started = spawnServer(command)
    // At once, so that it can be stopped while it starts.
    child = started
    await untilReady(started, command, () => recipe.isReady(started.pid ?? 0))
    return started
  }
  const current = (): ChildProcess => child ?? first
  const first = await launch()
  return {
    exited: () => exitOf(current()),
    pid: () => current().pid ?? 0,
    kill: async () => void (await endProcess(current(), ['SIGKILL'])),
    stop: async () => void (await endProcess(current(), recipe.signals)),
    async start() {
      const { exitCode, signalCode, pid } = current()
      if (exitCode === null && signalCode === null && pid !== undefined) throw new Error(`Process ${pid} still runs.`)
      await launch()
    },
  }
}
