import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** Fails where the port is taken: otherwise the answers of a foreign server would pass for those of ours. */
export async function requireFreePort(port: number): Promise<void> {
  if (await isListening(port)) throw new Error(`Port ${port} of 127.0.0.1 is taken by another program.`)
}

/** Says whether somebody accepts connections on this port of 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const answer = (listening: boolean) => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}

/**
 * A port behind which this many in a row are free, for programs that listen on base + 1, base + 2, …; below the range from
 * which the system gives ports away.
 */
export async function freePortBase(count = 5): Promise<number> {
  for (;;) {
    const base = randomInt(12_000, 32_000)
    const taken = await Promise.all(Array.from({ length: count }, (_, index) => isListening(base + 1 + index)))
    if (!taken.includes(true)) return base
  }
}
