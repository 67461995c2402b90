import { describe, expect, it } from 'vitest'
import { decideEventTime, readTime } from './timestamps.js'

const at = (text: string): Date => new Date(`2026-11-22T${text}Z`)
const receivedAt = at('10:00:00.000')

describe('the time of an event', () => {
  it('is when it was received, if nothing is said', () => {
    expect(decideEventTime({ sentAt: null, saidAt: null, receivedAt })).toEqual({
      occurredAt: receivedAt,
      originalAt: null,
      skewMs: 0,
    })
  })

  it('is what the client says, if it does not say when it sent', () => {
    const saidAt = new Date('2017-10-02T10:56:33Z')
    expect(decideEventTime({ sentAt: null, saidAt, receivedAt })).toEqual({
      occurredAt: saidAt,
      originalAt: null,
      skewMs: 0,
    })
  })

  it('is believed up to five seconds of difference and corrected above', () => {
    const saidAt = at('09:00:00.000')
    expect(decideEventTime({ sentAt: at('09:59:55.000'), saidAt, receivedAt }).occurredAt).toEqual(saidAt)
    expect(decideEventTime({ sentAt: at('09:59:54.999'), saidAt, receivedAt })).toEqual({
      occurredAt: at('09:00:05.001'),
      originalAt: saidAt,
      skewMs: 5_001,
    })
    expect(decideEventTime({ sentAt: at('10:00:05.001'), saidAt, receivedAt })).toEqual({
      occurredAt: at('08:59:54.999'),
      originalAt: saidAt,
      skewMs: -5_001,
    })
  })

  it('never lies after the moment it was received', () => {
    const saidAt = at('10:00:04.000')
    expect(decideEventTime({ sentAt: at('10:00:04.000'), saidAt, receivedAt })).toEqual({
      occurredAt: receivedAt,
      originalAt: saidAt,
      skewMs: 0,
    })
    expect(decideEventTime({ sentAt: at('09:00:00.000'), saidAt, receivedAt }).occurredAt).toEqual(receivedAt)
  })
})

describe('reading a time', () => {
  it('takes ISO 8601 and milliseconds, in UTC where no zone is given', () => {
    const expected = new Date('2026-11-22T09:30:00.000Z')
    const forms = [
      '2026-11-22T09:30:00.000Z',
      '2026-11-22T10:30:00+01:00',
      '2026-11-22T10:30:00+0100',
      '2026-11-22 09:30:00',
      '2026-11-22T09:30',
      '2026-11-22T09:30:00,000',
      expected.getTime(),
    ]
    for (const form of forms) expect(readTime(form), JSON.stringify(form)).toEqual(expected)
    expect(readTime('2026-11-22')).toEqual(new Date('2026-11-22T00:00:00.000Z'))
  })

  it('takes nothing else', () => {
    for (const form of [
      '',
      'gestern',
      '22.11.2026',
      '+012345-01-01T00:00:00Z',
      '0001-01-01',
      '9999-12-31',
      {},
      null,
      NaN,
    ])
      expect(readTime(form), JSON.stringify(form)).toBeNull()
  })
})
