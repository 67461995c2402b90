import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const condition = (atLeast: number) => ({
  any: [
    { did: 'Klick', atLeast },
    { path: 'traits.vip', op: 'eq', value: true },
  ],
})

describe('publishing and collecting at the same moment', () => {
  it('leaves everybody where the last version puts them, and publishes each step once', async () => {
    const key = profile.workspace.publishableKey
    const collect = (round: number) => {
      const batch = Array.from({ length: 12 }, (_, n) => {
        const userId = `user-${(round * 5 + n) % 30}`
        return n % 4 === 0
          ? { type: 'identify', userId, anonymousId: `device-${(round + n) % 20}`, traits: { vip: round % 3 === 0 } }
          : { type: 'track', event: 'Klick', userId }
      })
      return profile.call('POST /v1/batch', { body: { batch }, key })
    }
    const publish = (atLeast: number, segment: string) =>
      profile.call(`PUT /v1/segments/${segment}`, { body: { name: `${atLeast}`, condition: condition(atLeast) } })
    const referring = { name: 'b', condition: { segment: 'a', member: false } }
    await profile.call('PUT /v1/segments/b', { body: referring })
    for (let wave = 0; wave < 6; wave += 1) {
      const work = Array.from({ length: 12 }, (_, n) => collect(wave * 12 + n))
      const answers = await Promise.all([...work, publish(wave + 2, 'a'), publish(9 - wave, 'c')])
      expect(new Set(answers.map(({ status }) => status < 300))).toEqual(new Set([true]))
    }
    const inSegment = async (segment: string): Promise<number> =>
      (await profile.call(`GET /v1/segments/${segment}/members?limit=500`)).body.items.length
    const counted = async (wanted: unknown): Promise<{ count: number; total: number }> =>
      (await profile.call('POST /v1/segments/preview', { body: { condition: wanted } })).body
    const { count, total } = await counted(condition(7))
    expect([await inSegment('a'), await inSegment('b')]).toEqual([count, total - count])
    expect(await inSegment('c')).toBe((await counted(condition(4))).count)
    await expectStepsToAlternate()
  })

  // Somebody who enters twice without leaving, or leaves twice, was published wrongly.
  async function expectStepsToAlternate(): Promise<void> {
    const outbox = async (): Promise<number> =>
      profile.deps.db.transact(null, async (tx) => (await tx.query('select from outbox')).rows.length)
    while ((await outbox()) > 0) await new Promise((resolve) => setImmediate(resolve))
    const members = new Map<string, number>()
    for (const { data } of profile.published(segmentEntered)) {
      const step = `${data.segment} ${data.profileId}`
      members.set(step, (members.get(step) ?? 0) + 1)
    }
    for (const { data } of profile.published(segmentLeft)) {
      const step = `${data.segment} ${data.profileId}`
      members.set(step, (members.get(step) ?? 0) - 1)
    }
    expect([...members.values()].filter((open) => open !== 0 && open !== 1)).toEqual([])
  }
})
