import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'

/** A TCP port of 127.0.0.1 that nobody listens on, and that nobody else is given meanwhile. */
export async function freePort(): Promise<number> {
  return (await freePortBase(1)) + 1
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

// Below the range from which the system gives ports away: there any connection may take one before a program listens on it.
const [FIRST, LAST, SLOT] = [12_000, 32_000, 16]
/** Long enough for a program that is started on a busy machine to listen. */
const HELD_MS = 300_000

/**
 * A port behind which this many in a row are free, 15 at most, for programs that listen on base + 1, base + 2, …. Of several
 * processes that ask at the same moment each is given others.
 */
export async function freePortBase(count = SLOT - 1): Promise<number> {
  if (count >= SLOT) throw new Error(`At most ${SLOT - 1} ports are given in a row.`)
  for (;;) {
    const base = randomInt(FIRST / SLOT, LAST / SLOT) * SLOT
    if (!(await isHeld(base))) continue
    const taken = await Promise.all(Array.from({ length: count }, (_, index) => isListening(base + 1 + index)))
    if (!taken.includes(true)) return base
  }
}

/** Holds the ports behind this one, by listening on it, as no program does; false where somebody else holds them. */
function isHeld(base: number): Promise<boolean> {
  return new Promise((resolve) => {
    const guard = createServer().unref()
    guard.once('error', () => resolve(false))
    guard.listen({ port: base, host: '127.0.0.1', exclusive: true }, () => {
      setTimeout(() => guard.close(), HELD_MS).unref()
      resolve(true)
    })
  })
}
