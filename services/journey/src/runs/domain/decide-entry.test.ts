import { describe, expect, it } from 'vitest'
import { readJourney } from '../../definitions/domain/read-journey.js'
import type { PersonFacts } from '../../kinds/domain/run.js'
import { decideEntry, isHeldOut, type PastRuns } from './decide-entry.js'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const person: PersonFacts = {
  profileId: 'p',
  revision: 1,
  traits: {},
  identifiers: {},
  segments: [],
  accounts: [],
  permissions: [],
  timeZone: 'UTC',
  workspaceTimeZone: 'UTC',
  occurrences: () => [],
}

function decide(entry: Record<string, unknown>, past: Partial<PastRuns> = {}, occurredAt: Date | null = null): string {
  const { journey } = readJourney({
    schema: 'polyphon.journey/1',
    class: 'service',
    start: 'x',
    steps: {
      x: {
        type: 'exit',
        outcome: 'x',
      },
    },
    entry: {
      triggers: [{ type: 'api' }],
      ...entry,
    },
  })
  const published = { key: 'j', version: 1, journey }
  const all = { entered: 0, running: 0, lastAt: null, ...past }
  const decision = decideEntry({ published, person, past: all, event: null, occurredAt }, NOW)
  return decision.outcome === 'refused' ? decision.code : decision.outcome
}

const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000)

describe('entering a journey', () => {
  it('is possible once, after the exit, or side by side, as the journey says', () => {
    const never = { reentry: { mode: 'never' } }
    expect(decide(never)).toBe('entered')
    expect(decide(never, { entered: 1 })).toBe('reentry_never')
    const after = { reentry: { mode: 'after_exit', concurrent: 5 } }
    expect(decide(after, { entered: 1, running: 1 })).toBe('reentry_concurrent')
    expect(decide(after, { entered: 1 })).toBe('entered')
    const always = { reentry: { mode: 'always', concurrent: 2 } }
    expect(decide(always, { entered: 1, running: 1 })).toBe('entered')
    expect(decide(always, { entered: 2, running: 2 })).toBe('reentry_concurrent')
  })

  it('respects the highest number and the pause in between', () => {
    const reentry = { mode: 'always', concurrent: 9, max: 2, cooldown: 'P1D' }
    expect(decide({ reentry }, { entered: 2 })).toBe('reentry_max')
    expect(decide({ reentry }, { entered: 1, lastAt: hoursAgo(23) })).toBe('reentry_cooldown')
    expect(decide({ reentry }, { entered: 1, lastAt: hoursAgo(24) })).toBe('entered')
  })

  it('does not mind the age of the event unless it says so', () => {
    expect(decide({}, {}, hoursAgo(100_000))).toBe('entered')
    expect(decide({ maxAge: 'PT1H' }, {}, hoursAgo(2))).toBe('too_old')
    expect(decide({ maxAge: 'PT1H' }, {}, hoursAgo(1))).toBe('entered')
  })

  it('holds out the given share, the same people every time', () => {
    const ids = Array.from(
      { length: 20_000 },
      (_, index) => `01942d3a-7c00-7000-8000-${String(index).padStart(12, '0')}`,
    )
    const out = ids.filter((id) => isHeldOut('größe', id, 10))
    expect(out.length / ids.length).toBeGreaterThan(0.09)
    expect(out.length / ids.length).toBeLessThan(0.11)
    expect(ids.filter((id) => isHeldOut('größe', id, 10))).toEqual(out)
    expect(ids.some((id) => isHeldOut('j', id, 0))).toBe(false)
    const other = new Set(ids.filter((id) => isHeldOut('andere', id, 10)))
    expect(out.filter((id) => other.has(id)).length).toBeLessThan(out.length / 2)
  })
})
