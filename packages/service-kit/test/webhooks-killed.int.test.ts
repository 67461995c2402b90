import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { interactionRecorded } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { migrationsOf } from '@polyphon/service-kit/runtime'
import {
  caller,
  eventually,
  type FreshDatabase,
  freshDatabase,
  makeWorkspace,
  type TestWorkspace,
} from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.js'
import { append } from '../src/events/outbox.js'
import { openDatabase } from './harness.js'
import { notesService } from './notes-service.js'
import { openReceiver, type Receiver } from './receiver.js'
import { type Replica, startReplica } from './replicas.js'

const PERSONS = 12
const KILLS = 4
const TYPE = interactionRecorded.type
// The one that a failure names comes back with `WEBHOOKS_SEED`.
const SEED = Number(process.env['WEBHOOKS_SEED'] ?? randomInt(1_000_000))

let database: FreshDatabase
let db: Database
let receiver: Receiver
let env: Readonly<Record<string, string>>
let workspace: TestWorkspace

/** Numbers between 0 and 1 that follow from the seed (a linear congruential generator). */
function openChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

beforeAll(async () => {
  database = await freshDatabase({ migrations: migrationsOf(notesService) })
  db = openDatabase(database.url)
  receiver = await openReceiver()
  // No log answers there: what is posted does not wait for it.
  env = {
    DATABASE_URL: database.url,
    KAFKA_BROKERS: '127.0.0.1:1',
    SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'silent',
  }
  workspace = await makeWorkspace(db)
})
afterAll(async () => {
  await receiver.close()
  await db.close()
  await database.drop()
})

/** Publishes events of some people, numbered for each, until it is told to stop; answers how many of each. */
async function publish(chance: () => number, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>(Array.from({ length: PERSONS }, () => [uuidv7(), 0]))
  const ids = [...numbers.keys()]
  while (!signal.aborted) {
    const profileId = ids[Math.floor(chance() * PERSONS)] ?? ''
    const number = (numbers.get(profileId) ?? 0) + 1
    numbers.set(profileId, number)
    await db.transact(workspace.id, async (tx) =>
      append(tx, interactionRecorded, { ...interactionRecorded.example, profileId, name: String(number) }),
    )
    await delay(20)
  }
  return numbers
}

/**
 * Only a first try is refused: after the second one, be the first one's process killed or it refused, an event is tried
 * again after five minutes, and everything of its person with it.
 */
async function isFirstTry(eventId: string): Promise<boolean> {
  const { rows } = await db.transact(workspace.id, (tx) =>
    tx.query<{ attempts: number }>('select attempts from webhook_delivery where workspace_id = $1 and event_id = $2', [
      tx.workspaceId,
      eventId,
    ]),
  )
  return rows[0]?.attempts === 1
}

/** The numbers of each person in the order in which they were first taken. */
function firstTaken(taken: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const body of new Set(taken)) {
    const { profileId, name } = JSON.parse(body).data
    found.set(profileId, [...(found.get(profileId) ?? []), Number(name)])
  }
  return found
}

describe(`webhooks, while each process is killed again and again (seed ${SEED})`, () => {
  it('are sent every event, in order for each person, and nothing once they are deleted', async () => {
    const chance = openChance(SEED)
    const taken: string[] = []
    receiver.answer = ({ body, headers }, response) => {
      const [mayTake, pauseMs] = [chance() > 0.01, chance() * 60]
      void (mayTake ? Promise.resolve(false) : isFirstTry(String(headers['webhook-id']))).then((isRefused) => {
        if (!isRefused) taken.push(body)
        setTimeout(() => response.writeHead(isRefused ? 500 : 200).end(), pauseMs)
      })
    }
    const replicas: Replica[] = await Promise.all([startReplica(env), startReplica(env)])
    const call = (operation: string, options: object = {}) =>
      eventually(() =>
        caller(replicas[Math.floor(chance() * replicas.length)]?.url ?? '', workspace.secretKey)(operation, options),
      )
    const publishing = new AbortController()
    try {
      const hook = { url: receiver.url, types: [TYPE], payload: 'full' }
      expect((await call('PUT /v1/webhooks/killed', { body: hook })).status).toBe(201)
      const published = publish(chance, publishing.signal)
      for (let kills = 0; kills < KILLS; kills += 1) {
        // Only while something is on its way: to kill what rests proves nothing.
        const before = receiver.got.length
        await eventually(() => expect(receiver.got.length).toBeGreaterThan(before + 10))
        await delay(chance() * 300)
        const [victim] = replicas.splice(kills % 2, 1)
        victim?.child.kill('SIGKILL')
        await victim?.ended
        replicas.push(await startReplica(env))
      }
      publishing.abort()
      const numbers = await published
      const expected = Object.fromEntries(
        [...numbers].map(([id, last]) => [id, Array.from({ length: last }, (_, n) => n + 1)]),
      )
      await eventually(() => expect(Object.fromEntries(firstTaken(taken))).toEqual(expected), {
        timeoutMs: 90_000,
        everyMs: 500,
      })
      await deleteWhilePublishing(call)
    } finally {
      publishing.abort()
      for (const { child } of replicas) child.kill('SIGKILL')
      await Promise.all(replicas.map(({ ended }) => ended))
    }
  }, 400_000)
})

async function deleteWhilePublishing(call: (operation: string) => Promise<{ readonly status: number }>): Promise<void> {
  receiver.answer = (_, response) => setTimeout(() => response.writeHead(200).end(), 200)
  const publishing = new AbortController()
  const published = publish(Math.random, publishing.signal)
  const before = receiver.got.length
  await eventually(() => expect(receiver.got.length).toBeGreaterThan(before + 20))
  expect((await call('DELETE /v1/webhooks/killed')).status).toBe(204)
  const then = receiver.got.length
  await delay(2_000)
  publishing.abort()
  await published
  expect(receiver.got).toHaveLength(then)
}
