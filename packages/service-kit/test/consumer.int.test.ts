import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { on, onMany, type Received } from '../src/events/handler.js'
import { append } from '../src/events/outbox.js'
import type { EventLog } from '../src/log/log.js'
import { AppError } from '../src/values/errors.js'
import { effect, followed, happened, recordOf, type Sent, topic, useConsumers, workspaces } from './consumer-fixture.js'
import { openDatabase, query } from './harness.js'

describe('a consumer', () => {
  const at = useConsumers()

  it('applies each event in its workspace, in the order of its key, and tells what follows from it', async () => {
    await at.start([
      on(happened, 'inbox', async (tx, event) => {
        await effect(tx, event)
        append(tx, followed, { ...event.data })
      }),
    ])
    const events = [1, 2, 3].flatMap((number) =>
      workspaces.map((workspace) => ({ workspace, thing: 'Größe', number, correlationId: 'request-1' })),
    )
    await at.send(...events)
    await at.settled(6)
    for (const workspace of workspaces) {
      const applied = (await at.effects()).filter((each) => each.workspace_id === workspace)
      expect(applied.map(({ number }) => number)).toEqual([1, 2, 3])
    }
    const published = await query<{ workspace_id: string; headers: string }>(
      at.database.ownerUrl,
      'select workspace_id, headers from outbox order by id',
    )
    expect(published).toHaveLength(6)
    const inbox = await query<{ event_id: string }>(at.database.ownerUrl, 'select event_id from inbox')
    for (const { workspace_id, headers } of published) {
      const { ce_workspace, ce_correlationid, ce_causationid } = JSON.parse(headers)
      expect({ ce_workspace, ce_correlationid }).toEqual({ ce_workspace: workspace_id, ce_correlationid: 'request-1' })
      expect(inbox.map(({ event_id }) => event_id)).toContain(ce_causationid)
    }
  })

  it('applies an event once, however often the log delivers it', async () => {
    await at.start([on(happened, 'inbox', effect)])
    const event = { workspace: workspaces[0], thing: 'a', number: 1, id: randomUUID() }
    await at.send(event, event)
    await at.send(event)
    await at.settled(3)
    expect(await at.effects()).toHaveLength(1)
    expect(at.counts).toMatchObject({ applied: 1, seen_before: 2, dead: 0 })
  })

  it('applies chunks of one partition one after the other, should two be there after a rebalance', async () => {
    const twice: EventLog = {
      ...at.log,
      subscribe: (options) =>
        at.log.subscribe({
          ...options,
          onChunk: async (chunk) => {
            await Promise.all([options.onChunk(chunk), options.onChunk(chunk)])
          },
        }),
    }
    // Nothing but the place tells the second one that it has been here.
    await at.start([on(happened, { naturalKey: 'none, for this test' }, effect)], { log: twice })
    await at.send({ workspace: workspaces[0], thing: 'a', number: 1 })
    await at.settled(2)
    expect(await at.effects()).toHaveLength(1)
    expect(at.counts).toMatchObject({ applied: 1, seen_before: 1 })
  })

  it('applies at once what comes first, rests for a beat, and is not held up by it when it stops', async () => {
    const handlers = [on(happened, 'inbox', effect)]
    const event = (number: number): Sent => ({ workspace: workspaces[0], thing: 'a', number })
    const resting = await at.start(handlers, { lingerMs: 3_600_000 })
    await at.send(event(1))
    await at.settled(1)
    await at.send(event(2))
    await resting.stop()
    await at.start(handlers)
    await at.settled(2)
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 2])
  })

  it('does not rest while much is waiting', async () => {
    await at.send(...Array.from({ length: 250 }, (_, number) => ({ workspace: workspaces[0], thing: 'a', number })))
    await at.start([on(happened, 'inbox', effect)], { lingerMs: 3_600_000 })
    await at.settled(250)
    expect(await at.effects()).toHaveLength(250)
  })

  it('loses and doubles nothing when it dies after applying and before the commit, or before the log hears of it', async () => {
    let dying = 20
    const deadly = openDatabase(at.database.url)
    const killed: EventLog = {
      ...at.log,
      subscribe: (options) =>
        at.log.subscribe({
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
        await query(at.database.ownerUrl, 'select pg_terminate_backend($1)', [row?.pid])
      }
    })
    await at.start([handler], { log: killed, db: deadly })
    await at.start([handler], { log: await at.server.open().then(closeLater) })
    const events = Array.from({ length: 300 }, (_, number) => ({
      workspace: workspaces[number % 2] ?? '',
      thing: `thing-${number % 7}`,
      number,
    }))
    for (let from = 0; from < 300; from += 30) await at.send(...events.slice(from, from + 30))
    await at.settled(300)
    const seen = await at.effects()
    expect(seen.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(events.map(({ number }) => number))
    const last = new Map<string, number>()
    for (const { workspace_id, thing, number } of seen) {
      expect(number).toBeGreaterThan(last.get(`${workspace_id} ${thing}`) ?? -1)
      last.set(`${workspace_id} ${thing}`, number)
    }
    expect(at.counts.retried).toBeGreaterThan(0)
    await at.stop()
    await deadly.close()
    await Promise.all(others.splice(0).map((other) => other.close()))
  })
  const others: EventLog[] = []
  const closeLater = (other: EventLog): EventLog => {
    others.push(other)
    return other
  }

  it('puts aside what cannot be read, and applies its neighbours', async () => {
    await at.start([on(happened, 'inbox', effect)])
    const good = (number: number): Sent => ({ workspace: workspaces[0], thing: 'a', number })
    const bad = recordOf(good(0))
    await at.log.send([
      recordOf(good(1)),
      { ...bad, value: '{"thing":' },
      { ...bad, value: '{"thing":"Größe","number":"drei"}' },
      { ...bad, headers: { ...bad.headers, ce_type: 'profile.test_happened.v0' } },
      { ...bad, headers: {}, value: 'Straße' },
      { ...bad, value: '['.repeat(100_000) },
      { ...bad, headers: { ...bad.headers, ce_type: 'profile.never_heard_of.v1' } },
      { ...bad, value: null },
      recordOf(good(2)),
    ])
    await at.settled(9)
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 2])
    expect(at.counts).toEqual({ applied: 2, seen_before: 0, ignored: 2, newer: 0, dead: 5, retried: 0, missed: 0 })
    const found = await at.letters()
    expect(found.map((letter) => letter.error_code).toSorted()).toEqual(
      ['invalid_event', 'malformed', 'malformed', 'malformed', 'unknown_version'].toSorted(),
    )
    expect(found.find((letter) => letter.error_code === 'invalid_event')).toMatchObject({
      reason: 'number: invalid_type',
      workspace_id: workspaces[0],
    })
    const mirrored = await query<{ topic: string }>(at.database.ownerUrl, 'select topic from outbox')
    expect(mirrored.map((row) => row.topic)).toEqual(Array.from({ length: 5 }, () => 'polyphon.profile.dead'))
  })

  it('passes over a newer version of what it knows: a newer release tells the old one beside it', async () => {
    await at.start([on(happened, 'inbox', effect)])
    const old = recordOf({ workspace: workspaces[0], thing: 'a', number: 1 })
    const headers = { ...old.headers, ce_type: 'profile.test_happened.v2' }
    await at.log.send([{ ...old, headers, value: '{"thing":{"name":"a"}}' }, old])
    await at.settled(2)
    expect(at.counts).toEqual({ applied: 1, seen_before: 0, ignored: 0, newer: 1, dead: 0, retried: 0, missed: 0 })
    expect(await at.letters()).toEqual([])
  })

  it('puts aside at once what a rule refuses, and a bug after some tries; neighbours are applied once', async () => {
    let tried = 0
    await at.start(
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
    await at.send(...[1, 2, 3, 4].map((number) => ({ workspace: workspaces[0], thing: 'a', number })))
    await at.settled(4)
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 4])
    // Three tries, and in the chunk as a whole it was not reached.
    expect(tried).toBe(3)
    expect(
      (await at.letters()).map(({ error_class, error_code, attempts }) => [error_class, error_code, attempts]),
    ).toEqual([
      ['refused', 'not_now', 1],
      ['bug', 'TypeError', 3],
    ])
    expect(at.counts).toMatchObject({ applied: 2, dead: 2 })
  })

  it('counts what was deleted before it was read, and goes on behind it', async () => {
    const numbered = (number: number) => ({ workspace: workspaces[0], thing: 'a', number })
    await at.start([on(happened, 'inbox', effect)])
    await at.send(numbered(1))
    await at.settled(1)
    await at.stop()
    await at.send(numbered(2), numbered(3), numbered(4))
    await at.server.forget?.(topic, 3)
    // What it has just written a log still has in memory.
    await at.log.close()
    at.log = await at.server.open()
    await at.start([on(happened, 'inbox', effect)])
    await eventually(async () => expect((await at.effects()).map(({ number }) => number)).toEqual([1, 4]))
    expect(at.counts).toMatchObject({ applied: 2, missed: 2, dead: 0 })
  })

  it('waits, and drops nothing, while something it needs is away', async () => {
    let isUnavailable = true
    await at.start([
      on(happened, 'inbox', async (tx, event) => {
        if (isUnavailable && event.data.thing === 'waits')
          throw new AppError('unavailable', 'provider_away', 'Not now.')
        await effect(tx, event)
      }),
    ])
    await at.send(
      { workspace: workspaces[0], thing: 'waits', number: 1 },
      { workspace: workspaces[0], thing: 'waits', number: 2 },
    )
    await eventually(() => expect(at.counts.retried).toBeGreaterThan(3))
    expect(await at.letters()).toEqual([])
    isUnavailable = false
    await at.settled(2)
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 2])
  })

  it('hands over many events at once to a handler that wants them so, each once', async () => {
    const batches: number[] = []
    await at.send(
      ...[1, 2, 3, 4].map((number) => ({ workspace: workspaces[1], thing: 'a', number, id: ids[number % 3] ?? '' })),
    )
    await at.start([
      onMany([happened, followed], 'inbox', async (tx, events) => {
        batches.push(events.length)
        for (const event of events) await effect(tx, event as Received<typeof happened>)
      }),
    ])
    await at.settled(4)
    expect(batches).toEqual([3])
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 2, 3])
  })
  const ids = [randomUUID(), randomUUID(), randomUUID()]
})
