import { describe, expect, it } from 'vitest'
import { decideClock, MOST_AHEAD_MS } from './decide-clock.js'

const noon = new Date('2026-11-22T12:00:00.000Z')
const after = (ms: number): Date => new Date(noon.getTime() + ms)
const DAY = 86_400_000

describe('a test clock', () => {
  it('is moved ahead of the real time, and from there on further', () => {
    expect(decideClock(null, after(30 * DAY), noon)).toEqual({
      outcome: 'moved',
      clock: { offsetMs: 30 * DAY, changedAt: noon },
    })
    const before = { offsetMs: 30 * DAY, changedAt: noon }
    // Five seconds later it is five seconds further.
    expect(decideClock(before, after(30 * DAY + 5_001), after(5_000))).toEqual({
      outcome: 'moved',
      clock: { offsetMs: 30 * DAY + 1, changedAt: after(5_000) },
    })
  })

  it('never goes back, and says where it stands', () => {
    expect(decideClock(null, after(-1), noon)).toEqual({ outcome: 'backwards', now: noon })
    const before = { offsetMs: DAY, changedAt: noon }
    expect(decideClock(before, after(DAY + 4_999), after(5_000))).toEqual({
      outcome: 'backwards',
      now: after(DAY + 5_000),
    })
  })

  it('stays where it is when it is told the same once more, or to be where it is', () => {
    const before = { offsetMs: DAY, changedAt: noon }
    expect(decideClock(before, after(DAY), after(5_000))).toEqual({ outcome: 'unchanged' })
    expect(decideClock(before, after(DAY + 5_000), after(5_000))).toEqual({ outcome: 'unchanged' })
    expect(decideClock(null, noon, noon)).toEqual({ outcome: 'unchanged' })
  })

  it('is ten years ahead at most, in all', () => {
    expect(decideClock(null, after(MOST_AHEAD_MS), noon)).toMatchObject({ outcome: 'moved' })
    const before = { offsetMs: MOST_AHEAD_MS - DAY, changedAt: noon }
    expect(decideClock(before, after(MOST_AHEAD_MS + 1), noon)).toEqual({
      outcome: 'too_far',
      latest: after(MOST_AHEAD_MS),
    })
  })
})
