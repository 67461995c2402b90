import { readTime } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { byFinerDigits, decideEventTime, readStatedTime } from './timestamps.js'

const at = (text: string): Date => new Date(`2026-11-22T${text}Z`)
const receivedAt = at('10:00:00.000')

describe('the time of an event', () => {
  it('is when it was received, if nothing is stated', () => {
    expect(decideEventTime(null, receivedAt)).toEqual({ occurredAt: receivedAt, originalAt: null, skewMs: 0 })
  })

  it('is what the client states, unless its clock is known to be wrong', () => {
    const statedAt = new Date('2017-10-02T10:56:33Z')
    expect(decideEventTime(statedAt, receivedAt)).toEqual({ occurredAt: statedAt, originalAt: null, skewMs: 0 })
    expect(decideEventTime(statedAt, receivedAt, { byMs: 3_600_000, isCertain: true })).toEqual({
      occurredAt: new Date('2017-10-02T11:56:33Z'),
      originalAt: statedAt,
      skewMs: 3_600_000,
    })
  })

  it('never lies after the moment it was received', () => {
    const statedAt = at('10:00:04.000')
    expect(decideEventTime(statedAt, receivedAt)).toEqual({ occurredAt: receivedAt, originalAt: statedAt, skewMs: 0 })
    expect(decideEventTime(at('09:59:00.000'), receivedAt, { byMs: 120_000, isCertain: true }).occurredAt).toEqual(
      receivedAt,
    )
  })

  it('is not moved by a time of the future that another event has named', () => {
    const year = 365 * 86_400_000
    const shift = { byMs: -year, isCertain: false }
    expect(decideEventTime(at('09:00:00.000'), receivedAt, shift).occurredAt).toEqual(at('09:00:00.000'))
    expect(decideEventTime(new Date(receivedAt.getTime() + year), receivedAt, shift).occurredAt).toEqual(receivedAt)
    expect(decideEventTime(new Date(receivedAt.getTime() + year - 60_000), receivedAt, shift).occurredAt).toEqual(
      at('09:59:00.000'),
    )
  })

  it('is the receipt where a clock would carry it out of all calendars', () => {
    const statedAt = new Date('1900-01-01T00:00:00Z')
    expect(decideEventTime(statedAt, receivedAt, { byMs: -1, isCertain: true }).occurredAt).toEqual(receivedAt)
  })
})

describe('reading a time', () => {
  it('takes what clients write, in UTC where no zone is given', () => {
    const expected = new Date('2026-11-22T09:30:00.000Z')
    const forms = [
      '2026-11-22T09:30:00.000Z',
      '2026-11-22T10:30:00+0100',
      '2026-11-22 09:30:00',
      '2026-11-22 09:30:00+00',
      '2026-11-22T09:30',
      expected.getTime(),
      expected.getTime() / 1000,
    ]
    for (const form of forms) expect(readTime(form), JSON.stringify(form)).toEqual(expected)
    expect(readTime('2026-11-22')).toEqual(new Date('2026-11-22T00:00:00.000Z'))
  })

  it('takes nothing else, and no year that nobody means', () => {
    for (const form of [
      '',
      'gestern',
      '22.11.2026',
      '0001-01-01',
      '9999-12-31',
      '2569-07-03T20:39:39+0700',
      0,
      {},
      null,
    ])
      expect(readTime(form), JSON.stringify(form)).toBeNull()
  })
})

describe('events that share a moment', () => {
  const eventOf = (text: string) => {
    const time = readStatedTime(text)
    const moment = time?.at ?? new Date(0)
    return { text, occurredAt: moment, statedAt: time?.at ?? null, finerNs: time?.finerNs ?? 0 }
  }
  const order = (...texts: readonly string[]) =>
    byFinerDigits(texts.map(eventOf), (event) => event).map(({ text }) => text)

  it('are in the order of the digits that were cut off', () => {
    const [cart, sale] = ['2026-11-22T09:30:00.000100Z', '2026-11-22T09:30:00.000900Z']
    expect(order(sale, cart)).toEqual([cart, sale])
    const other = '2026-11-22T09:29:00.000Z'
    expect(order(sale, other, cart)).toEqual([cart, other, sale])
  })

  it('keep their positions otherwise', () => {
    const [late, early, same] = ['2026-11-22T09:30:01.000900Z', '2026-11-22T09:30:00.000100Z', '2026-11-22T09:30:00Z']
    expect(order(late, early)).toEqual([late, early])
    expect(order(same, early, same)).toEqual([same, same, early])
    expect(order('gestern', early, 'heute')).toEqual(['gestern', early, 'heute'])
  })
})
