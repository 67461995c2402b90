import { describe, expect, it } from 'vitest'
import { timeOfAnswer } from './time-of-answer.js'

const receivedAt = new Date('2026-10-25T12:00:00.000Z')
const hoursLater = (hours: number): Date => new Date(receivedAt.getTime() + hours * 3_600_000)

describe('the time of an answer that came with a publishable key', () => {
  it('is what was stated, up to a day ago', () => {
    for (const hours of [0, -0.001, -23.99, -24])
      expect(timeOfAnswer(hoursLater(hours), receivedAt)).toEqual(hoursLater(hours))
  })

  it('is the receipt where a clock is ahead', () => {
    for (const hours of [0.001, 2, 24]) expect(timeOfAnswer(hoursLater(hours), receivedAt)).toEqual(receivedAt)
  })

  it('is not taken where no clock explains it', () => {
    expect(timeOfAnswer(hoursLater(-24.001), receivedAt)).toMatchObject({ code: 'occurred_at_too_old' })
    for (const stated of [hoursLater(24.001), new Date('2199-12-31T23:59:59Z')])
      expect(timeOfAnswer(stated, receivedAt)).toMatchObject({ code: 'occurred_at_in_future' })
  })
})
