import { describe, expect, it } from 'vitest'
import { type Decided, refoldPermissions } from './refold-permissions.js'

const day = (at: number): Date => new Date(Date.UTC(2026, 0, at))
const decided = (state: Decided['state'], at: number, more: Partial<Decided> = {}): Decided => ({
  channel: 'email',
  topic: 'news',
  state,
  occurredAt: day(at),
  entryId: `${at}-${state}`,
  givenFor: 'anna',
  source: 'api',
  recordedAt: day(at),
  ...more,
})
const states = (...records: readonly Decided[]): readonly string[] =>
  refoldPermissions(records).map(({ channel, topic, state }) => `${channel} ${topic} ${state}`)

describe('what the records of somebody come to', () => {
  it('is what was decided last, by its own time, of each channel and topic', () => {
    expect(states()).toEqual([])
    expect(states(decided('granted', 1), decided('withdrawn', 2), decided('granted', 3))).toEqual([
      'email news granted',
    ])
    expect(states(decided('withdrawn', 3), decided('granted', 2, { recordedAt: day(4) }))).toEqual([
      'email news withdrawn',
    ])
    expect(
      states(
        decided('granted', 1),
        decided('denied', 2, { topic: 'orders' }),
        decided('denied', 2, { channel: 'sms' }),
      ),
    ).toEqual(['email news granted', 'email orders denied', 'sms news denied'])
  })

  it('is a no of whoever has unsubscribed, whatever was dated ahead', () => {
    const ahead = decided('granted', 9, { recordedAt: day(1) })
    expect(states(ahead, decided('withdrawn', 2, { source: 'unsubscribe' }))).toEqual(['email news withdrawn'])
  })

  it('is the most restrictive of what people had decided who are one still', () => {
    const karla = { givenFor: 'karla' }
    expect(states(decided('withdrawn', 1), decided('granted', 5, karla))).toEqual(['email news withdrawn'])
    expect(states(decided('granted', 1), decided('granted', 5, karla))).toEqual(['email news granted'])
  })
})
