import { openSource, type RunningServer, type ServerName } from '@polyphon/toolchain'
import type { Env } from '../surroundings.js'

const SERVERS: readonly (readonly [ServerName, string])[] = [
  ['PostgreSQL', 'DATABASE_URL'],
  ['Kafka', 'KAFKA_BROKERS'],
  ['Redis', 'REDIS_URL'],
]

export interface GivenServers {
  /** The environment with an address for each server. */
  readonly env: Env
  /** Stops those that were started here. */
  close(): Promise<void>
}

/** Starts each server that the environment does not name, as `npm run infra` does; its data is in `folder`. */
export async function startMissingServers(
  env: Env,
  folder: string,
  say: (text: string) => void,
): Promise<GivenServers> {
  const start = openSource({ folder, durable: true, env, say })
  const missing = SERVERS.filter(([, variable]) => !env[variable])
  if (missing.length > 0) say(`starting ${missing.map(([name]) => name).join(', ')}`)
  const running: RunningServer[] = []
  const close = async (): Promise<void> => void (await Promise.all(running.map((server) => server.stop())))
  const started = await Promise.allSettled(
    missing.map(async ([name, variable]) => {
      const server = await start(name)
      running.push(server)
      return [variable, server.address] as const
    }),
  )
  const failed = started.find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    await close()
    throw failed.reason
  }
  const addresses = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  return { env: { ...env, ...Object.fromEntries(addresses) }, close }
}
