import { interactionRecorded } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TimedEvent } from '../src/people/domain/timed-event.js'
import { timeEvent } from '../src/tracking/domain/interaction.js'
import { readEvent } from '../src/tracking/domain/tracking.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const eventOf = (messageId: string, changes: Partial<TimedEvent> = {}): TimedEvent => {
  const call = { event: 'Kauf', userId: 'anna', messageId }
  const read = readEvent(
    call,
    'track',
    { context: {}, integrations: {}, sentAt: null, timestamp: null, warnings: [] },
    'none',
  )
  if (!read.ok) throw new Error(read.refusal.detail)
  return { ...timeEvent(read.event, new Date()), ...changes }
}

describe('a transaction with one event that cannot be stored', () => {
  it('is taken apart, so that only this event is refused', async () => {
    const { collector } = profile.deps.tools
    // The routes refuse such a character; here it stands for whatever they do not foresee.
    const wrong = eventOf('wrong', { properties: { text: 'a\0b' } })
    const [mixed, neighbours] = await Promise.all([
      collector.collect(profile.workspace.id, [eventOf('one'), wrong, eventOf('two')]),
      collector.collect(profile.workspace.id, [eventOf('three'), eventOf('four')]),
    ])
    expect(mixed.map(({ outcome }) => outcome)).toEqual(['applied', 'refused', 'applied'])
    expect(neighbours.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    const published = await profile.waitFor(interactionRecorded, 4)
    expect(published.map(({ data }) => data.messageId).toSorted()).toEqual(['four', 'one', 'three', 'two'])
    expect((await profile.call('GET /v1/events/wrong/trace')).status).toBe(404)
  })
})

describe('more events than can be applied in time', () => {
  it('are turned away with 429 and a second to wait', async () => {
    const many = Array.from({ length: 20_001 }, (_, n) => eventOf(`many-${n}`))
    await expect(profile.deps.tools.collector.collect(profile.workspace.id, many)).rejects.toMatchObject({
      kind: 'limited',
      code: 'overloaded',
      retryAfterSeconds: 1,
    })
  })
})

describe('a long batch', () => {
  it('keeps the order of a person’s events across its transactions', async () => {
    const long = Array.from({ length: 1_300 }, (_, n) =>
      eventOf(`long-${n}`, { identifiers: [{ type: 'user_id', value: 'ben' }] }),
    )
    await profile.deps.tools.collector.collect(profile.workspace.id, long)
    const published = await profile.waitFor(interactionRecorded, long.length, ({ data }) =>
      data.messageId.startsWith('long-'),
    )
    expect(published.map(({ data }) => data.messageId)).toEqual(long.map(({ messageId }) => messageId))
  })
})
