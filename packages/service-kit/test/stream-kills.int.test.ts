import { randomUUID } from 'node:crypto'
import { interactionRecorded } from '@polyphon/contracts'
import { migrationsOf } from '@polyphon/service-kit/runtime'
import { eventually, type FreshDatabase, freshDatabase, makeWorkspace, type TestWorkspace } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Streamed, streamEvents } from '../../client/src/calls/stream.js'
import type { Database } from '../src/db/database.js'
import { append } from '../src/events/outbox.js'
import { kafkaBrokers, openDatabase } from './harness.js'
import { notesService } from './notes-service.js'
import { openBalancer, startReplica } from './replicas.js'

const ROUNDS = 60
const PEOPLE = 3

describe.skipIf(kafkaBrokers === undefined)('streams, when the process that carries them is killed', () => {
  let database: FreshDatabase
  let db: Database
  let workspace: TestWorkspace

  beforeAll(async () => {
    database = await freshDatabase({ migrations: migrationsOf(notesService) })
    db = openDatabase(database.url)
    workspace = await makeWorkspace(db)
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  it('show every event once at least, and those about one person in order', { timeout: 300_000 }, async () => {
    const env = {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: kafkaBrokers ?? '',
      SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    }
    const replicas = await Promise.all([startReplica(env), startReplica(env)])
    const balancer = await openBalancer(replicas)
    const stop = new AbortController()
    const seen: Streamed[] = []
    let broken = 0
    const read = async (): Promise<void> => {
      const options = {
        url: balancer.url,
        key: workspace.secretKey,
        after: 'oldest',
        signal: stop.signal,
        onBroken: () => (broken += 1),
      }
      for await (const each of streamEvents(options)) seen.push(each)
    }
    const reading = read()
    const people = Array.from({ length: PEOPLE }, () => randomUUID())
    const write = async (profileId: string, number: number) =>
      db.transact(workspace.id, async (tx) =>
        append(tx, interactionRecorded, { ...interactionRecorded.example, profileId, name: `${number}` }),
      )
    const namesOf = (profileId: string) => [
      ...new Set(
        seen
          .filter(({ event }) => event.data['profileId'] === profileId)
          .map(({ event }) => Number(event.data['name'])),
      ),
    ]
    for (let number = 0; number < ROUNDS; number += 1) {
      await Promise.all(people.map((profileId) => write(profileId, number)))
      if (number !== ROUNDS / 2) continue
      await eventually(() => expect(namesOf(people[0] ?? '').length).toBeGreaterThan(number / 2))
      const carrying =
        replicas.find(({ url }) => balancer.carried(url) > 0) ?? expect.fail('Nobody carries the stream.')
      carrying.child.kill('SIGKILL')
      expect(await carrying.ended).toBe('SIGKILL')
    }
    const numbers = Array.from({ length: ROUNDS }, (_, number) => number)
    for (const profileId of people) await eventually(() => expect(namesOf(profileId)).toEqual(numbers))
    expect(broken).toBeGreaterThan(0)
    stop.abort()
    await reading
    await balancer.close()
    for (const { child } of replicas) child.kill('SIGKILL')
  })
})
