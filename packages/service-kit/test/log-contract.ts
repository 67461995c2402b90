import { eventually } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EventLog, LogChunk, OutgoingRecord } from '../src/log/log.js'
import { collector, type LogServer, newGroup, newTopic, record, valuesByKey } from './harness.js'

/** What every event log promises. One suite, run against the embedded log and against Kafka. */
export function describeLogContract(name: string, start: () => Promise<LogServer>): void {
  describe(name, () => {
    let server: LogServer
    let log: EventLog
    const opened: EventLog[] = []
    let topic: string

    const openLog = async (): Promise<EventLog> => {
      const another = await server.open()
      opened.push(another)
      return another
    }
    beforeAll(async () => {
      server = await start()
    })
    beforeEach(async () => {
      log = await openLog()
      topic = newTopic()
      await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    })
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((each) => each.close()))
    })
    afterAll(async () => {
      await server.stop()
    })

    const numbered = (keys: readonly string[], count: number): OutgoingRecord[] =>
      keys.flatMap((key) => Array.from({ length: count }, (_, index) => record(topic, key, String(index))))
    const digits = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index))

    it('gives a new group everything from the first record on, in the order of each key', async () => {
      await log.send(numbered(['a', 'b', 'c'], 50))
      await log.send(numbered(['d', 'e'], 50))
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
      await eventually(() => expect(seen.records).toHaveLength(250))
      const expected = digits(50)
      expect(valuesByKey(seen.records)).toEqual({ a: expected, b: expected, c: expected, d: expected, e: expected })
    })

    it('keeps headers, text in any script and tombstones as they were sent', async () => {
      const sent = [
        record(topic, 'schlüssel', '{"größe":"38 ß – 🌎"}', { ce_type: 'x.v1', grüße: 'Straße' }),
        record(topic, 'schlüssel', null, { ce_type: 'x.v1' }),
      ]
      await log.send(sent)
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
      await eventually(() => expect(seen.records).toHaveLength(2))
      expect(seen.records.map(({ key, headers, value }) => ({ key, headers, value }))).toEqual(
        sent.map(({ key, headers, value }) => ({ key, headers, value })),
      )
    })

    it('takes more at once than Kafka takes in one batch, in order', async () => {
      const large = digits(8).map((digit) => record(topic, 'a', digit.repeat(400_000)))
      await log.send([...large, record(topic, 'a', 'small')])
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
      await eventually(() => expect(seen.records).toHaveLength(9))
      expect(seen.records.map(({ value }) => value?.slice(0, 5))).toEqual([
        ...digits(8).map((digit) => digit.repeat(5)),
        'small',
      ])
    })

    it('hands over at most 200 records at a time, without gaps in their offsets', async () => {
      await log.send(numbered(['a'], 450))
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
      await eventually(() => expect(seen.records).toHaveLength(450))
      expect(Math.max(...seen.chunks.map((chunk) => chunk.records.length))).toBeLessThanOrEqual(200)
      expect(seen.records.map(({ offset }) => offset)).toEqual(digits(450).map(BigInt))
    })

    it('delivers soon what is written while somebody listens', async () => {
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
      await log.send([record(topic, 'warm-up', '0')])
      await eventually(() => expect(seen.records).toHaveLength(1))
      const waits: number[] = []
      for (let index = 1; index <= 20; index += 1) {
        const sentAt = performance.now()
        await log.send([record(topic, 'a', String(index))])
        await eventually(() => expect(seen.records).toHaveLength(index + 1), { everyMs: 1 })
        waits.push(performance.now() - sentAt)
      }
      // The quickest ones: the machine may be busy with other tests. Who only looked now and then would be late each time.
      expect(waits.toSorted((a, b) => a - b)[4]).toBeLessThan(200)
    })

    it('goes on where the group stopped', async () => {
      const group = newGroup()
      await log.send(numbered(['a', 'b'], 20))
      const before = collector()
      const first = await log.subscribe({ group, topics: [topic], onChunk: before.onChunk })
      await eventually(() => expect(before.records).toHaveLength(40))
      await first.stop()
      await log.send([record(topic, 'a', 'later'), record(topic, 'b', 'later')])
      const after = collector()
      await (await openLog()).subscribe({ group, topics: [topic], onChunk: after.onChunk })
      await eventually(() => expect(valuesByKey(after.records)).toEqual({ a: ['later'], b: ['later'] }))
    })

    it('delivers again what was never committed', async () => {
      const group = newGroup()
      await log.send(numbered(['a'], 5))
      const careless = collector({ commit: false })
      const first = await log.subscribe({ group, topics: [topic], onChunk: careless.onChunk })
      await eventually(() => expect(careless.records).toHaveLength(5))
      await first.stop()
      const seen = collector()
      await (await openLog()).subscribe({ group, topics: [topic], onChunk: seen.onChunk })
      await eventually(() => expect(valuesByKey(seen.records)).toEqual({ a: digits(5) }))
    })

    it('repeats a chunk that threw, from its last commit on, while other partitions go on', async () => {
      await log.send([...numbered(['a'], 10), ...numbered(['b', 'c', 'd', 'e', 'f', 'g'], 5)])
      const others = collector()
      const failures: (string | null)[][] = []
      const onChunk = async (chunk: LogChunk): Promise<void> => {
        const ofKeyA = chunk.records.filter(({ key }) => key === 'a')
        if (ofKeyA.length === 0 || failures.length >= 3) return others.onChunk(chunk)
        failures.push(ofKeyA.map(({ value }) => value))
        const third = ofKeyA.find(({ value }) => value === '3')
        if (failures.length === 2 && third !== undefined) await chunk.commit(third.offset)
        throw new Error('the database is away')
      }
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk })
      await eventually(() => expect(others.records.length).toBeGreaterThanOrEqual(37))
      expect(failures[0]?.[0]).toBe('0')
      expect(failures[1]?.[0]).toBe('0')
      expect(failures[2]?.[0]).toBe('3')
      const { a, ...rest } = valuesByKey(others.records)
      expect(a).toEqual(['3', '4', '5', '6', '7', '8', '9'])
      for (const values of Object.values(rest)) expect(new Set(values).size).toBe(5)
    })

    it('gives the work of a member that leaves to the one that stays', async () => {
      const group = newGroup()
      const [first, second] = [collector(), collector()]
      const leaver = await (await openLog()).subscribe({ group, topics: [topic], onChunk: first.onChunk })
      await (await openLog()).subscribe({ group, topics: [topic], onChunk: second.onChunk })
      const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
      await log.send(numbered(keys, 10))
      const all = (): Record<string, (string | null)[]> => valuesByKey([...first.records, ...second.records])
      const complete = (count: number): void => {
        const values = all()
        for (const key of keys) expect(new Set(values[key]).size).toBe(count)
      }
      await eventually(() => complete(10))
      await leaver.stop()
      const stoppedAt = first.records.length
      await log.send(keys.map((key) => record(topic, key, 'later')))
      await eventually(() => complete(11))
      expect(first.records).toHaveLength(stoppedAt)
    })

    it('tells where the partitions end that hold something', async () => {
      expect(await log.ends([topic])).toEqual([])
      await log.send([...numbered(['a'], 7), ...numbered(['b', 'c', 'd'], 3)])
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
      await eventually(() => expect(seen.records).toHaveLength(16))
      const expected = new Map<number, bigint>()
      for (const { partition, offset } of seen.records) expected.set(partition, offset + 1n)
      const ends = await log.ends([topic])
      expect(new Map(ends.map(({ partition, end }) => [partition, end]))).toEqual(expected)
      expect(await log.ends([topic], 'known')).toEqual(ends)
      expect(new Set(ends.map(({ topicId }) => topicId))).toEqual(new Set([seen.chunks[0]?.topicId]))
    })

    it('refuses records of a topic that does not exist, all of them', async () => {
      await expect(log.send([record(newTopic(), 'a', '1')])).rejects.toThrow()
      await log.send([record(topic, 'a', 'fine')])
    })

    it('gives a topic that is made anew another id, and its records from the first one on', async () => {
      const group = newGroup()
      await log.send(numbered(['a'], 5))
      const before = collector()
      const first = await log.subscribe({ group, topics: [topic], onChunk: before.onChunk })
      await eventually(() => expect(before.records).toHaveLength(5))
      await first.stop()
      const [oldEnd] = await log.ends([topic])
      expect(oldEnd).toMatchObject({ end: 5n, topicId: before.chunks[0]?.topicId })
      await server.remake(log, topic)
      expect(await log.ends([topic])).toEqual([])
      const another = await openLog()
      await eventually(() => another.send([record(topic, 'a', 'new')]))
      const after = collector()
      await another.subscribe({ group, topics: [topic], onChunk: after.onChunk })
      await eventually(() => expect(valuesByKey(after.records)).toEqual({ a: ['new'] }))
      expect(after.chunks[0]?.topicId).not.toBe(before.chunks[0]?.topicId)
      expect(await log.ends([topic])).toMatchObject([{ end: 1n, topicId: after.chunks[0]?.topicId }])
    })

    it('tells the ends of a topic though another one that it told of was deleted', async () => {
      const gone = newTopic()
      await log.createTopics([{ name: gone, compacted: false, retentionMs: 3_600_000 }])
      await log.send([record(gone, 'a', '1'), record(topic, 'a', '1')])
      expect(await log.ends([gone])).toHaveLength(1)
      await server.remove(gone)
      expect(await eventually(() => log.ends([topic]))).toMatchObject([{ topic, end: 1n }])
    })

    it('answers when asked whether it is there, and stops at once', async () => {
      await log.check()
      const subscription = await log.subscribe({ group: newGroup(), topics: [topic], onChunk: collector().onChunk })
      expect(subscription.isAlive()).toBe(true)
      await subscription.stop()
      await expect((await server.open()).close()).resolves.toBeUndefined()
    })
  })
}
