import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { isReady } from './service-process.js'

export interface Balancer {
  close(): Promise<void>
}

const LOOK_MS = 250

/**
 * Spreads the connections to one port over several replicas, as a cluster's Service does: each new connection goes to
 * the next replica that says it is ready, and to another one if that does not answer. What runs through it is not read.
 */
export async function openBalancer(port: number, replicas: readonly { readonly url: string }[]): Promise<Balancer> {
  let ready = replicas.map(({ url }) => url)
  let turn = 0
  let closed = false
  const sockets = new Set<Socket>()
  const look = async (): Promise<void> => {
    while (!closed) {
      const answers = await Promise.all(replicas.map(async ({ url }) => ({ url, isReady: await isReady(url) })))
      ready = answers.filter((answer) => answer.isReady).map(({ url }) => url)
      await delay(LOOK_MS, undefined, { ref: false })
    }
  }
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((client) => {
    keep(client)
    turn += 1
    // When none is ready the caller still gets an answer of the service itself, which says what is wrong.
    const targets = ready.length > 0 ? ready : replicas.map(({ url }) => url)
    const order = targets.map((_, index) => targets[(turn + index) % targets.length] ?? '')
    join(client, order, keep)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  void look()
  return {
    close: async () => {
      closed = true
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

/** Connects a caller with the first replica that takes the connection. */
function join(client: Socket, targets: readonly string[], keep: (socket: Socket) => Socket): void {
  const [target, ...others] = targets
  if (target === undefined) {
    client.destroy()
    return
  }
  const { hostname, port } = new URL(target)
  const replica = keep(connect({ host: hostname, port: Number(port) }))
  const next = (): void => join(client, others, keep)
  client.on('error', () => replica.destroy())
  replica.once('error', next)
  replica.once('connect', () => {
    replica.off('error', next)
    replica.on('error', () => client.destroy())
    replica.once('close', () => client.destroy())
    client.once('close', () => replica.destroy())
    client.pipe(replica).pipe(client)
  })
}
