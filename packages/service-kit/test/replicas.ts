import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import { endingWithParent, freePort } from '@polyphon/toolchain'

export interface Replica {
  readonly url: string
  readonly child: ChildProcess
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Runs the notes service in a process of its own; resolves when it is ready. */
export async function startReplica(env: Readonly<Record<string, string>>): Promise<Replica> {
  const port = await freePort()
  const program = join(import.meta.dirname, 'notes-child.ts')
  const run = [process.execPath, '--conditions=@polyphon/source', '--import', 'tsx', program]
  const [command = '', ...args] = [...endingWithParent('TERM'), ...run]
  const child = spawn(command, args, {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  const untilReady = async (): Promise<void> => {
    if (!(await isReady(url))) throw new Error('The replica is not ready.')
  }
  await eventually(untilReady, { timeoutMs: 120_000 })
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal)
  return { url, child, ended }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

const LOOK_MS = 50

/** Carries connections to replicas that say they are ready, one after the other, and looks at nothing inside them. */
export async function openBalancer(replicas: readonly Replica[]) {
  const carried = new Map(replicas.map(({ url }) => [url, 0]))
  const sockets = new Set<Socket>()
  let ready = replicas.map(({ url }) => url)
  let turn = 0
  let closed = false
  const look = async (): Promise<void> => {
    while (!closed) {
      const answers = await Promise.all(replicas.map(async ({ url }) => ((await isReady(url)) ? [url] : [])))
      // Where all are slow to say so, somebody has to be asked nevertheless, as balancers do.
      if (answers.flat().length > 0) ready = answers.flat()
      await delay(LOOK_MS)
    }
  }
  const server = createServer((client) => {
    turn += 1
    const url = ready[turn % ready.length] ?? ''
    carried.set(url, (carried.get(url) ?? 0) + 1)
    const { hostname, port } = new URL(url)
    const replica = connect({ host: hostname, port: Number(port) })
    for (const [socket, other] of [
      [client, replica],
      [replica, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    client.pipe(replica).pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo
  const looking = look()
  return {
    url: `http://127.0.0.1:${port}`,
    /** How many connections went to each replica. */
    carried: (url: string): number => carried.get(url) ?? 0,
    close: async () => {
      closed = true
      await looking
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
