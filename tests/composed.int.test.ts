import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf, reference } from './demo-numbers.js'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'

// `npm test` on a machine without Kafka or Redis says what to install; on CI a missing server has already failed the run.
const names = ['POLYPHON_TEST_KAFKA_BROKERS', 'POLYPHON_TEST_REDIS_URL']
const isMissing = names.some((name) => process.env[name] === undefined)

describe.skipIf(isMissing)('the demo on processes of their own, over servers that it starts', () => {
  let home: LocalHome
  let demo: LocalProcess
  beforeAll(async () => {
    home = await makeHome()
    demo = home.run('demo/main.ts', ['--composed', '--json'])
    await demo.ended
  })
  afterAll(() => home.remove())

  it('gives the same numbers as the embedded one', async () => {
    expect(await demo.ended, demo.output()).toBe(0)
    expect(numbersOf(demo)).toMatchObject(reference)
  })
  it('runs two replicas of profile and of messaging', () => {
    const logs = readdirSync(join(home.env['POLYPHON_HOME'] ?? '', 'logs')).filter((file) => /^\w+-\d\.log$/.test(file))
    expect(logs.toSorted()).toEqual([
      'analytics-0.log',
      'feedback-0.log',
      'journey-0.log',
      'messaging-0.log',
      'messaging-1.log',
      'profile-0.log',
      'profile-1.log',
    ])
  })
})
