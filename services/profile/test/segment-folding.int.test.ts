import type { Condition } from '@polyphon/conditions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ago, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

type Event = Readonly<Record<string, unknown>>

const page = (path: string): Condition => ({ path: 'event.properties.path', op: 'eq', value: path })
const SEGMENTS: Readonly<Record<string, Condition>> = {
  thrice: { did: 'Seite', where: page('/größe'), atLeast: 3, within: 'P1D' },
  'of-plus': { did: 'Seite', where: { all: [page('/größe'), { path: 'traits.plan', op: 'eq', value: 'plus' }] } },
  straight: {
    sequence: [
      { did: 'Seite', where: page('/a') },
      { did: 'Hilfe', absent: true },
      { did: 'Seite', where: page('/b') },
    ],
    within: 'PT2H',
  },
  left: { sequence: [{ did: 'Korb' }, { did: 'Kauf', absent: true }], within: 'PT1S' },
  stays: { not: { segment: 'left' } },
}

const collect = async (batch: readonly Event[]): Promise<void> => {
  const answer = await profile.call('POST /v1/batch', { body: { batch } })
  expect([answer.status, answer.body.rejected ?? []], answer.text).toEqual([200, []])
}

/** What the segments say, and what each would say over the whole past. */
async function compare(identifier: string): Promise<string> {
  const found = await profile.call(`GET /v1/profiles?identifier=${identifier}`)
  const { id, segments } = found.body.items[0]
  const holding: string[] = []
  for (const key of Object.keys(SEGMENTS)) {
    const why = await profile.call(`GET /v1/profiles/${id}/segments/${key}/why`)
    expect({ key, holds: segments.includes(key) }).toEqual({ key, holds: why.body.holds })
    if (why.body.holds) holding.push(key)
  }
  return holding.join()
}

describe('somebody with a long past', () => {
  it('is in the segments that the whole of it leads to, whatever comes late, changes or turns out to be theirs', async () => {
    for (const [key, condition] of Object.entries(SEGMENTS))
      expect((await profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })).status).toBe(201)
    let seed = 7
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * below)
    }
    const names = ['Seite', 'Seite', 'Seite', 'Seite', 'Hilfe', 'Korb', 'Kauf']
    const paths = ['/a', '/b', '/größe', '/c', '/d', '/e', '/f', '/g']
    const eventOf = (minutesAgo: number, who: Event): Event => ({
      type: 'track',
      event: names[random(names.length)],
      properties: { path: paths[random(paths.length)] },
      timestamp: ago(minutesAgo * 60_000).toISOString(),
      ...who,
    })
    const anna = { userId: 'anna' }
    const answers = new Set<string>()
    for (let round = 0; round < 16; round += 1) {
      const from = 1_600 - round * 100
      const batch = Array.from({ length: 50 }, (_, index) => eventOf(from - index, anna))
      if (round % 5 === 4) batch.push(eventOf(1_590 - random(200), anna), eventOf(from + 30, anna))
      if (round === 8) batch.push({ type: 'identify', traits: { plan: 'plus' }, ...anna })
      if (round === 10)
        await collect(Array.from({ length: 200 }, (_, index) => eventOf(1_500 - index * 5, { anonymousId: 'a-phone' })))
      if (round === 11) batch.push({ type: 'identify', anonymousId: 'a-phone', ...anna })
      await collect(batch)
      answers.add(await compare('user_id:anna'))
    }
    expect(answers.size).toBeGreaterThan(2)
    const kept = await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query<{ segment: string }>('select distinct segment from segment_progress order by segment'),
    )
    expect(kept.rows.map(({ segment }) => segment)).toEqual(['of-plus', 'straight', 'thrice'])
  })
})
