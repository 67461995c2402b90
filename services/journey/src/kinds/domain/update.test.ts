import { describe, expect, it } from 'vitest'
import { driveRun, eventOf, exit, HOUR, publishedJourney, time, traceCodes } from '../../../test/drive-run.js'
import { readJourney } from '../../definitions/domain/read-journey.js'
import type { Stimulus } from './run.js'

const journeyOf = (set: Record<string, unknown>) =>
  publishedJourney({ u: { type: 'update', set, touchpoint: 'karte', next: 'x' }, x: exit('weiter') })
const carriedOut = (orderId: string): Stimulus => ({
  kind: 'carried_out',
  orderId,
})
const faultsOf = (set: Record<string, unknown>): readonly unknown[] =>
  readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    entry: { triggers: [{ type: 'api' }] },
    start: 'u',
    steps: { u: { type: 'update', set, next: null } },
  }).faults.map(({ pointer, code }) => [pointer, code])

describe('an update step', () => {
  it('orders a change with what is written down and what is there to be read', () => {
    const set = { stufe: 'gold', stadt: { path: 'event.properties.ort' }, rest: { path: 'traits.nie' }, alt: null }
    const { run, orders, trace } = driveRun(journeyOf(set), [], { event: eventOf('Kauf', { ort: 'Köln' }) })
    expect(orders).toEqual([
      {
        kind: 'traits',
        orderId: 'r:u:1',
        step: 'u',
        profileRevision: 7,
        chainDepth: 1,
        touchpoint: 'karte',
        traits: { stufe: 'gold', stadt: 'Köln', alt: null },
      },
    ])
    expect(run).toMatchObject({
      status: 'running',
      step: 'u',
      memory: { waiting: { for: 'update', orderId: 'r:u:1' } },
    })
    expect(trace.at(-1)).toMatchObject({ what: 'traits_planned', because: 'stufe, stadt, alt', orderId: 'r:u:1' })
  })

  it('goes on once profile has carried out this order, not another', () => {
    const other = driveRun(journeyOf({ a: 1 }), [
      [carriedOut('r:u:2'), 1],
      [{ kind: 'person', because: 'the person has changed' }, 2],
    ])
    expect(other.run.status).toBe('running')
    expect(driveRun(journeyOf({ a: 1 }), [[carriedOut('r:u:1'), 1]]).run.outcome).toBe('weiter')
  })

  it('goes on after an hour without an answer, and says so', () => {
    const late = driveRun(journeyOf({ a: 1 }), [[time, HOUR]])
    expect(late.run.outcome).toBe('weiter')
    expect(traceCodes(late)).toContain('update_unconfirmed')
    expect(driveRun(journeyOf({ a: 1 }), [[time, HOUR - 1]]).run.status).toBe('running')
  })

  it('orders nothing where nothing is there to be read, or too much, or the chain is too long', () => {
    const nothing = driveRun(journeyOf({ a: { path: 'event.properties.nie' } }), [])
    expect([nothing.orders, nothing.run.outcome]).toEqual([[], 'weiter'])
    expect(traceCodes(nothing)).toContain('nothing_to_update')
    const viel = eventOf('Kauf', { viel: 'ß'.repeat(16_384) })
    const much = driveRun(journeyOf({ a: { path: 'event.properties.viel' } }), [], { event: viel })
    expect([much.orders, much.run.outcome]).toEqual([[], 'weiter'])
    expect(traceCodes(much)).toContain('values_too_large')
  })

  it('sets whole traits only, at least one', () => {
    expect(faultsOf({ 'adresse.ort': 'Köln', a: { path: 'nirgends.b' } })).toEqual([
      ['/steps/u/set/a/path', 'path_root_unknown'],
      ['/steps/u/set/adresse.ort', 'trait_nested'],
    ])
    expect(() => faultsOf({})).toThrow('At least one trait')
  })
})
