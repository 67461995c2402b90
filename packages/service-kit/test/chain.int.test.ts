import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { append } from '../src/events/outbox.js'
import { type ChainPart, chainEvent, openChainLog } from './chain-part.js'
import {
  HOW_TO_GET_KAFKA,
  kafkaBrokers,
  logDatabase,
  newGroup,
  newTopic,
  openDatabase,
  query,
  serviceDatabase,
} from './harness.js'

const child = join(import.meta.dirname, 'chain-child.ts')
const keys = Array.from({ length: 20 }, (_, index) => `Schlüssel-${index}`)
const KILLS = 6

describe('outbox, two relays, log and two consumers, each a process that is killed again and again', () => {
  it('lose, double and reorder nothing with the embedded log', async () => {
    const logStore = await logDatabase()
    expect(await runChain({ kind: 'embedded', url: logStore.url })).toEqual(nothingAmiss)
    await logStore.drop()
  }, 240_000)

  if (kafkaBrokers === undefined) it.skip(HOW_TO_GET_KAFKA, () => undefined)
  else {
    const brokers = kafkaBrokers
    it('lose, double and reorder nothing with Kafka', async () => {
      expect(await runChain({ kind: 'kafka', brokers })).toEqual(nothingAmiss)
    }, 240_000)
  }
})

interface Found {
  readonly lost: number
  readonly doubled: number
  readonly outOfOrder: number
  readonly dead: number
}
const nothingAmiss: Found = { lost: 0, doubled: 0, outOfOrder: 0, dead: 0 }

async function runChain(log: ChainPart['log']): Promise<Found> {
  const database = await serviceDatabase()
  await query(
    database.ownerUrl,
    `create table counter (key text primary key, count integer not null);
     create table effect (id bigint generated always as identity, key text, number integer);
     grant all on counter, effect to public; grant usage on all sequences in schema public to public`,
  )
  const [topic, group] = [newTopic(), newGroup()]
  const chainLog = await openChainLog({ log })
  await chainLog.createTopics([
    { name: topic, compacted: false, retentionMs: 3_600_000 },
    { name: 'polyphon.profile.dead', compacted: false, retentionMs: 3_600_000 },
  ])
  const count = async (table: string): Promise<number> =>
    (await query<{ n: number }>(database.ownerUrl, `select count(*)::integer as n from ${table}`))[0]?.n ?? 0
  const writing = new AbortController()
  const written = writeEvents(database.url, topic, writing.signal)
  // Connected before four processes start, which on a small machine leave nothing to anybody else for seconds.
  await eventually(async () => expect(await count('counter')).toBeGreaterThan(3))
  const processes = (['relay', 'relay', 'consumer', 'consumer'] as const).map((role) =>
    keepRunning({ role, databaseUrl: database.url, log, topic, group }),
  )
  try {
    for (let kills = 0; kills < KILLS; kills += 1) {
      // Only one that works: to kill what has not started yet, or stands by, proves nothing.
      const role = kills % 2 === 0 ? 'relay' : 'consumer'
      const victim = await eventually(() => {
        const working = processes.find((process) => process.role === role && process.isReady())
        if (working === undefined) throw new Error(`No ${role} is at work.`)
        return working
      })
      await delay(Math.random() * 300)
      victim.kill()
    }
    writing.abort()
    const events = await written
    await eventually(async () => expect(await count('effect')).toBeGreaterThanOrEqual(events), {
      timeoutMs: 60_000,
      everyMs: 200,
    })
    await eventually(async () => expect(await count('outbox')).toBe(0))

    // Time for what is under way twice.
    await delay(1_000)
    const effects = await query<{ key: string; number: number }>(
      database.ownerUrl,
      'select key, number from effect order by id',
    )
    const distinct = new Set(effects.map(({ key, number }) => `${key} ${number}`))
    const reached = new Map<string, number>()
    let outOfOrder = 0
    for (const { key, number } of effects) {
      if (number < (reached.get(key) ?? 0)) outOfOrder += 1
      reached.set(key, number)
    }
    return {
      lost: events - distinct.size,
      doubled: effects.length - distinct.size,
      outOfOrder,
      dead: await count('dead_letter'),
    }
  } finally {
    for (const process of processes) process.stop()
    await chainLog.close()
    await database.drop()
  }
}

interface Running {
  readonly role: ChainPart['role']
  isReady(): boolean
  kill(): void
  stop(): void
}

/** A process that is started again whenever it ends. */
function keepRunning(part: ChainPart): Running {
  let stopped = false
  let ready = false
  let current: ChildProcess
  const start = (): void => {
    current = fork(child, [JSON.stringify(part)], { execArgv: ['--conditions=@polyphon/source', '--import', 'tsx'] })
    current.on('message', () => {
      ready = true
    })
    current.on('exit', () => {
      ready = false
      if (!stopped) start()
    })
  }
  start()
  return {
    role: part.role,
    isReady: () => ready,
    kill: () => {
      ready = false
      current.kill('SIGKILL')
    },
    stop: () => {
      stopped = true
      current.kill('SIGKILL')
    },
  }
}

/** Commands that lock, count and tell, four at a time, until they are stopped; answers how many there were. */
async function writeEvents(url: string, topic: string, signal: AbortSignal): Promise<number> {
  const db = openDatabase(url)
  const event = chainEvent(topic)
  const workspace = randomUUID()
  let count = 0
  const write = async (): Promise<void> => {
    while (!signal.aborted) {
      const key = keys[count % keys.length] ?? ''
      count += 1
      await db.transact(workspace, async (tx) => {
        const { rows } = await tx.query<{ count: number }>(
          `insert into counter (key, count) values ($1, 1)
           on conflict (key) do update set count = counter.count + 1 returning count`,
          [key],
        )
        append(tx, event, { key, number: rows[0]?.count ?? 0 })
      })
      await delay(40)
    }
  }
  await Promise.all([write(), write(), write(), write()])
  await db.close()
  return count
}
