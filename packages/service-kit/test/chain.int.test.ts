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
const EVENTS = 1_500
const KILLS = 8

describe('outbox, two relays, log and two consumers, each a process that is killed again and again', () => {
  it('lose, double and reorder nothing with the embedded log', async () => {
    const logStore = await logDatabase()
    await runChain({ kind: 'embedded', url: logStore.url })
    await logStore.drop()
  }, 120_000)

  if (kafkaBrokers === undefined) it.skip(HOW_TO_GET_KAFKA, () => undefined)
  else {
    it('lose, double and reorder nothing with Kafka', async () => {
      await runChain({ kind: 'kafka', brokers: kafkaBrokers })
    }, 120_000)
  }
})

async function runChain(log: ChainPart['log']): Promise<void> {
  const database = await serviceDatabase()
  await query(
    database.ownerUrl,
    `create table counter (key text primary key, count integer not null);
     create table effect (id bigint generated always as identity, key text, number integer);
     grant all on counter, effect to public; grant usage on all sequences in schema public to public`,
  )
  const [topic, group] = [newTopic(), newGroup()]
  const own = await openChainLog({ log })
  await own.createTopics([
    { name: topic, compacted: false, retentionMs: 3_600_000 },
    { name: 'polyphon.profile.dead', compacted: false, retentionMs: 3_600_000 },
  ])
  const processes = (['relay', 'relay', 'consumer', 'consumer'] as const).map((role) =>
    keepRunning({ role, databaseUrl: database.url, log, topic, group }),
  )
  try {
    let writing = true
    const killer = (async () => {
      let kills = 0
      for (; writing || kills < KILLS; kills += 1) {
        await delay(500 + Math.random() * 500)
        processes[kills % processes.length]?.kill()
      }
      return kills
    })()
    await writeEvents(database.url, topic)
    writing = false
    expect(await killer).toBeGreaterThanOrEqual(KILLS)
    const count = async (table: string): Promise<number> =>
      (await query<{ n: number }>(database.ownerUrl, `select count(*)::integer as n from ${table}`))[0]?.n ?? 0
    await eventually(async () => expect(await count('effect')).toBeGreaterThanOrEqual(EVENTS), {
      timeoutMs: 60_000,
      everyMs: 200,
    })
    await eventually(async () => expect(await count('outbox')).toBe(0), { timeoutMs: 10_000 })

    const effects = await query<{ key: string; number: number }>(
      database.ownerUrl,
      'select key, number from effect order by id',
    )
    expect(effects).toHaveLength(EVENTS)
    const reached = new Map<string, number>()
    for (const { key, number } of effects) {
      expect(number).toBe((reached.get(key) ?? 0) + 1)
      reached.set(key, number)
    }
    expect(await count('dead_letter')).toBe(0)
  } finally {
    for (const process of processes) process.stop()
    await own.close()
    await database.drop()
  }
}

/** A process that is started again whenever it ends. */
function keepRunning(part: ChainPart): { kill(): void; stop(): void } {
  let stopped = false
  let current: ChildProcess
  const start = (): void => {
    current = fork(child, [JSON.stringify(part)], { execArgv: ['--conditions=@polyphon/source', '--import', 'tsx'] })
    current.on('exit', () => {
      if (!stopped) start()
    })
  }
  start()
  return {
    kill: () => void current.kill('SIGKILL'),
    stop: () => {
      stopped = true
      current.kill('SIGKILL')
    },
  }
}

/** Commands that lock, count and tell, four at a time; now and then one thinks twice. */
async function writeEvents(url: string, topic: string): Promise<void> {
  const db = openDatabase(url)
  const event = chainEvent(topic)
  const workspace = randomUUID()
  let left = EVENTS
  const write = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const key = keys[left % keys.length] ?? ''
      await db.transact(workspace, async (tx) => {
        const { rows } = await tx.query<{ count: number }>(
          `insert into counter (key, count) values ($1, 1)
           on conflict (key) do update set count = counter.count + 1 returning count`,
          [key],
        )
        append(tx, event, { key, number: rows[0]?.count ?? 0 })
      })
      await delay(20)
    }
  }
  await Promise.all([write(), write(), write(), write()])
  await db.close()
}
