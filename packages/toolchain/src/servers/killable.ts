import { endProcess, exitOf, type ServerCommand, spawnServer, untilReady } from './child.js'

/** A server that tests may kill and start again; its port and its folder stay the same. */
export interface KillableServer {
  /** The number of the process that was started last, also when that has ended. */
  pid(): number
  /** Ends it with SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** Starts it again; resolves when it answers. Fails while it still runs. */
  start(): Promise<void>
  /** Ends it in order; resolves when it is gone. */
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
export async function startKillable(recipe: Recipe): Promise<KillableServer & { readonly exited: Promise<void> }> {
  const launch = async () => {
    const command = await recipe.prepare()
    const started = spawnServer(command)
    await untilReady(started, command, () => recipe.isReady(started.pid ?? 0))
    return started
  }
  let child = await launch()
  const exited = exitOf(child)
  return {
    exited,
    pid: () => child.pid ?? 0,
    kill: async () => void (await endProcess(child, ['SIGKILL'])),
    stop: async () => void (await endProcess(child, recipe.signals)),
    async start() {
      if (child.exitCode === null && child.signalCode === null) throw new Error(`Process ${child.pid} still runs.`)
      child = await launch()
    },
  }
}
