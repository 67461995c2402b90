import { connect, createServer, type Server, type Socket } from 'node:net'
import type { FreshDatabase } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'

/** A door to a PostgreSQL that can be opened and shut: `env` leads through it. It is shut at first. */
export async function openDoor(database: Pick<FreshDatabase, 'url' | 'ownerUrl'>) {
  const port = await freePort()
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const through = (url: string): string => {
    const address = new URL(url)
    const { searchParams } = address
    searchParams.delete('host')
    searchParams.delete('port')
    address.hostname = '127.0.0.1'
    address.port = String(port)
    return address.href
  }
  const target = new URL(database.url)
  const folder = target.searchParams.get('host')
  const postgresPort = Number(target.searchParams.get('port') ?? (target.port || 5432))
  const connectRaw = (): Socket =>
    folder === null
      ? connect({ host: target.hostname, port: postgresPort })
      : connect({ path: `${folder}/.s.PGSQL.${postgresPort}` })
  const shut = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)))
    server = undefined
  }
  return {
    env: { DATABASE_URL: through(database.url), MIGRATION_DATABASE_URL: through(database.ownerUrl) },
    shut,
    open: () =>
      new Promise<void>((resolve) => {
        server = createServer((client) => {
          const postgres = connectRaw()
          for (const socket of [client, postgres]) {
            sockets.add(socket)
            socket.on('error', () => undefined)
            socket.on('close', () => sockets.delete(socket))
          }
          client.pipe(postgres).pipe(client)
        }).listen(port, '127.0.0.1', resolve)
      }),
  }
}
