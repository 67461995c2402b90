import { describe, expect, it } from 'vitest'
import { type Attempt, decideNextStep } from './outcome.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  class: 'marketing',
  isRepeatable: true,
  attempts: 1,
  firstAttemptAt: now,
  jitter: 1,
  firstPauseMs: 14_000,
  ...more,
})

describe('after an attempt', () => {
  it('a message that was not taken is tried eight times within half an hour', () => {
    let at = now
    let tries = 1
    for (;;) {
      const next = decideNextStep({ outcome: 'not_taken', reason: 'smtp_451' }, attempt({ attempts: tries }), at)
      if (next.step !== 'retry') {
        expect(next).toEqual({ step: 'failed', reason: 'smtp_451' })
        break
      }
      at = next.at
      tries += 1
    }
    expect(tries).toBe(8)
    expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(30 * 60_000)
    expect(at.getTime() - now.getTime()).toBeGreaterThan(25 * 60_000)
  })

  it('an unclear end is left uncertain for marketing and research, and tried again for the rest', () => {
    const step = (kind: Attempt['class']): string =>
      decideNextStep({ outcome: 'unclear', reason: 'smtp_timeout' }, attempt({ class: kind }), now).step
    expect(step('marketing')).toBe('uncertain')
    expect(step('research')).toBe('uncertain')
    expect(step('service')).toBe('retry')
    expect(step('transactional')).toBe('retry')
  })

  it('what is certain is final', () => {
    expect(decideNextStep({ outcome: 'accepted' }, attempt(), now)).toEqual({ step: 'sent' })
    expect(decideNextStep({ outcome: 'refused', reason: 'smtp_550' }, attempt(), now).step).toBe('failed')
  })
})
