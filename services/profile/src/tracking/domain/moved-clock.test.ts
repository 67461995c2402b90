import { describe, expect, it } from 'vitest'
import type { TrackedEvent } from '../../people/domain/timed-event.js'
import { timeEvent } from './interaction.js'
import { asItWasSent, withMovedClock } from './moved-clock.js'

const DAY = 86_400_000
const really = new Date('2026-11-22T12:00:00.000Z')
const there = new Date(really.getTime() + 30 * DAY)
const eventOf = (times: Partial<Pick<TrackedEvent, 'sentAt' | 'statedAt'>>): TrackedEvent => ({
  messageId: 'm-1',
  kind: 'track',
  name: 'Schuh geöffnet',
  properties: {},
  traits: null,
  groupId: null,
  previousId: null,
  identifiers: [],
  personTraits: {},
  context: {},
  integrations: {},
  channel: null,
  finerNs: 0,
  warnings: [],
  sentAt: null,
  statedAt: null,
  ...times,
})
const timed = (event: TrackedEvent, aheadMs = 30 * DAY) =>
  asItWasSent(timeEvent(withMovedClock(event, aheadMs), there), event, aheadMs)

describe('an event in a workspace whose clock was moved by thirty days', () => {
  it('happened when it was received where it says nothing', () => {
    expect(timed(eventOf({}))).toMatchObject({ occurredAt: there, originalAt: null, skewMs: 0 })
  })

  it('happened thirty days later than the clock of its sender says, which knows nothing of the move', () => {
    const statedAt = new Date(really.getTime() - 5_000)
    expect(timed(eventOf({ sentAt: really, statedAt }))).toMatchObject({
      occurredAt: new Date(there.getTime() - 5_000),
      originalAt: statedAt,
      skewMs: 30 * DAY,
      sentAt: really,
      statedAt,
    })
  })

  it('happened at the time of the workspace that it states without a clock of its own', () => {
    const statedAt = new Date(there.getTime() - 2 * DAY)
    expect(timed(eventOf({ statedAt }))).toMatchObject({ occurredAt: statedAt, originalAt: null, skewMs: 0 })
  })

  it('is left as it is where the clock was never moved', () => {
    const event = eventOf({ sentAt: really, statedAt: really })
    expect(withMovedClock(event, 0)).toBe(event)
  })
})
