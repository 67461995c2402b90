import { readdirSync } from 'node:fs'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf, reference } from './demo-numbers.js'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'

const servers = {
  DATABASE_URL: process.env['POLYPHON_TEST_DATABASE_URL'] ?? '',
  KAFKA_BROKERS: process.env['POLYPHON_TEST_KAFKA_BROKERS'] ?? '',
  REDIS_URL: process.env['POLYPHON_TEST_REDIS_URL'] ?? '',
}
const isMissing = Object.values(servers).includes('')

// `npm test` on a machine without Kafka or Redis says what to install; on CI a missing server has already failed the run.
describe.skipIf(isMissing)('the stack on a given PostgreSQL, a real Kafka and a real Redis', () => {
  let home: LocalHome
  let demo: LocalProcess
  beforeAll(async () => {
    home = await makeHome()
    demo = home.run('demo/main.ts', ['--json'], servers)
    await demo.ended
  })
  afterAll(() => home.remove())

  it('gives the same numbers as the embedded one', async () => {
    expect(await demo.ended, demo.output()).toBe(0)
    expect(numbersOf(demo)).toMatchObject(reference)
  })
  it('starts no PostgreSQL of its own', async () => {
    await eventually(() => expect(readdirSync(home.env['POLYPHON_HOME'] ?? '')).toContain('mail'))
    expect(readdirSync(home.env['POLYPHON_HOME'] ?? '')).not.toContain('postgres')
  })
})
