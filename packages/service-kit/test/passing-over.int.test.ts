import { eventually } from '@polyphon/testkit'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { openCopies } from '../src/copies/progress.js'
import { readOpenGaps } from '../src/events/gaps.js'
import { on } from '../src/events/handler.js'
import { effect, happened, type Sent, topic, useConsumers, workspaces } from './consumer-fixture.js'
import { openDatabase, query } from './harness.js'
import { NOBODYS, partitionOf, type Reader, readerOf } from './passing-over.js'

interface Step {
  readonly index: number
  readonly what: 'read' | 'write' | 'begin' | 'die' | 'backUp' | 'restore'
  readonly count: number
}

describe('what nobody here handles', () => {
  const at = useConsumers()

  const nobodys = (number: number): Sent => ({ workspace: workspaces[0], thing: 'a', number, type: NOBODYS })
  const numbered = (number: number): Sent => ({ workspace: workspaces[0], thing: 'a', number })
  const onlyCheckpoint = [on(happened, { naturalKey: 'none: the checkpoint alone must do' }, effect)]
  const openGaps = () => at.db.transact(null, (tx) => readOpenGaps(tx, 100), { readOnly: true })
  const ignored = (count: number) => eventually(() => expect(at.counts.ignored).toBe(count))
  const storedNext = async (): Promise<number> => {
    const rows = await query<{ next: string }>(
      at.database.ownerUrl,
      'select max(next_offset) as next from consumer_offset where consumer_group = $1',
      [at.group],
    )
    return Number(rows[0]?.next)
  }

  it('opens no transaction for what nobody handles, and notes within a second that it was read', async () => {
    await at.start(onlyCheckpoint)
    await at.send(numbered(1))
    await at.settled(1)
    const transact = vi.spyOn(at.db, 'transact')
    const from = performance.now()
    for (let number = 2; number < 22; number += 1) {
      await at.send(nobodys(number))
      await ignored(number - 1)
    }
    // One a second, and one that may have been under way.
    expect(transact.mock.calls.length).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - from) / 1_000))
    transact.mockRestore()
    const copies = openCopies(at.log, null)
    const ends = await copies.ends([topic])
    await eventually(async () =>
      expect(await at.db.transact(null, (tx) => copies.haveRead(tx, at.group, ends))).toBe(true),
    )
    await at.send(numbered(22))
    await at.settled(22)
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 22])
    expect(at.counts).toMatchObject({ applied: 2, ignored: 20, seen_before: 0, dead: 0, retried: 0 })
  })

  it('notes what was read when it stops', async () => {
    const consumer = await at.start(onlyCheckpoint)
    await at.send(numbered(1))
    await at.settled(1)
    await at.send(nobodys(2))
    await ignored(1)
    await consumer.stop()
    expect(await storedNext()).toBe(2)
  })

  it('reads again what it had passed over when it died before that was noted, and applies what follows once', async () => {
    const dying = openDatabase(at.database.url)
    const consumer = await at.start(onlyCheckpoint, { db: dying })
    await at.send(numbered(1))
    await at.settled(1)
    await dying.close()
    await at.send(nobodys(2), nobodys(3))
    await ignored(2)
    await consumer.stop()
    expect(await storedNext()).toBe(1)
    await at.start(onlyCheckpoint)
    await at.send(numbered(4))
    await at.settled(4)
    expect((await at.effects()).map(({ number }) => number)).toEqual([1, 4])
    expect(at.counts.ignored).toBe(4)
    expect(await openGaps()).toEqual([])
  })

  it('reads again what a database lacks that went back while nothing was to be done, without a record that is handled', async () => {
    await at.start([on(happened, 'inbox', effect)])
    await at.send(numbered(1))
    await at.settled(1)
    await at.send(numbered(2))
    await at.settled(2)
    await query(
      at.database.ownerUrl,
      `begin; delete from effect where number = 2; delete from inbox;
       update consumer_offset set next_offset = 1, last_record = null where next_offset = 2; commit`,
    )
    await at.send(nobodys(3))
    await eventually(async () => expect((await at.effects()).map(({ number }) => number)).toEqual([1, 2]))
    expect(await openGaps()).toEqual([])
  })

  it('misses nothing when the log has deleted what was passed over before that was noted', async () => {
    const consumer = await at.start(onlyCheckpoint)
    await at.send(numbered(1))
    await at.settled(1)
    await at.send(nobodys(2), nobodys(3), nobodys(4))
    await ignored(3)
    await at.server.forget?.(topic, 4)
    consumer.compare(new Map([['the database went back', 1n]]), new Map())
    await at.send(numbered(5))
    await eventually(async () => expect((await at.effects()).map(({ number }) => number)).toEqual([1, 5]))
    expect(at.counts.missed).toBe(0)
    expect(await openGaps()).toEqual([])
  })

  it('loses and doubles nothing, whatever two readers of a partition, crashes and restored databases come to', async () => {
    const step = fc.record({
      index: fc.nat({ max: 1 }),
      what: fc.oneof(
        { weight: 12, arbitrary: fc.constant('read' as const) },
        { weight: 2, arbitrary: fc.constant('write' as const) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('begin' as const, 'die' as const, 'backUp' as const, 'restore' as const),
        },
      ),
      count: fc.integer({ min: 1, max: 3 }),
    })
    const kinds = fc.array(fc.constantFrom('x', '-', '-', '-'), { minLength: 1, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(kinds, fc.array(step, { maxLength: 40 }), async (given, steps) => {
        await query(at.database.ownerUrl, 'truncate effect, consumer_offset, log_gap')
        const partition = partitionOf(given.join(''), workspaces[0])
        const reader = (): Reader => readerOf({ db: at.db, group: at.group, handlers: onlyCheckpoint }, partition)
        const readers = [reader(), reader()]
        for (const each of readers) await each.begin()
        const restored = await walk(readers, steps, reader)
        for (const each of readers) while (await each.read(3)) continue
        for (const each of readers) await each.write()
        // A database that was restored behind everybody's back is noticed by comparing, every five seconds.
        for (const each of readers) await each.begin()
        for (const each of readers) while (await each.read(3)) continue
        for (const each of readers) await each.write()
        const handled = given.flatMap((kind, number) => (kind === 'x' ? [number] : []))
        expect((await at.effects()).map(({ number }) => number)).toEqual(handled)
        expect(await storedNext()).toBe(given.length)
        expect(await openGaps()).toEqual([])
        if (!restored) expect(readers.map(({ seen }) => seen.wrong)).toEqual([0, 0])
      }),
      { numRuns: 15 },
    )
  })
  /** Takes the steps; answers whether a database was restored. */
  const walk = async (readers: Reader[], steps: readonly Step[], anew: () => Reader): Promise<boolean> => {
    let backup: Awaited<ReturnType<typeof backUp>> | null = null
    let restored = false
    for (const { index, what, count } of steps) {
      const reader = readers[index] ?? anew()
      if (what === 'backUp') backup = await backUp()
      else if (what === 'restore') {
        restored = true
        await restore(backup ?? { numbers: [], next: 0, last: null })
      } else if (what === 'die') {
        readers[index] = anew()
        await readers[index].begin()
      } else await (what === 'read' ? reader.read(count) : reader[what]())
    }
    return restored
  }
  const backUp = async () => {
    const rows = await query<{ next: string; last: string | null }>(
      at.database.ownerUrl,
      'select next_offset as next, last_record as last from consumer_offset',
    )
    const numbers = (await at.effects()).map(({ number }) => number)
    return { numbers, next: Number(rows[0]?.next ?? 0), last: rows[0]?.last ?? null }
  }
  const restore = async ({ numbers, next, last }: Awaited<ReturnType<typeof backUp>>) => {
    await query(at.database.ownerUrl, 'delete from effect where not number = any($1)', [numbers])
    await query(at.database.ownerUrl, 'update consumer_offset set next_offset = $1, last_record = $2', [next, last])
  }
})
