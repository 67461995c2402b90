import { spawn } from 'node:child_process'
import { services } from '@polyphon/local-stack'
import { type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedLogMigrations, openEmbeddedLog } from '../packages/embedded-log/src/index.js'
import { wordsFor } from './local-process.js'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

/** Runs the program of a service with words, and only the settings given. */
function run(words: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [...wordsFor('services/feedback', 'main.ts'), ...words], {
    env: { PATH, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => output.push(data.toString()))
  return new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output: output.join('') }))
  })
}

describe('the word migrate', () => {
  it('brings a database to what the release needs, once and again', async () => {
    const env = { DATABASE_URL: database.url, MIGRATION_DATABASE_URL: database.ownerUrl }
    for (const turn of ['first', 'again'])
      expect(await run(['migrate'], env), turn).toEqual({
        code: 0,
        output: 'The database of feedback is what this release needs.\n',
      })
  })
  it('leaves nothing for the owner to do: the service starts without that address', async () => {
    const logDatabase = await freshDatabase({ migrations: [embeddedLogMigrations] })
    const log = await openEmbeddedLog({ url: logDatabase.url, now: () => new Date() })
    const env = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' }
    const feedback = services.find(({ name }) => name === 'feedback')
    const service = await feedback?.start({ env, log })
    expect((await fetch(`${service?.url}/readyz`)).status).toBe(200)
    await service?.close()
    await log.close()
    await logDatabase.drop()
  })
  it('needs the address of the owner, and names it without what it holds', async () => {
    const missing = await run(['migrate'], { DATABASE_URL: database.url })
    expect(missing).toEqual({ code: 1, output: expect.stringContaining('MIGRATION_DATABASE_URL: is required') })
    const refused = await run(['migrate'], {
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.url.replace(/\/\/([^:@]*)[^@]*@/, '//nobody_here:geheim@'),
    })
    expect(refused.code).toBe(1)
    expect(refused.output).toContain('MIGRATION_DATABASE_URL: the server')
    expect(refused.output).not.toContain('geheim')
  })
  it('is the only one', async () => {
    for (const words of [['migrat'], ['migrate', 'now']])
      expect(await run(words, {})).toEqual({ code: 2, output: 'Usage: node dist/main.js [migrate]\n' })
  })
})
