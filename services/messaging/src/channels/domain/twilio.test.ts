import { describe, expect, it } from 'vitest'
import { resultOf } from '../providers/twilio-provider.js'
import { readBounce } from './bounce.js'
import { readErrorCode, readStatus } from './twilio.js'

const now = new Date('2026-11-28T10:00:00Z')
const outcome = (status: number, body: unknown, more: { retryAfter?: string; isReported?: boolean } = {}) => {
  const { retryAfter = null, isReported = true } = more
  return resultOf({ got: 'answer', status, retryAfter, body: JSON.stringify(body) }, { isReported, now })
}

describe('an answer of Twilio', () => {
  it.each([
    [201, { sid: 'SM1', status: 'queued' }, { outcome: 'accepted', isOnItsWay: true }],
    [201, { sid: 'SM1', status: 'sent' }, { outcome: 'accepted' }],
    [
      201,
      { sid: 'SM1', status: 'failed', error_code: 21_610 },
      { outcome: 'bounced', reason: 'permanent; twilio_21610' },
    ],
    [200, '<html>', { outcome: 'unclear', reason: 'twilio_answer_unreadable' }],
    [400, { code: 21_211 }, { outcome: 'bounced', reason: 'permanent; twilio_21211' }],
    [400, { code: 30_003 }, { outcome: 'bounced', reason: 'twilio_30003' }],
    [400, { code: 21_617 }, { outcome: 'refused', reason: 'twilio_21617' }],
    [401, { code: 20_003 }, { outcome: 'not_taken', reason: 'twilio_20003' }],
    [403, null, { outcome: 'not_taken', reason: 'twilio_http_403' }],
    [307, null, { outcome: 'not_taken', reason: 'twilio_http_307' }],
    [500, { code: 20_500 }, { outcome: 'unclear', reason: 'twilio_http_500' }],
    [503, null, { outcome: 'not_taken', reason: 'twilio_http_503' }],
  ])('%d %j', (status, body, expected) => {
    expect(outcome(status, body)).toEqual(expected)
  })

  it('says how long to wait, in seconds or as a moment', () => {
    for (const retryAfter of ['90', 'Sat, 28 Nov 2026 10:01:30 GMT'])
      expect(outcome(429, null, { retryAfter })).toMatchObject({ outcome: 'not_taken', retryAfterMs: 90_000 })
    for (const retryAfter of ['soon', '-1', '', '99999999999'])
      expect(outcome(429, null, { retryAfter })).not.toHaveProperty('retryAfterMs')
  })

  it('counts as sent where no report can come', () => {
    expect(outcome(201, { sid: 'SM1', status: 'queued' }, { isReported: false })).toEqual({ outcome: 'accepted' })
  })
})

describe('a status of Twilio', () => {
  it('is a receipt, and ends an address only where nobody has the number', () => {
    expect(readStatus('undelivered', 30_005)?.event).toBe('bounced')
    expect(readBounce(readStatus('undelivered', 30_005)?.reason ?? null)).toBe('address')
    expect(readBounce(readStatus('undelivered', 30_006)?.reason ?? null)).toBe('unknown')
    expect(readStatus('failed', 30_007)).toEqual({ event: 'failed', reason: 'twilio_30007' })
    expect(readStatus('failed', null)).toEqual({ event: 'failed', reason: 'twilio_failed' })
    expect(readStatus('constructor', null)).toBeNull()
  })

  it('has a code that is a whole number', () => {
    expect([30_005, '30005', '', 'x', 1.5, 0, null].map(readErrorCode)).toEqual([
      30_005,
      30_005,
      ...Array(5).fill(null),
    ])
  })
})
