import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Stands between services and a server, and disturbs what runs through it. */
export interface Proxy {
  readonly port: number
  /** Holds back everything by so many milliseconds on its way to the server. */
  slow(ms: number): void
  /** Lets nothing through in either direction, and says nothing about it: a cable that was cut. */
  cut(isCut: boolean): void
  /** Ends every connection, and leads new ones to another port: what a failover looks like. */
  turnTo(target: number): void
  /** How many pieces it has held back or stopped so far: 0 says that it has disturbed nobody. */
  disturbed(): number
  close(): Promise<void>
}

/** A proxy before `target`, a port of 127.0.0.1. */
export async function openProxy(target: number, port = 0): Promise<Proxy> {
  const state = { slowMs: 0, isCut: false, disturbed: 0, target }
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((client) => {
    const upstream = keep(connect({ host: '127.0.0.1', port: state.target }))
    keep(client)
    void forward(client, upstream, state, true)
    void forward(upstream, client, state, false)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    slow: (ms) => {
      state.slowMs = ms
    },
    cut: (isCut) => {
      state.isCut = isCut
      // What was held back for too long is of no use to anybody: both ends begin anew, as after a timeout of TCP.
      if (!isCut) dropAll()
    },
    turnTo: (other) => {
      state.target = other
      dropAll()
    },
    disturbed: () => state.disturbed,
    close: async () => {
      dropAll()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

const LOOK_MS = 50

async function forward(
  from: Socket,
  to: Socket,
  state: { readonly slowMs: number; readonly isCut: boolean; disturbed: number },
  isRequest: boolean,
): Promise<void> {
  from.on('error', () => to.destroy())
  from.once('close', () => to.destroy())
  try {
    for await (const chunk of from) {
      const isSlow = isRequest && state.slowMs > 0
      if (isSlow || state.isCut) state.disturbed += 1
      if (isSlow) await delay(state.slowMs)
      while (state.isCut && !to.destroyed) await delay(LOOK_MS)
      if (!to.write(chunk)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve))
    }
    to.end()
  } catch {
    to.destroy()
  }
}
