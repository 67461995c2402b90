import { randomUUID } from 'node:crypto'
import {
  feedbackRequested,
  interactionRecorded,
  profileChanged,
  profileMerged,
  segmentPublished,
} from '@polyphon/contracts'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.js'
import { append, appendTo, forget } from '../src/events/outbox.js'
import type { Advance } from '../src/recent/follower.js'
import type { Position } from '../src/recent/position.js'
import { openRecent, type Recent } from '../src/recent/recent.js'
import { structured } from '../src/recent/recent-event.js'
import {
  checkPosition,
  keepRecentHours,
  type Reading,
  readAsked,
  readRecent,
  readWritten,
} from '../src/recent/recent-store.js'
import { noOutages, openDatabase, query, serviceDatabase } from './harness.js'

const BEGIN: Position = { seq: 0, at: 0 }

let database: FreshDatabase
let db: Database
let recent: Recent
const clients: pg.Client[] = []

const asOwner = (text: string, values: unknown[] = []) => query(database.ownerUrl, text, values)
const interaction = (name: string, profileId: string = interactionRecorded.example.profileId) => ({
  ...interactionRecorded.example,
  name,
  profileId,
})
const add = (workspaceId: string, ...names: string[]) =>
  db.transact(workspaceId, async (tx) => append(tx, interactionRecorded, ...names.map((name) => interaction(name))))
const read = async (workspaceId: string, more: Partial<Reading> = {}) => {
  const until = await recent.settled()
  return db.transact(workspaceId, (tx) => readRecent(tx, { workspaceId, after: BEGIN, until, most: 100, ...more }))
}
const namesIn = (events: Advance['events']): readonly string[] => events.map(({ data }) => JSON.parse(data).name)

/** A transaction of somebody else that has written an event and not ended yet. */
async function openWriter(
  workspaceId: string,
  name: string,
): Promise<{ end(how: 'commit' | 'rollback'): Promise<void> }> {
  const client = new pg.Client({ connectionString: database.url })
  clients.push(client)
  await client.connect()
  await client.query('begin')
  await client.query(
    `insert into recent_event (workspace_id, event_id, type, time, payload)
     select $1, $2, $3, now(), $4 where pg_current_xact_id() is not null`,
    [workspaceId, randomUUID(), interactionRecorded.type, JSON.stringify({ name })],
  )
  return { end: async (how) => void (await client.query(how)) }
}

beforeAll(async () => {
  database = await serviceDatabase()
  db = openDatabase(database.url, { onStreamed: () => recent.wake() })
  recent = openRecent({ db, outages: noOutages, keptHours: 24 })
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()))
})
afterAll(async () => {
  await recent.close()
  await db.close()
  await database.drop()
})

describe('recent events', () => {
  it('are the facts, each once, as the log has them and without what is for the services alone', async () => {
    const workspaceId = randomUUID()
    const origin = { correlationId: 'request "1"', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }
    await db.transact(
      workspaceId,
      async (tx) => {
        append(tx, profileChanged, profileChanged.example)
        append(tx, feedbackRequested, feedbackRequested.example)
        append(tx, profileMerged, profileMerged.example)
        append(tx, segmentPublished, segmentPublished.example)
        appendTo(tx, ['polyphon.profile.people'], profileChanged, profileChanged.example)
        forget(tx, segmentPublished, segmentPublished.example)
      },
      { origin },
    )
    const { events, isWhole } = await read(workspaceId)
    expect(isWhole).toBe(true)
    expect(events.map(({ type, profileId }) => [type, profileId])).toEqual([
      ['profile.changed.v1', profileChanged.example.profileId],
      ['feedback.feedback_requested.v1', feedbackRequested.example.profileId],
      ['profile.merged.v1', profileMerged.example.survivorId],
    ])
    const [changed, requested] = events.map((event) => JSON.parse(structured(event)))
    const outbox = await asOwner(
      `select headers::json as headers, payload::json as payload from outbox
        where event_id = $1 and topic = 'polyphon.profile'`,
      [events[0]?.id],
    )
    const { data, ...attributes } = changed
    const inLog = Object.fromEntries(
      Object.entries(outbox[0]?.['headers'] ?? {}).map(([name, value]) => [
        name === 'content-type' ? 'datacontenttype' : name.replace('ce_', ''),
        value,
      ]),
    )
    expect(attributes).toEqual(inLog)
    expect(data).toEqual(outbox[0]?.['payload'])
    const { url: _url, ...shown } = feedbackRequested.example
    expect(requested.data).toEqual(shown)
  })

  it('are read from a position, by type and person, a page at a time', async () => {
    const workspaceId = randomUUID()
    const [anna, ben] = [randomUUID(), randomUUID()]
    await db.transact(workspaceId, async (tx) => {
      append(tx, interactionRecorded, interaction('1', anna), interaction('2', ben), interaction('3', anna))
      append(tx, profileMerged, { ...profileMerged.example, survivorId: anna })
    })
    const first = await read(workspaceId, { most: 2 })
    expect([namesIn(first.events), first.isWhole]).toEqual([['1', '2'], false])
    const second = await read(workspaceId, { most: 2, after: first.until, types: [interactionRecorded.type] })
    expect([namesIn(second.events), second.isWhole]).toEqual([['3'], true])
    expect(await read(workspaceId, { after: second.until })).toMatchObject({ events: [], isWhole: true })
    const ofAnna = await read(workspaceId, { profileIds: [anna] })
    expect(ofAnna.events.map(({ type }) => type)).toEqual([
      interactionRecorded.type,
      interactionRecorded.type,
      profileMerged.type,
    ])
  })

  it('have about a mebibyte a page, and one event at least', async () => {
    const workspaceId = randomUUID()
    const large = { ...interaction('large'), properties: { text: 'ü'.repeat(400_000) } }
    for (let times = 0; times < 3; times += 1)
      await db.transact(workspaceId, async (tx) => append(tx, interactionRecorded, large))
    const first = await read(workspaceId)
    expect([first.events.length, first.isWhole]).toEqual([2, false])
    expect(await read(workspaceId, { after: first.until })).toMatchObject({ isWhole: true, events: [{}] })
  })

  it('are given to webhooks some mebibytes at a time, and of no more workspaces than have one', async () => {
    const workspaceId = randomUUID()
    await asOwner('insert into webhook_interest (workspace_id, number, types) values ($1, 1, $2)', [workspaceId, ['*']])
    const large = { ...interaction('large'), properties: { text: 'ü'.repeat(400_000) } }
    await add(randomUUID(), 'of others')
    for (let times = 0; times < 7; times += 1)
      await db.transact(workspaceId, async (tx) => append(tx, interactionRecorded, large))
    const until = await recent.settled()
    const ask = (after: Position) => db.transact(null, (tx) => readAsked(tx, { after, until, most: 500, begin: 0 }))
    const first = await ask(BEGIN)
    expect([first.events.length, first.isWhole]).toEqual([6, false])
    expect(await ask(first.until)).toMatchObject({ isWhole: true, events: [{ workspaceId }], until })
  })

  it('are those of one workspace only, also where a statement forgets to say so, and in every partition', async () => {
    const [workspaceId, other] = [randomUUID(), randomUUID()]
    await add(workspaceId, 'mine')
    await add(other, 'theirs')
    expect(namesIn((await read(workspaceId)).events)).toEqual(['mine'])
    const seen = await db.transact(workspaceId, (tx) => tx.query('select workspace_id from recent_event'))
    expect(new Set(seen.rows.map((row) => row['workspace_id']))).toEqual(new Set([workspaceId]))
    const open = await asOwner(
      `select relname from pg_class where relname like 'recent_event%' and relkind in ('r', 'p') and not relrowsecurity`,
    )
    expect(open).toEqual([])
    await expect(
      db.transact(workspaceId, (tx) => tx.query('update recent_event set workspace_id = $1', [other])),
    ).rejects.toThrow('row-level security')
  })

  it('are written by a transaction that is of several workspaces', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    await db.transact(first, async (tx) => {
      append(tx, interactionRecorded, interaction('first'))
      append(await tx.enter(second), interactionRecorded, interaction('second'))
    })
    expect([namesIn((await read(first)).events), namesIn((await read(second)).events)]).toEqual([['first'], ['second']])
  })
})

describe('the order of recent events', () => {
  it('waits for who has an earlier place and has not ended, and passes over who gave up', async () => {
    const workspaceId = randomUUID()
    const [slow, never] = [await openWriter(workspaceId, 'slow'), await openWriter(workspaceId, 'never')]
    await add(workspaceId, 'fast')
    const reading = read(workspaceId)
    await slow.end('commit')
    await never.end('rollback')
    expect(namesIn((await reading).events)).toEqual(['slow', 'fast'])
  })

  it('is not looked at by a transaction that has written or locked before: it would not wait for who wrote since', async () => {
    const looked = db.transact(null, (tx) => tx.query('select pg_current_xact_id()').then(() => readWritten(tx, -1)))
    await expect(looked).rejects.toThrow('asked first')
  })

  it('is told to whoever listens: all of it and each once, of several processes, whoever ends first', async () => {
    const [workspaceId, other] = [randomUUID(), randomUUID()]
    const second = openDatabase(database.url)
    const taken: Advance[] = []
    const stop = recent.listen({ workspaceId, take: (advance) => void taken.push(advance) })
    try {
      await eventually(() => expect(recent.position()).not.toBeNull())
      const writers = await Promise.all([1, 2, 3].map((number) => openWriter(workspaceId, `open ${number}`)))
      for (let round = 0; round < 30; round += 1) {
        const by = round % 2 === 0 ? db : second
        await by.transact(workspaceId, async (tx) => append(tx, interactionRecorded, interaction(`${round}`)))
        await add(other, 'of others')
        if (round % 10 === 9) await writers.pop()?.end('commit')
      }
      const names = () => taken.flatMap(({ events }) => namesIn(events))
      await eventually(() => expect(names()).toHaveLength(33))
      expect(names()).toEqual(namesIn((await read(workspaceId)).events))
      for (const [at, { after }] of taken.entries()) if (at > 0) expect(after.seq).toBe(taken[at - 1]?.until.seq)
    } finally {
      stop()
      await second.close()
    }
  })

  it('is told in parts where there is much, and to all of several workspaces', async () => {
    const workspaces = [randomUUID(), randomUUID()]
    const taken = workspaces.map((): string[] => [])
    const stops = workspaces.map((workspaceId, at) =>
      recent.listen({ workspaceId, take: ({ events }) => void taken[at]?.push(...namesIn(events)) }),
    )
    try {
      await eventually(() => expect(recent.position()).not.toBeNull())
      const names = Array.from({ length: 1_200 }, (_, at) => String(at))
      const [first = '', second = ''] = workspaces
      await Promise.all([add(first, ...names), add(second, 'alone')])
      await eventually(() => expect(taken.map(({ length }) => length)).toEqual([1_200, 1]))
      expect(taken[0]).toEqual(names)
    } finally {
      for (const stop of stops) stop()
    }
  })
})

describe('a position', () => {
  const check = (workspaceId: string, position: Position, hours = 24) =>
    db.transact(workspaceId, (tx) => checkPosition(tx, position, hours))

  it('is gone when what lies behind it may have been dropped', async () => {
    const workspaceId = randomUUID()
    const { seq, at } = await recent.settled()
    expect(await check(workspaceId, { seq, at })).toBe('kept')
    expect(await check(workspaceId, { seq, at: at - 23 * 3_600_000 })).toBe('kept')
    expect(await check(workspaceId, { seq, at: at - 25 * 3_600_000 })).toBe('gone')
  })

  it('is unknown when it is of a database that was lost: ahead of this one, or given a second time', async () => {
    const workspaceId = randomUUID()
    const { seq, at } = await recent.settled()
    expect(await check(workspaceId, { seq: seq + 1, at })).toBe('unknown')
    await add(workspaceId, 'of another life')
    const now = await recent.settled()
    expect(await check(workspaceId, now)).toBe('kept')
    expect(await check(workspaceId, { ...now, at: now.at - 60_000 })).toBe('unknown')
    expect(await check(randomUUID(), { ...now, at: now.at - 60_000 })).toBe('kept')
  })
})

describe('the hours of recent events', () => {
  const hours = async () =>
    (
      await asOwner(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = 'recent_event'::regclass order by 1`,
      )
    ).map(({ name }) => String(name))
  const keep = (kept = 24) => db.transact(null, (tx) => keepRecentHours(tx, kept))

  it('are made ahead, once, and dropped when they are over for as long as they are kept', async () => {
    const before = await hours()
    expect(before.length).toBeGreaterThanOrEqual(5)
    await Promise.all(Array.from({ length: 5 }, () => keep()))
    const now = new Date(Date.now() - 3_600_000)
    const nameOf = (ago: number) =>
      `recent_event_${new Date(now.getTime() - ago * 3_600_000).toISOString().slice(0, 13).replaceAll(/[-T]/g, '_')}`
    const make = async (ago: number) => {
      const from = new Date(Math.floor((now.getTime() - ago * 3_600_000) / 3_600_000) * 3_600_000)
      await asOwner(
        `create table ${nameOf(ago)} partition of recent_event for values from ('${from.toISOString()}')
           to ('${new Date(from.getTime() + 3_600_000).toISOString()}')`,
      )
    }
    await make(30)
    await make(20)
    expect(await keep()).toBe(1)
    expect(await hours()).toContain(nameOf(20))
    expect(await hours()).not.toContain(nameOf(30))
    expect(await keep(12)).toBe(1)
    expect(await hours()).not.toContain(nameOf(20))
  })

  it('do not stand in the way of who writes: what has no hour lies in the rest until it is old', async () => {
    const workspaceId = randomUUID()
    const insert = (at: string) =>
      asOwner(
        `insert into recent_event (workspace_id, event_id, type, time, payload, created_at)
         values ('${workspaceId}', '${randomUUID()}', 'profile.merged.v1', now(), '{}', now() + interval '${at}')`,
      )
    await insert('9 hours')
    await insert('-30 hours')
    await keep()
    expect((await read(workspaceId)).events).toHaveLength(1)
    expect(await asOwner(`select from recent_event_hourless`)).toHaveLength(1)
  })
})
