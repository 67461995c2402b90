import { describe, expect, it } from 'vitest'
import { exit, HOUR, heard, play, published, receipt, time, whats } from '../../test/play.js'
import type { Stimulus } from './run.js'

describe('an ask step', () => {
  const journey = published({
    a: {
      type: 'ask',
      survey: 's',
      topic: 't',
      channels: ['email'],
      timeout: 'P1D',
      onAnswered: 'ja',
      next: 'nein',
      properties: { late: { path: 'event.properties.late' } },
    },
    ja: exit('ja'),
    nein: exit('nein'),
  })
  const answer = (more: Partial<Extract<Stimulus, { kind: 'answer' }>> = {}): Stimulus => ({
    kind: 'answer',
    orderId: null,
    survey: 's',
    answer: { answerId: 'a1' },
    ...more,
  })

  it('orders the survey with the lateness of the order', () => {
    const { orders } = play(journey, [], { event: heard('E', { late: true }) })
    expect(orders).toEqual([expect.objectContaining({ kind: 'feedback', survey: 's', properties: { late: true } })])
  })

  it('goes on with the answer, or with time', () => {
    expect(play(journey, [[answer(), 1]]).run.outcome).toBe('ja')
    expect(play(journey, [[time, 24 * HOUR]]).run.outcome).toBe('nein')
    expect(play(journey, [[answer({ survey: 'other' }), 1]]).run.status).toBe('running')
    expect(play(journey, [[answer({ orderId: 'r:other:1' }), 1]]).run.status).toBe('running')
  })

  it('waits for time when the invitation is dropped, and says so', () => {
    const dropped = play(journey, [[receipt('dropped'), 1]])
    expect(dropped.run.status).toBe('running')
    expect(whats(dropped)).toContain('invitation_dropped')
  })
})
