import type { Condition } from '@polyphon/conditions'
import { profileChanged, segmentEntered, segmentLeft } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conditionSql } from '../src/segments/store/segment-sql.js'
import { ago, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

type Event = Readonly<Record<string, unknown>> & { readonly type: string }

const put = (key: string, condition: Condition) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })
const collect = async (...batch: readonly Event[]): Promise<void> => {
  const answer = await profile.call('POST /v1/batch', { body: { batch }, key: profile.workspace.publishableKey })
  expect([answer.status, answer.body.rejected ?? []], answer.text).toEqual([200, []])
}
const find = async (type: string, value: string) =>
  (await profile.call(`GET /v1/profiles?identifier=${type}:${value}`)).body.items[0]
const members = async (key: string): Promise<readonly string[]> => {
  const { body } = await profile.call(`GET /v1/segments/${key}/members?limit=500`)
  return body.items.map((member: { profileId: string }) => member.profileId)
}

describe('a segment and what is collected', () => {
  it('is entered in the transaction of the event, and names the event', async () => {
    await put('cologne', { path: 'traits.address.city', op: 'eq', value: 'Köln' })
    const traits = { address: { city: 'Köln' }, email: 'anna@example.test' }
    await collect({ type: 'identify', messageId: 'm-1', userId: 'anna', traits })
    const anna = await find('user_id', 'anna')
    expect(anna.segments).toEqual(['cologne'])
    expect(await members('cologne')).toEqual([anna.id])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === anna.id)
    expect(entered?.data).toMatchObject({ segment: 'cologne', because: 'm-1', until: null })
    const trace = await profile.call('GET /v1/events/m-1/trace')
    expect(trace.body.segmentsEntered).toEqual(['cologne'])
    await collect({ type: 'identify', messageId: 'm-2', userId: 'anna', traits: { address: { city: 'Bonn' } } })
    expect((await find('user_id', 'anna')).segments).toEqual([])
    await profile.waitFor(segmentLeft, 1, ({ data }) => data.profileId === anna.id && data.because === 'm-2')
  })

  it('sees identifiers, and what somebody new has not done', async () => {
    await put('reachable', { path: 'identifiers.email', op: 'exists' })
    await put('never-bought', { not: { did: 'Order Completed' } })
    await collect({ type: 'track', event: 'Visit', anonymousId: 'ben-device' })
    expect((await find('anonymous_id', 'ben-device')).segments).toEqual(['never-bought'])
    await collect(
      { type: 'identify', userId: 'ben', anonymousId: 'ben-device', traits: { email: 'Ben@Example.test' } },
      { type: 'track', event: 'Order Completed', userId: 'ben' },
    )
    expect((await find('user_id', 'ben')).segments).toEqual(['reachable'])
  })

  it('is published once in the snapshot of the person that the event changes', async () => {
    await put('curious', { did: 'Frage gestellt' })
    await collect({ type: 'track', event: 'Frage gestellt', userId: 'cem' })
    const cem = await find('user_id', 'cem')
    const published = await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === cem.id)
    expect(published).toHaveLength(1)
    expect(published[0]?.data).toMatchObject({ revision: 1, segments: expect.arrayContaining(['curious']) })
  })
})

describe('what happened in the same moment', () => {
  const track = (userId: string, event: string, more: Readonly<Record<string, unknown>> = {}): Event => ({
    type: 'track',
    event,
    userId,
    ...more,
  })

  it.each([
    ['without any time', {}],
    ['in the same second', { timestamp: new Date(Math.floor(ago(5_000).getTime() / 1000) * 1000).toISOString() }],
    ['by a clock that is ahead', { timestamp: new Date(NOW.getTime() + 60_000).toISOString() }],
  ])('is in the order of its arrival %s', async (how, times) => {
    const key = `same-${how.replaceAll(/[^a-z]/g, '-')}`
    const [cart, order] = [`Cart ${key}`, `Order ${key}`]
    await put(`${key}-bought`, { sequence: [{ did: cart }, { did: order }], within: 'P1D' })
    await put(`${key}-left`, { sequence: [{ did: cart }, { did: order, absent: true }], within: 'PT1S' })
    await collect(track(`${key}-1`, cart, times), track(`${key}-1`, order, times))
    await collect(track(`${key}-2`, order, times), track(`${key}-2`, cart, times))
    const first = (await find('user_id', `${key}-1`)).segments
    expect(first).toContain(`${key}-bought`)
    expect(first).not.toContain(`${key}-left`)
    expect((await find('user_id', `${key}-2`)).segments).not.toContain(`${key}-bought`)
    const preview = await profile.call('POST /v1/segments/preview', {
      body: { condition: { sequence: [{ did: cart }, { did: order }], within: 'P1D' } },
    })
    expect(preview.body.count).toBe(1)
  })

  it('keeps the value that arrived last, and the order of the timeline page by page', async () => {
    const timestamp = ago(60_000).toISOString()
    const names = Array.from({ length: 25 }, (_, index) => `Schritt ${index}`)
    await collect(...names.map((name) => track('emil', name, { timestamp })))
    const emil = await find('user_id', 'emil')
    const seen: string[] = []
    for (let query = ''; ; ) {
      const { body } = await profile.call(`GET /v1/profiles/${emil.id}/timeline?kind=interaction&limit=7${query}`)
      seen.push(...body.items.map((item: { data: { name: string } }) => item.data.name))
      if (body.nextCursor === null) break
      query = `&cursor=${body.nextCursor}`
    }
    expect(seen).toEqual(names.toReversed())
    const identifyWith = (plan: string): Event => ({ type: 'identify', userId: 'emil', timestamp, traits: { plan } })
    await collect(identifyWith('frei'), identifyWith('plus'))
    expect((await find('user_id', 'emil')).traits.plan).toBe('plus')
  })
})

describe('people who turn out to be one', () => {
  it('are judged by what both did, and stay where one of them was', async () => {
    await put('thrice', { did: 'Klick', atLeast: 3 })
    await put('clicked', { did: 'Klick' })
    const click = (anonymousId: string): Event => ({ type: 'track', event: 'Klick', anonymousId })
    await collect(click('dora-phone'), click('dora-phone'))
    await collect(click('dora-laptop'))
    const before = [await find('anonymous_id', 'dora-phone'), await find('anonymous_id', 'dora-laptop')]
    await collect(
      { type: 'identify', messageId: 'dora-1', userId: 'dora', anonymousId: 'dora-phone' },
      { type: 'identify', messageId: 'dora-2', userId: 'dora', anonymousId: 'dora-laptop' },
    )
    const dora = await find('user_id', 'dora')
    expect(dora.segments).toEqual(expect.arrayContaining(['clicked', 'thrice']))
    const ids = before.map(({ id }: { id: string }) => id)
    expect((await members('clicked')).filter((id) => ids.includes(id))).toEqual([dora.id])
    const entered = await profile.waitFor(segmentEntered, 1, ({ data }) => data.segment === 'thrice')
    expect(entered.map(({ data }) => data.profileId)).toEqual([dora.id])
    // Both were published as entered before they were one; nobody enters again or leaves by being merged.
    const moved = profile.published(segmentEntered).filter(({ data }) => data.segment === 'clicked')
    expect(moved.map(({ data }) => data.profileId).toSorted()).toEqual(ids.toSorted())
    expect(profile.published(segmentLeft).filter(({ data }) => data.segment === 'clicked')).toEqual([])
  })

  it('leave by time under the id that they have then', async () => {
    await put('lately', { did: 'Anruf', within: 'PT1H' })
    const call = (anonymousId: string, ms: number): Event => ({
      type: 'track',
      event: 'Anruf',
      anonymousId,
      timestamp: ago(ms).toISOString(),
    })
    await collect(call('emil-a', 3_000), call('emil-b', 1_000))
    await collect(
      { type: 'identify', userId: 'emil', anonymousId: 'emil-a' },
      { type: 'identify', userId: 'emil', anonymousId: 'emil-b' },
    )
    const emil = await find('user_id', 'emil')
    await profile.advanceTo(new Date(NOW.getTime() + 3_598_999))
    expect(await members('lately')).toEqual([emil.id])
    await profile.advanceTo(new Date(NOW.getTime() + 3_599_000))
    expect(await members('lately')).toEqual([])
    expect((await find('user_id', 'emil')).segments).not.toContain('lately')
    const left = await profile.waitFor(segmentLeft, 1, ({ data }) => data.segment === 'lately')
    expect(left.map(({ data }) => data.profileId)).toEqual([emil.id])
    await profile.advanceTo(NOW)
  })
})

describe('membership after random traffic with merges', () => {
  const CONDITIONS: Readonly<Record<string, Condition>> = {
    'r-plus': { path: 'traits.plan', op: 'in', value: ['plus', 'größer'] },
    'r-often': { did: 'Order', atLeast: 3, within: 'PT3H' },
    'r-quiet': { not: { did: 'Order', within: 'PT1H' } },
    'r-known': { path: 'identifiers.user_id', op: 'exists' },
    'r-forgot': { sequence: [{ did: 'Cart' }, { did: 'Order', absent: true }], within: 'PT40M' },
    'r-mix': { any: [{ all: [{ segment: 'r-plus' }, { segment: 'r-quiet' }] }, { segment: 'r-often' }] },
  }

  it('is what a look at everything from scratch comes to', async () => {
    let state = 7
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 4_294_967_296) * below)
    }
    const pick = <Item>(items: readonly Item[]): Item | undefined => items[random(items.length)]
    for (const [key, condition] of Object.entries(CONDITIONS)) expect((await put(key, condition)).status).toBe(201)
    let moment = NOW.getTime()
    let merges = 0
    for (let round = 0; round < 40; round += 1) {
      moment += random(1_200_000)
      await profile.advanceTo(new Date(moment))
      const batch = Array.from({ length: 1 + random(6) }, (): Event => {
        const anonymousId = `device-${random(40)}`
        const timestamp = new Date(moment - random(2) * random(7_200_000)).toISOString()
        if (random(4) > 0) return { type: 'track', event: pick(['Order', 'Cart', 'Visit']), anonymousId, timestamp }
        const traits = { plan: pick(['plus', 'basic', 'größer']) }
        return { type: 'identify', anonymousId, userId: `user-${random(12)}`, traits, timestamp }
      })
      await collect(...batch)
      if (round % 8 !== 7) continue
      const scratch = await fromScratch()
      merges = scratch.merges
      for (const [key, expected] of Object.entries(scratch.members)) expect(await members(key), key).toEqual(expected)
      expect(scratch.stale).toBe(0)
    }
    expect(merges).toBeGreaterThan(10)
  })

  async function fromScratch() {
    return profile.deps.db.transact(profile.workspace.id, async (tx) => {
      const found: Record<string, readonly string[]> = {}
      for (const [key, condition] of Object.entries(CONDITIONS)) {
        const { text, values } = conditionSql(condition)
        const { rows } = await tx.query<{ profile_id: string }>(
          `select p.profile_id from profile p where p.workspace_id = $1 and $2::timestamptz is not null and ${text}
            order by p.profile_id`,
          [tx.workspaceId, tx.now, ...values],
        )
        found[key] = rows.map((row) => row.profile_id)
      }
      const merged = await tx.query<{ count: string }>(
        'select count(*) as count from profile_alias where workspace_id = $1',
        [tx.workspaceId],
      )
      // What the profile says and who is a member must be one and the same.
      const stale = await tx.query(
        `select p.profile_id from profile p where p.workspace_id = $1 and p.segments is distinct from array(
           select m.segment from segment_member m where m.workspace_id = $1 and m.profile_id = p.profile_id
            order by m.segment collate "C")`,
        [tx.workspaceId],
      )
      return { members: found, merges: Number(merged.rows[0]?.count), stale: stale.rows.length }
    })
  }
})
