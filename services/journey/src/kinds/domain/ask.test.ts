import { describe, expect, it } from 'vitest'
import { driveRun, eventOf, exit, HOUR, publishedJourney, receipt, time, traceCodes } from '../../../test/drive-run.js'
import type { Stimulus } from './run.js'

describe('an ask step', () => {
  const journey = publishedJourney({
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
    const { orders } = driveRun(journey, [], { event: eventOf('E', { late: true }) })
    expect(orders).toEqual([expect.objectContaining({ kind: 'feedback', survey: 's', properties: { late: true } })])
  })

  it('goes on with the answer, or with time', () => {
    expect(driveRun(journey, [[answer(), 1]]).run.outcome).toBe('ja')
    expect(driveRun(journey, [[time, 24 * HOUR]]).run.outcome).toBe('nein')
    expect(driveRun(journey, [[answer({ survey: 'other' }), 1]]).run.status).toBe('running')
    expect(driveRun(journey, [[answer({ orderId: 'r:other:1' }), 1]]).run.status).toBe('running')
  })

  it('goes to next when the invitation is dropped or fails, and says so', () => {
    const dropped = driveRun(journey, [[receipt('dropped'), 1]])
    expect(dropped.run.outcome).toBe('nein')
    expect(traceCodes(dropped)).toContain('invitation_dropped')
    expect(driveRun(journey, [[receipt('failed'), 1]]).run.outcome).toBe('nein')
  })

  it('goes to onDrop where it names one; null ends the run', () => {
    const withWay = (onDrop: string | null) =>
      publishedJourney({
        a: {
          type: 'ask',
          survey: 's',
          topic: 't',
          channels: ['email'],
          timeout: 'P1D',
          onAnswered: 'ja',
          onDrop,
          next: 'nein',
        },
        ja: exit('ja'),
        nein: exit('nein'),
        ...(onDrop === null ? {} : { [onDrop]: exit(onDrop) }),
      })
    expect(driveRun(withWay('weg'), [[receipt('dropped'), 1]]).run.outcome).toBe('weg')
    expect(driveRun(withWay(null), [[receipt('dropped'), 1]]).run.outcome).toBe('completed')
  })

  it('stays where the invitation only comes later, where it was looked at, or where another one is lost', () => {
    for (const state of ['deferred', 'accepted', 'sent', 'delivered', 'read', 'uncertain'] as const)
      expect(driveRun(journey, [[receipt(state), 1]]).run.status).toBe('running')
    const bouncedLate: Stimulus = receipt('failed')
    expect(
      driveRun(journey, [
        [receipt('clicked'), 1],
        [bouncedLate, 2],
      ]).run.status,
    ).toBe('running')
    expect(driveRun(journey, [[{ ...receipt('dropped'), orderId: 'r:other:1' } as Stimulus, 1]]).run.status).toBe(
      'running',
    )
  })

  it('records an answer that comes although the invitation was lost, whatever step the run is at', () => {
    const waits = publishedJourney({
      a: {
        type: 'ask',
        survey: 's',
        topic: 't',
        channels: ['email'],
        timeout: 'P1D',
        onAnswered: 'ja',
        onDrop: 'w',
        next: 'nein',
      },
      w: { type: 'wait', for: 'PT5H', next: 'b' },
      b: {
        type: 'branch',
        cases: [{ id: 'answered', when: { path: 'answer.answerId', op: 'exists' }, next: 'ja' }],
        next: 'nein',
      },
      ja: exit('ja'),
      nein: exit('nein'),
    })
    const { run } = driveRun(waits, [
      [receipt('dropped'), 1],
      [answer(), 2],
      [time, 6 * HOUR],
    ])
    expect(run.outcome).toBe('ja')
  })
})
