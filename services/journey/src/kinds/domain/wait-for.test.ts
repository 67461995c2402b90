import { describe, expect, it } from 'vitest'
import { at, driveRun, eventOf, exit, HOUR, publishedJourney, time } from '../../../test/drive-run.js'
import type { PublishedJourney } from '../../definitions/domain/definition.js'
import type { Stimulus } from './run.js'

describe('a wait_for step', () => {
  const race = (more: Record<string, unknown> = {}): PublishedJourney =>
    publishedJourney({
      w: {
        type: 'wait_for',
        timeout: 'P1D',
        next: 'zeit',
        any: [
          {
            id: 'kauf',
            on: {
              event: 'Kauf',
              where: {
                path: 'event.properties.summe',
                op: 'gt',
                value: 10,
              },
            },
            next: 'k',
          },
          {
            id: 'köln',
            on: {
              when: {
                path: 'traits.stadt',
                op: 'eq',
                value: 'Bonn',
              },
            },
            next: 'b',
          },
        ].map((branch, index) => ({
          ...branch,
          id: `c${index}`,
        })),
        ...more,
      },
      k: exit('kauf'),
      b: exit('bonn'),
      zeit: exit('zeit'),
    })

  it('goes on with the first event that matches', () => {
    const result = driveRun(race(), [
      [{ kind: 'event', event: eventOf('Kauf', { summe: 5 }) }, 1],
      [{ kind: 'event', event: eventOf('Kauf', { summe: 50 }, 'm2') }, 2],
    ])
    expect(result.run.outcome).toBe('kauf')
    expect(result.run.memory.matched['w']?.messageId).toBe('m2')
  })

  it('reads a time in whole seconds as its whole second', () => {
    const trigger = { ...eventOf('Kasse', {}, 'm0'), occurredAt: '2026-11-22T03:18:12.400Z' }
    const sold = (occurredAt: string): string | null => {
      const event = { ...eventOf('Kauf', { summe: 50 }, 'm2'), occurredAt }
      return driveRun(race(), [[{ kind: 'event', event }, 1]], { event: trigger }).run.outcome
    }
    expect(sold('2026-11-22T03:18:12.000Z')).toBe('kauf')
    expect(sold('2026-11-22T03:18:12.400Z')).toBe('kauf')
    for (const before of ['2026-11-22T03:18:11.000Z', '2026-11-22T03:18:12.399Z', '2026-11-22T03:18:11.999Z'])
      expect(sold(before), before).toBeNull()
  })

  it('goes on at once with what is true already', () => {
    expect(driveRun(race(), [], { person: { traits: { stadt: 'Bonn' } } }).run.outcome).toBe('bonn')
  })

  it('looks back only as far as its lookback', () => {
    const occurrences = () => [
      { at: at(-HOUR), position: 1, kind: 'track', properties: { summe: 11 }, messageId: 'old' },
    ]
    expect(driveRun(race(), [], { person: { occurrences } }).run.status).toBe('running')
    expect(driveRun(race({ lookback: 'PT2H' }), [], { person: { occurrences } }).run.outcome).toBe('kauf')
    expect(driveRun(race({ lookback: 'PT1H' }), [], { person: { occurrences } }).run.status).toBe('running')
  })

  it('takes what has happened in the order of its arrival where the moments are the same', () => {
    const occurrenceAt = (position: number) => ({
      at: at(-1),
      position,
      kind: 'track',
      properties: { summe: 11 },
      messageId: `m${position}`,
    })
    const occurrences = () => [occurrenceAt(9), occurrenceAt(2)]
    const { run } = driveRun(race({ lookback: 'PT1H' }), [], { person: { occurrences } })
    expect(run.memory.matched['w']?.messageId).toBe('m2')
  })

  it('begins anew with what resets it', () => {
    const reset = race({ resetOn: [{ event: 'Klick' }] })
    const { run } = driveRun(reset, [
      [{ kind: 'event', event: eventOf('Klick') }, HOUR],
      [time, 24 * HOUR],
    ])
    expect(run.status).toBe('running')
    expect(run.wakeAt).toEqual(at(25 * HOUR))
  })

  it('is met only by events with the same correlation', () => {
    const event = eventOf('Start', { nr: 1 })
    const options = { event, correlateBy: 'event.properties.nr' }
    const any = [{ id: 'x', on: { event: 'Ende' }, next: 'k' }]
    const journey = publishedJourney({ w: { type: 'wait_for', timeout: 'P1D', next: null, any }, k: exit('k') })
    const ende = (nr: number): Stimulus => ({ kind: 'event', event: eventOf('Ende', { nr }) })
    expect(driveRun(journey, [[ende(2), 1]], options).run.status).toBe('running')
    expect(driveRun(journey, [[ende(1), 1]], options).run.outcome).toBe('k')
  })

  it('is met by every event where the run has no correlation', () => {
    const any = [{ id: 'x', on: { event: 'Ende' }, next: 'k' }]
    const journey = publishedJourney({ w: { type: 'wait_for', timeout: 'P1D', next: null, any }, k: exit('k') })
    const ende: Stimulus = { kind: 'event', event: eventOf('Ende', { nr: 'another' }) }
    for (const properties of [{}, { nr: null }, { nr: { id: 1 } }]) {
      const options = { event: eventOf('Start', properties), correlateBy: 'event.properties.nr.of' }
      expect(driveRun(journey, [[ende, 1]], options).run.outcome).toBe('k')
    }
  })

  it.each([
    [42, '42', true],
    ['43', 43, true],
    [[1, { a: 1, b: 'ß' }], [1, { b: 'ß', a: 1 }], true],
    [[1], ['1'], false],
    [[1, 2], [2, 1], false],
    [[1], 1, false],
    ['AbC', 'abc', false],
    ['c', 'c ', false],
    [0, false, false],
    [0, '', false],
    [{ a: 1 }, {}, false],
  ])('takes %j and %j for the same thing: %j', (first, second, isSame) => {
    const any = [{ id: 'x', on: { event: 'Ende' }, next: 'k' }]
    const journey = publishedJourney({ w: { type: 'wait_for', timeout: 'P1D', next: null, any }, k: exit('k') })
    const options = { event: eventOf('Start', { nr: first }), correlateBy: 'event.properties.nr' }
    const { run } = driveRun(journey, [[{ kind: 'event', event: eventOf('Ende', { nr: second }) }, 1]], options)
    expect(run.outcome === 'k').toBe(isSame)
  })
})

describe('what happened before a run began', () => {
  const journey = (lookback?: string): PublishedJourney =>
    publishedJourney(
      {
        w: {
          type: 'wait_for',
          timeout: 'P1D',
          next: 'zeit',
          any: [{ id: 'kauf', on: { event: 'Kauf' }, next: 'k' }],
          resetOn: [{ event: 'Klick' }],
          ...(lookback === undefined ? {} : { lookback }),
        },
        k: exit('kauf'),
        zeit: exit('zeit'),
      },
      {
        exit: { rules: [{ id: 'storno', on: { event: 'Storno' }, outcome: 'storno' }] },
        goal: { id: 'ziel', on: { event: 'Kauf' }, within: 'P7D' },
      },
    )
  const eventAt = (name: string, ms: number): Stimulus => ({
    kind: 'event',
    event: eventOf(name, {}, `${name}${ms}`, at(ms)),
  })
  const begin = eventOf('Start', {}, 'start', at(-HOUR))

  it('does not move it, however late it arrives', () => {
    const late = ['Kauf', 'Storno', 'Klick'].map((name) => [eventAt(name, -HOUR - 1), 5 * HOUR] as const)
    const { run } = driveRun(journey(), late, { event: begin })
    expect(run).toMatchObject({ status: 'running', goalReachedAt: null })
    expect(run.wakeAt).toEqual(at(24 * HOUR))
  })

  it('is recognised by when the trigger of the run occurred, not by when it was handled', () => {
    expect(driveRun(journey(), [[eventAt('Kauf', -HOUR), 1]], { event: begin }).run).toMatchObject({ outcome: 'kauf' })
    expect(driveRun(journey(), [[eventAt('Storno', -HOUR + 1), 1]], { event: begin }).run.outcome).toBe('storno')
  })

  it('is older than the start of a run that no event started', () => {
    expect(driveRun(journey(), [[eventAt('Kauf', -1), 1]]).run.status).toBe('running')
    expect(driveRun(journey(), [[eventAt('Kauf', 0), 1]]).run.outcome).toBe('kauf')
  })

  it('counts for a wait that looks back so far, and for nothing else', () => {
    const { run } = driveRun(journey('PT3H'), [[eventAt('Kauf', -2 * HOUR), 1]], { event: begin })
    expect(run).toMatchObject({ outcome: 'kauf', goalReachedAt: null })
    expect(driveRun(journey('PT3H'), [[eventAt('Kauf', -3 * HOUR), 1]], { event: begin }).run.status).toBe('running')
  })
})
