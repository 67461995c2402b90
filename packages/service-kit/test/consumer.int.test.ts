import { randomUUID } from 'node:crypto'
import { defineEvent } from '@polyphon/contracts'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openCopies } from '../src/copies/progress.js'
import type { Database } from '../src/db/database.js'
import type { Tx } from '../src/db/tx.js'
import { AppError } from '../src/errors.js'
import { type ConsumeOutcome, type Consumer, startConsumer } from '../src/events/consumer.js'
import { openDeadLetters } from '../src/events/dead-letters.js'
import { type Handler, on, onMany, type Received } from '../src/events/handler.js'
import { append } from '../src/events/outbox.js'
import type { EventLog } from '../src/log/log.js'
import { embeddedServer, type LogServer, newGroup, openDatabase, query, quiet, serviceDatabase } from './harness.js'

const topic = 'polyphon.profile'
const data = z.object({ thing: z.string(), number: z.number().int() })
const example = { thing: 'x', number: 1 }
const happened = defineEvent({
  ...{ type: 'profile.test_happened.v1', topic, summary: 'For tests.', data, personal: [], example },
  key: ({ thing }) => thing,
})
const followed = defineEvent({
  ...{ type: 'profile.test_followed.v1', topic, summary: 'For tests.', data, personal: [], example },
  key: ({ thing }) => thing,
})
const workspaces = [randomUUID(), randomUUID()] as const

interface Effect {
  readonly workspace_id: string
  readonly thing: string
  readonly number: number
}

describe('a consumer', () => {
  let server: LogServer
  let database: FreshDatabase
  let db: Database
  let log: EventLog
  let group: string
  const consumers: Consumer[] = []
  let counts: Record<ConsumeOutcome, number>

  beforeAll(async () => {
    server = await embeddedServer()
    database = await serviceDatabase()
    await query(
      database.ownerUrl,
      'create table effect (id bigint generated always as identity, workspace_id uuid not null, thing text, number integer)',
    )
    await query(database.ownerUrl, 'alter table effect enable row level security')
    await query(
      database.ownerUrl,
      `create policy own on effect using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())`,
    )
    await query(database.ownerUrl, 'grant all on effect to public')
    await query(database.ownerUrl, 'grant usage on all sequences in schema public to public')
  })
  beforeEach(async () => {
    db = openDatabase(database.url)
    log = await server.open()
    await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    group = newGroup()
    counts = { applied: 0, seen_before: 0, ignored: 0, dead: 0, retried: 0 }
  })
  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()))
    await server.remake(log, topic)
    await log.close()
    await db.close()
    await query(database.ownerUrl, 'truncate effect, outbox, inbox, dead_letter, consumer_offset')
  })
  afterAll(async () => {
    await database.drop()
    await server.stop()
  })

  const start = async (handlers: readonly Handler[], more: { tries?: number; log?: EventLog; db?: Database } = {}) => {
    const onOutcome = (_group: string, outcome: ConsumeOutcome, count: number): void => {
      counts[outcome] += count
    }
    const given = { db, log, service: 'profile', group, handlers, logger: quiet, onOutcome, firstPauseMs: 1 }
    const consumer = await startConsumer({ ...given, ...more })
    consumers.push(consumer)
    return consumer
  }
  const send = (...events: readonly Sent[]): Promise<void> => log.send(events.map(recordOf))
  const effects = (): Promise<Effect[]> =>
    query<Effect>(database.ownerUrl, 'select workspace_id, thing, number from effect order by id')
  const letters = () =>
    query<{
      id: string
      error_class: string
      error_code: string
      workspace_id: string | null
      attempts: number
      reason: string
    }>(
      database.ownerUrl,
      'select id, error_class, error_code, workspace_id, attempts, reason from dead_letter order by id',
    )
  const settled = async (count: number): Promise<void> =>
    eventually(async () => {
      const ends = await openCopies(log).ends([topic])
      expect(ends.length).toBeGreaterThan(0)
      expect(await db.transact(null, (tx) => openCopies(log).haveRead(tx, group, ends))).toBe(true)
      expect(counts.applied + counts.seen_before + counts.ignored + counts.dead).toBeGreaterThanOrEqual(count)
    })

  it('applies each event in its workspace, in the order of its key, and tells what follows from it', async () => {
    await start([
      on(happened, 'inbox', async (tx, event) => {
        await effect(tx, event)
        append(tx, followed, { ...event.data })
      }),
    ])
    const events = [1, 2, 3].flatMap((number) =>
      workspaces.map((workspace) => ({ workspace, thing: 'Größe', number, correlationId: 'request-1' })),
    )
    await send(...events)
    await settled(6)
    for (const workspace of workspaces) {
      const own = (await effects()).filter((each) => each.workspace_id === workspace)
      expect(own.map(({ number }) => number)).toEqual([1, 2, 3])
    }
    const told = await query<{ workspace_id: string; headers: string }>(
      database.ownerUrl,
      'select workspace_id, headers from outbox order by id',
    )
    expect(told).toHaveLength(6)
    const inbox = await query<{ event_id: string }>(database.ownerUrl, 'select event_id from inbox')
    for (const { workspace_id, headers } of told) {
      const { ce_workspace, ce_correlationid, ce_causationid } = JSON.parse(headers)
      expect({ ce_workspace, ce_correlationid }).toEqual({ ce_workspace: workspace_id, ce_correlationid: 'request-1' })
      expect(inbox.map(({ event_id }) => event_id)).toContain(ce_causationid)
    }
  })

  it('applies an event once, however often the log delivers it', async () => {
    await start([on(happened, 'inbox', effect)])
    const event = { workspace: workspaces[0], thing: 'a', number: 1, id: randomUUID() }
    await send(event, event)
    await send(event)
    await settled(3)
    expect(await effects()).toHaveLength(1)
    expect(counts).toMatchObject({ applied: 1, seen_before: 2, dead: 0 })
  })

  it('loses and doubles nothing when it dies after applying and before the commit, or before the log hears of it', async () => {
    let dying = 20
    const deadly: Database = openDatabase(database.url)
    const killed: EventLog = {
      ...log,
      subscribe: (options) =>
        log.subscribe({
          ...options,
          onChunk: (chunk) =>
            options.onChunk({
              ...chunk,
              commit: async (next) => {
                if (Math.random() < 0.5) throw new Error('died before the log heard of it')
                await chunk.commit(next)
              },
            }),
        }),
    }
    const handler = on(happened, { naturalKey: 'none, on purpose: the place alone must do' }, async (tx, event) => {
      await effect(tx, event)
      if (dying > 0 && Math.random() < 0.05) {
        dying -= 1
        const [row] = (await tx.query<{ pid: number }>('select pg_backend_pid() as pid')).rows
        await query(database.ownerUrl, 'select pg_terminate_backend($1)', [row?.pid])
      }
    })
    await start([handler], { log: killed, db: deadly })
    await start([handler], { log: await server.open().then(closeLater) })
    const events = Array.from({ length: 300 }, (_, number) => ({
      ...{ workspace: workspaces[number % 2] ?? '', thing: `thing-${number % 7}`, number },
    }))
    for (let from = 0; from < 300; from += 30) await send(...events.slice(from, from + 30))
    await settled(300)
    const seen = await effects()
    expect(seen.map(({ number }) => number).sort((a, b) => a - b)).toEqual(events.map(({ number }) => number))
    const last = new Map<string, number>()
    for (const { workspace_id, thing, number } of seen) {
      expect(number).toBeGreaterThan(last.get(`${workspace_id} ${thing}`) ?? -1)
      last.set(`${workspace_id} ${thing}`, number)
    }
    expect(counts.retried).toBeGreaterThan(0)
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()))
    await deadly.close()
    await Promise.all(others.splice(0).map((other) => other.close()))
  })
  const others: EventLog[] = []
  const closeLater = (other: EventLog): EventLog => {
    others.push(other)
    return other
  }

  it('puts aside what cannot be read, and applies its neighbours', async () => {
    await start([on(happened, 'inbox', effect)])
    const good = (number: number): Sent => ({ workspace: workspaces[0], thing: 'a', number })
    const bad = recordOf(good(0))
    await log.send([
      recordOf(good(1)),
      { ...bad, value: '{"thing":' },
      { ...bad, value: '{"thing":"Größe","number":"drei"}' },
      { ...bad, headers: { ...bad.headers, ce_type: 'profile.test_happened.v9' } },
      { ...bad, headers: {}, value: 'Straße' },
      { ...bad, value: '['.repeat(100_000) },
      { ...bad, headers: { ...bad.headers, ce_type: 'profile.never_heard_of.v1' } },
      { ...bad, value: null },
      recordOf(good(2)),
    ])
    await settled(9)
    expect((await effects()).map(({ number }) => number)).toEqual([1, 2])
    expect(counts).toEqual({ applied: 2, seen_before: 0, ignored: 2, dead: 5, retried: 0 })
    const found = await letters()
    expect(found.map((letter) => letter.error_code).sort()).toEqual(
      ['invalid_event', 'malformed', 'malformed', 'malformed', 'unknown_version'].sort(),
    )
    expect(found.find((letter) => letter.error_code === 'invalid_event')).toMatchObject({
      reason: 'number: invalid_type',
      workspace_id: workspaces[0],
    })
    const mirrored = await query<{ topic: string }>(database.ownerUrl, 'select topic from outbox')
    expect(mirrored.map((row) => row.topic)).toEqual(Array.from({ length: 5 }, () => 'polyphon.profile.dead'))
  })

  it('puts aside at once what a rule refuses, and a bug after some tries; neighbours are applied once', async () => {
    let tried = 0
    await start(
      [
        on(happened, { naturalKey: 'none' }, async (tx, event) => {
          await effect(tx, event)
          if (event.data.number === 2) throw new AppError('conflict', 'not_now', 'A rule says no.')
          if (event.data.number === 3) {
            tried += 1
            throw new TypeError('a bug')
          }
        }),
      ],
      { tries: 3 },
    )
    await send(...[1, 2, 3, 4].map((number) => ({ workspace: workspaces[0], thing: 'a', number })))
    await settled(4)
    expect((await effects()).map(({ number }) => number)).toEqual([1, 4])
    // Three tries, and in the chunk as a whole it was not reached.
    expect(tried).toBe(3)
    expect(
      (await letters()).map(({ error_class, error_code, attempts }) => [error_class, error_code, attempts]),
    ).toEqual([
      ['refused', 'not_now', 1],
      ['bug', 'TypeError', 3],
    ])
    expect(counts).toMatchObject({ applied: 2, dead: 2 })
  })

  it('waits, and drops nothing, while something it needs is away', async () => {
    let away = true
    await start([
      on(happened, 'inbox', async (tx, event) => {
        if (away && event.data.thing === 'waits') throw new AppError('unavailable', 'provider_away', 'Not now.')
        await effect(tx, event)
      }),
    ])
    await send(
      { workspace: workspaces[0], thing: 'waits', number: 1 },
      { workspace: workspaces[0], thing: 'waits', number: 2 },
    )
    await eventually(() => expect(counts.retried).toBeGreaterThan(3))
    expect(await letters()).toEqual([])
    away = false
    await settled(2)
    expect((await effects()).map(({ number }) => number)).toEqual([1, 2])
  })

  it('hands over many events at once to a handler that wants them so, each once', async () => {
    const batches: number[] = []
    await send(
      ...[1, 2, 3, 4].map((number) => ({ workspace: workspaces[1], thing: 'a', number, id: ids[number % 3] ?? '' })),
    )
    await start([
      onMany([happened, followed], 'inbox', async (tx, events) => {
        batches.push(events.length)
        for (const event of events) await effect(tx, event as Received<typeof happened>)
      }),
    ])
    await settled(4)
    expect(batches).toEqual([3])
    expect((await effects()).map(({ number }) => number)).toEqual([1, 2, 3])
  })
  const ids = [randomUUID(), randomUUID(), randomUUID()]

  it('applies a dead letter once when it is redriven, and counts the try when it fails again', async () => {
    let broken = true
    const handlers = [
      on(happened, 'inbox', async (tx, event) => {
        await effect(tx, event)
        if (broken) throw new Error('a bug')
        append(tx, followed, event.data)
      }),
    ]
    await start(handlers, { tries: 2 })
    await send({ workspace: workspaces[0], thing: 'a', number: 1 })
    await settled(1)
    const dead = openDeadLetters({ db, logger: quiet, consumers: [{ group, handlers }] })
    const [letter] = await db.transact(null, (tx) => dead.list(tx, workspaces[0], { limit: 10 }))
    expect(letter).toMatchObject({ attempts: 2, errorClass: 'bug', topic, key: `${workspaces[0]}:a` })
    const id = letter?.id ?? ''
    expect(await db.transact(null, (tx) => dead.list(tx, workspaces[1], { limit: 10 }))).toEqual([])
    await expect(dead.redrive(workspaces[1], id)).rejects.toMatchObject({ code: 'dead_letter_missing' })

    await expect(dead.redrive(workspaces[0], id)).rejects.toMatchObject({ code: 'redrive_failed' })
    expect(await letters()).toMatchObject([{ id, attempts: 3 }])
    expect(await effects()).toEqual([])

    broken = false
    const redriven = await Promise.allSettled([dead.redrive(null, id), dead.redrive(workspaces[0], id)])
    expect(redriven.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await letters()).toEqual([])
    expect((await effects()).map(({ number }) => number)).toEqual([1])
    const told = await query<{ type: string }>(database.ownerUrl, `select type from outbox where topic = '${topic}'`)
    expect(told).toHaveLength(1)
  })

  it('forgets a dead letter that is discarded', async () => {
    const handlers = [on(happened, 'inbox', effect)]
    await start(handlers)
    const bad = recordOf({ workspace: workspaces[0], thing: 'a', number: 1 })
    await log.send([{ ...bad, value: '{ Unsinn' }])
    await settled(1)
    const dead = openDeadLetters({ db, logger: quiet, consumers: [{ group, handlers }] })
    const [letter] = await db.transact(null, (tx) => dead.list(tx, null, { limit: 10 }))
    expect(letter).toMatchObject({ workspaceId: null, errorCode: 'malformed' })
    const id = letter?.id ?? ''
    expect(await db.transact(null, (tx) => dead.get(tx, null, id))).toEqual(letter)
    await db.transact(null, (tx) => dead.discard(tx, null, { id, reason: 'Tippfehler' }))
    expect(await letters()).toEqual([])
  })
})

interface Sent {
  readonly workspace: string
  readonly thing: string
  readonly number: number
  readonly id?: string
  readonly correlationId?: string
}

/** The record that the relay would send for such an event. */
function recordOf(sent: Sent) {
  const key = `${sent.workspace}:${sent.thing}`
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: sent.id ?? randomUUID(),
    ce_source: '/polyphon/profile',
    ce_type: happened.type,
    ce_time: '2026-11-22T10:00:00.000Z',
    ce_workspace: sent.workspace,
    'content-type': 'application/json',
  }
  if (sent.correlationId !== undefined) headers['ce_correlationid'] = sent.correlationId
  return { topic, key, headers, value: JSON.stringify({ thing: sent.thing, number: sent.number }) }
}

async function effect(tx: Tx, event: Received<typeof happened>): Promise<void> {
  await tx.query('insert into effect (workspace_id, thing, number) values ($1, $2, $3)', [
    tx.workspaceId,
    event.data.thing,
    event.data.number,
  ])
}
