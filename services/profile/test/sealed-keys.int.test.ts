import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { type EventLog, migrationsOf, startService } from '@polyphon/service-kit/runtime'
import { caller, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { exportJWK, generateKeyPair } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileService } from '../src/service.js'

const ADMIN = 'admin-token-of-the-tests'
const [A, B, OTHER_A] = [`a:${key(1)}`, `b:${key(2)}`, `a:${key(3)}`]
function key(byte: number): string {
  return Buffer.alloc(32, byte).toString('base64')
}

let database: FreshDatabase
let logDatabase: FreshDatabase
let log: EventLog
beforeAll(async () => {
  database = await freshDatabase({ migrations: migrationsOf(profileService) })
  logDatabase = await freshDatabase({ migrations: [embeddedLogMigrations] })
  log = await openEmbeddedLog({ url: logDatabase.url, now: () => new Date() })
})
afterAll(async () => {
  await log.close()
  await logDatabase.drop()
  await database.drop()
})

const start = (keys: string) =>
  startService(profileService, {
    env: {
      DATABASE_URL: database.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
      POLYPHON_ADMIN_TOKEN: ADMIN,
      SECRETS_KEYS: keys,
    },
    log,
  })

async function asOwner<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  try {
    // Row security holds for the owner as well.
    await client.query('begin')
    await client.query(`set local app.workspace_id = '${workspaceId}'`)
    const { rows } = await client.query<Row>(sql, [...values])
    await client.query('commit')
    return rows
  } finally {
    await client.end()
  }
}

let workspaceId = ''
let secretKey = ''
async function issue(url: string): Promise<number> {
  return (await caller(url, secretKey)('POST /v1/person-tokens', { body: { userId: 'u' } })).status
}
async function dump(): Promise<string> {
  const rows = await asOwner<{ row: string }>('select row_to_json(k)::text as row from signing_key k')
  return rows.map(({ row }) => row).join('\n')
}

describe('the private halves of signing keys', () => {
  it('are sealed, also those that were stored plain before', async () => {
    const first = await start(A)
    const made = await caller(first.url, ADMIN)('POST /v1/workspaces', {
      body: { key: 'w', name: 'W', mode: 'live', timeZone: 'UTC', locale: 'de' },
    })
    workspaceId = made.body.workspace.id
    secretKey = made.body.secretKey.secret
    expect(await issue(first.url)).toBe(201)
    await first.close()
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const plain = await exportJWK(privateKey)
    const [row] = await asOwner<{ key_id: string }>('select key_id from signing_key')
    await asOwner('update signing_key set sealed = null, private_key = $1', [JSON.stringify(plain)])
    await asOwner('update secrets_key set complete = false')
    expect(await dump()).toContain(plain.d)
    const second = await start(A)
    expect(row?.key_id).toBeDefined()
    expect(await dump()).not.toContain(plain.d)
    expect(await dump()).toContain('"private_key":null,')
    expect(await dump()).toContain('"sealed":"a.')
    expect(await issue(second.url)).toBe(201)
    await second.close()
  })

  it('are sealed anew when the key changes, and the old one may go', async () => {
    const rotating = await start(`${B},${A}`)
    expect(await dump()).toContain('"sealed":"b.')
    expect(await issue(rotating.url)).toBe(201)
    await rotating.close()
    const without = await start(B)
    expect(await issue(without.url)).toBe(201)
    await without.close()
  })

  it('do not open elsewhere, and a key that is missing or another one is named at start', async () => {
    await expect(start(A)).rejects.toThrow('SECRETS_KEYS: lacks the key b')
    await (await start(`${A},${B}`)).close()
    await expect(start(OTHER_A)).rejects.toThrow('SECRETS_KEYS: has another key a')
    for (const wrong of ['a', `a:${key(1)},a:${key(2)}`, 'a:c2hvcnQ=', `a:${key(1)},`])
      await expect(start(wrong)).rejects.toThrow('SECRETS_KEYS: must be a comma list')
    await expect(start('')).rejects.toThrow('SECRETS_KEYS: is required')
  })
})
