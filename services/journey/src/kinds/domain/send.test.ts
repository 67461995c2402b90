import { describe, expect, it } from 'vitest'
import { at, driveRun, eventOf, exit, HOUR, publishedJourney, receipt, send, time } from '../../../test/drive-run.js'

describe('a send step', () => {
  const journey = publishedJourney({ a: send({ next: 'ok', onDrop: 'weg' }), ok: exit('ok'), weg: exit('weg') })

  it('reads its data where it says and leaves out what is not there', () => {
    const data = {
      nr: { path: 'event.properties.nr' },
      stadt: { path: 'traits.stadt' },
      gruß: 'Grüße',
      zahl: 3,
      eigenes: { path: 'run.data.nr' },
      fehlt: { path: 'traits.fehlt' },
      böse: { path: 'traits.constructor' },
    }
    const { orders } = driveRun(publishedJourney({ a: send({ data }) }), [], { event: eventOf('E', { nr: '1' }) })
    expect(orders).toEqual([expect.objectContaining({ orderId: 'r:a:1', profileRevision: 7 })])
    expect(orders[0]).toHaveProperty('data', { nr: '1', stadt: 'Köln', gruß: 'Grüße', zahl: 3, eigenes: 5 })
  })

  it.each([
    ['sent', 'ok'],
    ['read', 'ok'],
    ['uncertain', 'ok'],
    ['dropped', 'weg'],
    ['failed', 'weg'],
  ] as const)('goes on when the message is %s', (state, outcome) => {
    expect(driveRun(journey, [[receipt(state), 1]]).run.outcome).toBe(outcome)
  })

  it.each(['accepted', 'deferred'] as const)('stays when the message is only %s', (state) => {
    expect(driveRun(journey, [[receipt(state), 1]]).run.status).toBe('running')
  })

  it('ignores receipts of other orders', () => {
    expect(driveRun(journey, [[receipt('sent', 'r:b:1'), 1]]).run.status).toBe('running')
  })

  it('goes on without the message once it has expired', () => {
    expect(driveRun(journey, [[time, 24 * HOUR - 1]]).run.status).toBe('running')
    expect(driveRun(journey, [[time, 24 * HOUR]]).run.outcome).toBe('weg')
  })

  it('knows that what was read has been delivered', () => {
    const { run } = driveRun(
      publishedJourney({ a: send({ next: 'w' }), w: { type: 'wait', for: 'P1D', next: null } }),
      [
        [receipt('read'), 1],
        [receipt('sent'), 2],
      ],
    )
    expect(run.memory.messages['a']).toEqual(['accepted', 'sent', 'delivered', 'read'])
  })

  it('tries the next channel when the first one is not possible, and stays with it', () => {
    const fallback = { unless: 'read', within: 'PT1H' }
    const twice = publishedJourney({ a: send({ channels: ['email', 'sms'], fallback }) })
    const { orders, run } = driveRun(twice, [
      [receipt('dropped'), 1],
      [receipt('sent', 'r:a:2'), 2],
    ])
    expect(orders.map((order) => [order.orderId, 'channels' in order && order.channels])).toEqual([
      ['r:a:1', ['email']],
      ['r:a:2', ['sms']],
    ])
    expect(run.outcome).toBe('completed')
    expect(
      driveRun(twice, [
        [receipt('read'), 1],
        [time, HOUR],
      ]).orders,
    ).toHaveLength(1)
  })

  it('waits for what has been sent to be read, even past the expiry, whatever else wakes the run', () => {
    const fallback = { unless: 'read', within: 'P3D' }
    const patient = publishedJourney({ a: send({ channels: ['email', 'sms'], fallback }) })
    const stimuli = [[receipt('sent'), 1] as const, [time, 30 * HOUR] as const]
    expect(driveRun(patient, stimuli).orders).toHaveLength(1)
    expect(driveRun(patient, stimuli).run.wakeAt).toEqual(at(72 * HOUR))
    expect(driveRun(patient, [...stimuli, [time, 72 * HOUR]]).orders).toHaveLength(2)
  })

  it('tries the next channel as soon as what was never sent has expired', () => {
    const fallback = { unless: 'read', within: 'P3D' }
    const patient = publishedJourney({ a: send({ channels: ['email', 'sms'], fallback }) })
    expect(driveRun(patient, []).run.wakeAt).toEqual(at(24 * HOUR))
    expect(driveRun(patient, [[time, 24 * HOUR]]).orders).toHaveLength(2)
  })
})
