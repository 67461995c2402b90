import { join } from 'node:path'
import { endProcess, freePort, isListening, spawnServer, untilReady } from '@polyphon/toolchain'
import type { Servers } from '../servers.js'

/** A server that does next to nothing, in a process of its own. */
export interface Floor {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts it on the same servers, in a database of a service; a table of its own is all that it writes. */
export async function startFloor(servers: Servers, database: string, workspace: string): Promise<Floor> {
  const port = await freePort()
  const command = {
    command: process.execPath,
    args: [join(import.meta.dirname, 'main.js')],
    env: {
      DATABASE_URL: servers.postgres.url(database),
      KAFKA_BROKERS: servers.kafka.brokers,
      PORT: String(port),
      WORKSPACE: workspace,
    },
    logFile: join(servers.folder, 'floor.log'),
  }
  const child = spawnServer(command)
  await untilReady(child, command, () => isListening(port))
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => void (await endProcess(child, ['SIGTERM', 'SIGKILL'])),
  }
}
