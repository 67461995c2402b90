import { describe, expect, it } from 'vitest'
import { driveRun, exit, publishedJourney } from '../../../test/drive-run.js'
import type { PublishedJourney } from '../../definitions/domain/definition.js'

describe('a wait step', () => {
  const wait = (more: Record<string, unknown>): PublishedJourney =>
    publishedJourney({ w: { type: 'wait', next: 'x', ...more }, x: exit('weiter') })

  it('reads a date of the person and the days before it', () => {
    const journey = wait({ until: 'traits.termin', offset: '-P1D' })
    const { run } = driveRun(journey, [], { person: { traits: { termin: '2026-12-24' } } })
    expect(run.wakeAt?.toISOString()).toBe('2026-12-22T23:00:00.000Z')
  })

  it('reads a date under any name', () => {
    for (const until of ['traits["Nächster Termin"]', `traits['a.b'].größe`, 'traits.wait-until[0]']) {
      const traits = {
        'Nächster Termin': '2026-12-24',
        'a.b': { größe: '2026-12-24' },
        'wait-until': ['2026-12-24'],
      }
      const { run } = driveRun(wait({ until }), [], { person: { traits } })
      expect(run.wakeAt?.toISOString()).toBe('2026-12-23T23:00:00.000Z')
    }
  })

  it('goes on or ends when that is past or unknown, as it says', () => {
    for (const traits of [{ termin: '2020-01-01' }, { termin: 'irgendwann' }, {}]) {
      expect(driveRun(wait({ until: 'traits.termin' }), [], { person: { traits } }).run.outcome).toBe('weiter')
      const strict = wait({ until: 'traits.termin', ifPast: 'exit' })
      expect(driveRun(strict, [], { person: { traits } }).run.outcome).toBe('wait_past')
    }
  })

  it('keeps the moment that was computed, with its rule and its zone', () => {
    const { run } = driveRun(wait({ for: 'P1D', tz: 'America/New_York' }), [[{ kind: 'person', because: 'x' }, 5]])
    expect(run.memory.waiting).toEqual({
      for: 'time',
      until: '2026-11-23T10:00:00.000Z',
      rule: 'for P1D',
      zone: 'America/New_York',
    })
  })
})
