import { describe, expect, it } from 'vitest'
import { driveRun, eventOf, exit, publishedJourney, traceCodes } from '../../../test/drive-run.js'
import { warningsOf } from '../../definitions/domain/warn-journey.js'

const emit = { type: 'emit', event: 'Karte gedruckt', data: { nr: { path: 'run.data.nr' }, art: 'Gruß' }, next: 'x' }
const journey = publishedJourney({ e: emit, x: exit('weiter') })

describe('an emit step', () => {
  it('orders an event and goes on at once', () => {
    const { run, orders, trace } = driveRun(journey, [])
    expect(orders).toEqual([
      {
        kind: 'event',
        orderId: 'r:e:1',
        step: 'e',
        profileRevision: 7,
        chainDepth: 1,
        event: 'Karte gedruckt',
        properties: { nr: 5, art: 'Gruß' },
      },
    ])
    expect(run.outcome).toBe('weiter')
    expect(trace.find(({ what }) => what === 'event_planned')).toMatchObject({
      because: 'Karte gedruckt',
      orderId: 'r:e:1',
    })
  })

  it('is the tenth in a chain at most', () => {
    expect(driveRun(journey, [], { chainDepth: 9 }).orders).toMatchObject([{ chainDepth: 10 }])
    const last = driveRun(journey, [], { chainDepth: 10 })
    expect([last.orders, last.run.outcome]).toEqual([[], 'weiter'])
    expect(traceCodes(last)).toContain('chain_too_long')
  })

  it('is not given when an exit rule holds right before it', () => {
    const rules = [{ id: 'r', on: { when: { path: 'traits.stadt', op: 'eq', value: 'Bonn' } }, outcome: 'raus' }]
    const steps = {
      w: { type: 'wait_for', any: [{ id: 'k', on: { event: 'Kauf' }, next: 'e' }], timeout: 'P1D', next: null },
      e: emit,
      x: exit('weiter'),
    }
    const guarded = publishedJourney(steps, { exit: { rules } })
    const kauf = { kind: 'event', event: eventOf('Kauf') } as const
    const { run, orders } = driveRun(guarded, [[kauf, 1]], { person: { traits: { stadt: 'Bonn' } } })
    expect([orders, run.outcome]).toEqual([[], 'raus'])
  })

  it('is warned about where it starts its own journey', () => {
    const known = { has: () => true, template: () => null, isAllowed: () => true }
    const warned = (event: string): readonly unknown[] => {
      const entry = { triggers: [{ type: 'event', event }] }
      const { journey: published } = publishedJourney({ e: emit, x: exit('weiter') }, { entry })
      return warningsOf(published, known).map(({ pointer, code }) => [pointer, code])
    }
    expect(warned('Kauf')).toEqual([])
    expect(warned('Karte gedruckt')).toEqual([['/body/steps/e', 'journey_starts_itself']])
  })

  it('names an event in more than spaces', () => {
    expect(() => publishedJourney({ e: { ...emit, event: '  ' }, x: exit('weiter') })).toThrow('more than spaces')
  })
})
