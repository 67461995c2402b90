import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDatabases } from '@polyphon/service-kit/runtime'
import {
  freePort,
  installationOf,
  kafkaLibs,
  makeTestCertificates,
  startKafka,
  startPostgres,
  startRedis,
} from '@polyphon/toolchain'
import { query } from './harness.js'

export const canRunKafka = installationOf('Kafka') === undefined
export const canRunRedis = installationOf('Redis') === undefined

export type Env = Readonly<Record<string, string>>

/** Servers that speak TLS only, with certificates of their own, and what a service needs to know to reach them. */
export async function openTlsServers() {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-tls-'))
  const tls = makeTestCertificates(join(folder, 'certificates'))
  const stranger = makeTestCertificates(join(folder, 'stranger'))
  const closers: (() => Promise<void>)[] = []
  const keep = <Server extends { stop(): Promise<void> }>(server: Server): Server => {
    closers.push(() => server.stop())
    return server
  }
  return {
    tls,
    /** The PEM of an authority that has signed none of these servers. */
    strangeCa: stranger.ca.text,
    /** The same settings, each in a file. */
    inFiles: (env: Env): Env =>
      Object.fromEntries(
        Object.entries(env).map(([name, value]) => {
          const file = join(folder, name)
          writeFileSync(file, `${value}\n`)
          return [`${name}_FILE`, file]
        }),
      ),
    postgres: async () => {
      const port = await freePort()
      const server = keep(await startPostgres({ folder: join(folder, 'postgres'), port, durable: false, tls }))
      const admin = server.url('postgres')
      await makeDatabases(admin, ['notes'], 'right')
      await query(admin, "create role notes_owner login password 'right'")
      await query(admin, 'alter database notes owner to notes_owner')
      const as = (role: string): string => `postgres://${role}:right@localhost:${port}/notes`
      return {
        env: { DATABASE_URL: as('polyphon_app'), MIGRATION_DATABASE_URL: as('notes_owner') },
        ask: (text: string) => query(server.url('notes'), text),
      }
    },
    redis: async (): Promise<string> =>
      keep(await startRedis({ folder: join(folder, 'redis'), port: await freePort(), tls })).url,
    kafka: async (mechanism?: 'plain' | 'scram-sha-256' | 'scram-sha-512'): Promise<string> => {
      const security = mechanism === undefined ? { tls } : { tls, sasl: { mechanism, users: { polyphon: 'right' } } }
      return keep(await startKafka({ folder: join(folder, `kafka-${mechanism ?? 'tls'}`), libs: kafkaLibs, security }))
        .brokers
    },
    close: async () => {
      for (const close of closers.toReversed()) await close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
