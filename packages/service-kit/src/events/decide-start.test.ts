import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssignedPartition } from '../log/log.js'
import { BEGIN_AGAIN, decideStart, type Known } from './decide-start.js'

const readAt = new Date('2026-11-27T10:00:00Z')
const assigned = (first: bigint, end: bigint, wasRead = false): AssignedPartition => ({
  topic: 'polyphon.profile',
  topicId: 'now',
  partition: 3,
  first,
  end,
  wasRead,
})
const stored = (next: bigint, lastRecord: string | null = 'x') => ({ next, lastRecord, appliedAt: readAt })
const nothing: Known = { stored: null, former: null, isSettled: false }

describe('where a group goes on', () => {
  it('is where its database stands, whatever the log remembers, with the last record once more', () => {
    for (const wasRead of [true, false])
      expect(decideStart(assigned(0n, 100n, wasRead), { ...nothing, stored: stored(40n) })).toEqual({
        next: 40n,
        from: 39n,
        gap: null,
      })
    expect(decideStart(assigned(40n, 100n), { ...nothing, stored: stored(40n) }).from).toBe(40n)
    expect(decideStart(assigned(0n, 100n), { ...nothing, stored: stored(40n, null) }).from).toBe(40n)
    expect(decideStart(assigned(0n, 0n), { ...nothing, stored: stored(0n, null) })).toEqual({
      next: 0n,
      from: 0n,
      gap: null,
    })
  })

  it('is where the log begins for a group that is new, which misses nothing', () => {
    expect(decideStart(assigned(50n, 100n), nothing)).toEqual({ next: 50n, from: 50n, gap: null })
  })

  it('is where the log begins for an empty database, which misses what an old group had read and the log has deleted', () => {
    expect(decideStart(assigned(0n, 100n, true), nothing)).toEqual({ next: 0n, from: 0n, gap: null })
    expect(decideStart(assigned(50n, 100n, true), nothing).gap).toEqual({
      reason: 'deleted',
      from: 0n,
      to: 50n,
      readUntil: null,
    })
  })

  it('is where the log begins in a partition that was added; what was deleted there before is missing', () => {
    expect(decideStart(assigned(0n, 9n), { ...nothing, isSettled: true }).gap).toBeNull()
    expect(decideStart(assigned(5n, 9n), { ...nothing, isSettled: true }).gap).toMatchObject({ from: 0n, to: 5n })
  })

  it('is behind what was deleted before it was read, exactly', () => {
    expect(decideStart(assigned(60n, 100n), { ...nothing, stored: stored(40n) })).toEqual({
      next: 60n,
      from: 60n,
      gap: { reason: 'deleted', from: 40n, to: 60n, readUntil: readAt },
    })
  })

  it('is the beginning of a topic that was made anew; nobody knows what the former one held', () => {
    expect(decideStart(assigned(0n, 7n), { ...nothing, former: stored(40n) })).toEqual({
      next: 0n,
      from: 0n,
      gap: { reason: 'made_anew', from: 40n, to: null, readUntil: readAt },
    })
  })

  it('is the beginning of a log that was cut off before it: new records have offsets that were read before', () => {
    expect(decideStart(assigned(10n, 30n), { ...nothing, stored: stored(40n) })).toEqual({
      next: 10n,
      from: 10n,
      gap: { reason: 'cut_off', from: 30n, to: 40n, readUntil: readAt },
    })
    expect(decideStart(assigned(10n, 30n), { ...nothing, stored: stored(BEGIN_AGAIN, null) })).toEqual({
      next: 10n,
      from: 10n,
      gap: null,
    })
  })

  it('never passes over a record without a gap that says so', () => {
    const offset = fc.bigInt({ min: 0n, max: 50n })
    const anyOffset = fc.record({
      next: offset,
      lastRecord: fc.option(fc.constant('x')),
      appliedAt: fc.constant(readAt),
    })
    const given = fc.record({
      left: offset,
      right: offset,
      held: fc.option(anyOffset),
      former: fc.option(fc.record({ next: offset, appliedAt: fc.constant(readAt) })),
      wasRead: fc.boolean(),
      isSettled: fc.boolean(),
    })
    fc.assert(
      fc.property(given, ({ left, right, held, former, wasRead, isSettled }) => {
        const [first, end] = left < right ? [left, right] : [right, left]
        const { next, from, gap } = decideStart(assigned(first, end, wasRead), { stored: held, former, isSettled })
        expect(from).toBeGreaterThanOrEqual(first)
        expect(from).toBeLessThanOrEqual(next)
        expect(next).toBeLessThanOrEqual(end)
        // What was not applied is either read, or lies in the gap.
        const wanted = held?.next ?? (wasRead || isSettled ? 0n : first)
        if (held === null && former !== null) expect(gap).toMatchObject({ reason: 'made_anew', from: former.next })
        else if (wanted < from) expect(gap).toMatchObject({ reason: 'deleted', from: wanted, to: first })
        else if (wanted > end) expect(gap).toMatchObject({ reason: 'cut_off', to: wanted })
        else expect(gap).toBeNull()
      }),
    )
  })
})
