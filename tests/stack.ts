import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeWorkspace, openHome, startStack } from '@polyphon/local-stack'
import { type Call, type CallOptions, caller } from '@polyphon/testkit'
import { freePortBase } from '@polyphon/toolchain'
import { copyPreparedPostgres } from './prepared-postgres.js'

export const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
export type ServiceName = (typeof SERVICES)[number]

/** A workspace of a test, with its keys and a way to call any service with the secret one. */
export interface Tenant {
  readonly id: string
  readonly secretKey: string
  readonly publishableKey: string
  call(service: ServiceName, operation: string, options?: CallOptions): Promise<Call>
  /** The body of what is answered, with an Idempotency-Key of its own; throws the whole answer unless that is a success. */
  must(service: ServiceName, operation: string, body?: object): Promise<Call['body']>
}

/** All five services on a PostgreSQL, a log and a mail folder of their own, for one test file. */
export interface TestStack {
  readonly adminToken: string
  readonly callbackSecret: string
  readonly mailFolder: string
  /** German, in Berlin. */
  readonly workspace: Tenant
  /** Whose things the first one must never see. */
  readonly other: Tenant
  url(service: ServiceName): string
  /** The database of a service, or `log` that of the log, as its owner. */
  databaseUrl(name: ServiceName | 'log'): string
  close(): Promise<void>
}

/** Starts the whole stack in this process, from source. With POLYPHON_TEST_LOG its folder stays, to read its log. */
export async function startTestStack(settings: Readonly<Record<string, string>> = {}): Promise<TestStack> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-stack-'))
  const level = process.env['POLYPHON_TEST_LOG']
  const env = {
    POLYPHON_HOME: folder,
    POLYPHON_PORT_BASE: String(await freePortBase()),
    LOG_LEVEL: level ?? 'silent',
    ...settings,
  }
  const home = openHome(env, folder)
  if (settings['DATABASE_URL'] === undefined) await copyPreparedPostgres(home.path('postgres'))
  const deaths: Error[] = []
  const stack = await startStack({ env, home, progress: () => undefined, onDead: (error) => deaths.push(error) })
  const at = { urls: stack.urls, adminToken: stack.adminToken, mailFolder: home.mailFolder }
  const url = (service: ServiceName): string => {
    const found = stack.urls[service]
    if (found === undefined) throw new Error(`${service} was not started.`)
    return found
  }
  const tenant = async (key: string): Promise<Tenant> => {
    const { workspace: id, secretKey, publishableKey } = await makeWorkspace(at, { key, name: key })
    const call: Tenant['call'] = (service, operation, options) => caller(url(service), secretKey)(operation, options)
    const must: Tenant['must'] = async (service, operation, body) => {
      const headers = { 'idempotency-key': randomUUID() }
      const answer = await call(service, operation, { headers, ...(body === undefined ? {} : { body }) })
      if (answer.status >= 300) throw new Error(`${service} ${operation}: ${answer.status} ${answer.text}`)
      return answer.body
    }
    return { id, secretKey, publishableKey, call, must }
  }
  const [workspace, other] = await Promise.all([tenant('hofladen'), tenant('bergstiefel')])
  return {
    ...at,
    callbackSecret: home.secrets().callbackSecret,
    workspace,
    other,
    url,
    databaseUrl: stack.databaseUrl,
    close: async () => {
      await stack.close()
      if (level === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      else process.stderr.write(`Kept for reading: ${folder}\n`)
      if (deaths[0] !== undefined) throw deaths[0]
    },
  }
}
