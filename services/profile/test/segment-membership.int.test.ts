import { type Condition, evaluate } from '@polyphon/conditions'
import { profileChanged, segmentEntered, segmentLeft } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conditionSql } from '../src/segments/store/segment-sql.js'
import { addInteraction, addPerson, ago, DAY, did, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const put = (key: string, condition: Condition) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })
const members = async (key: string): Promise<readonly string[]> => {
  const { body } = await profile.call(`GET /v1/segments/${key}/members?limit=500`)
  return body.items.map((member: { profileId: string }) => member.profileId)
}
const after = (ms: number): Date => new Date(NOW.getTime() + ms)

describe('time alone', () => {
  it('takes a person out of a segment to the millisecond, and publishes it', async () => {
    await put('recent', { did: 'Besuch', within: 'PT1H' })
    const anna = await addPerson(profile)
    await did(profile, anna, { name: 'Besuch', at: ago(1_000) })
    const end = after(3_599_000)
    await profile.advanceTo(new Date(end.getTime() - 1))
    expect(await members('recent')).toEqual([anna])
    await profile.advanceTo(end)
    expect(await members('recent')).toEqual([])
    const [left] = await profile.waitFor(segmentLeft, 1, ({ data }) => data.profileId === anna)
    expect(left?.data).toMatchObject({ segment: 'recent', because: 'time', occurredAt: end.toISOString() })
    const changes = await profile.waitFor(profileChanged, 2, ({ data }) => data.profileId === anna)
    expect(changes.at(-1)?.data).toMatchObject({ segments: [], because: 'time', revision: 3 })
    await profile.advanceTo(NOW)
  })

  it('brings a person in when something has not happened, unless it has', async () => {
    const sequence = [{ did: 'Cart' }, { did: 'Order', absent: true }]
    await put('abandoned', { sequence, within: 'PT30M' })
    const [ben, cem] = [await addPerson(profile), await addPerson(profile)]
    await did(profile, ben, { name: 'Cart' })
    await did(profile, cem, { name: 'Cart' })
    await profile.advanceTo(after(60_000))
    await did(profile, cem, { name: 'Order' })
    await profile.advanceTo(after(1_799_999))
    expect(await members('abandoned')).toEqual([])
    await profile.advanceTo(after(1_800_000))
    expect(await members('abandoned')).toEqual([ben])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.segment === 'abandoned')
    expect(entered?.data).toMatchObject({ profileId: ben, because: 'time' })
    await profile.advanceTo(NOW)
  })

  it('moves people through segments that refer to the one that has ended', async () => {
    await put('awake', { did: 'Visit', within: 'PT1M' })
    await put('asleep', { all: [{ did: 'Visit' }, { segment: 'awake', member: false }] })
    const dora = await addPerson(profile)
    await did(profile, dora, { name: 'Visit' })
    expect(await members('asleep')).toEqual([])
    await profile.advanceTo(after(60_000))
    expect(await members('asleep')).toEqual([dora])
    await profile.advanceTo(NOW)
  })

  it('is set for everybody by a back-fill too', async () => {
    const [emil, fritz] = [await addPerson(profile), await addPerson(profile)]
    await did(profile, emil, { name: 'Call', at: ago(DAY - 5_000) })
    await did(profile, fritz, { name: 'Call', at: ago(DAY + 5_000) })
    await put('called', { did: 'Call', within: 'P1D' })
    await put('not-called', { not: { did: 'Call', within: 'P1D' } })
    expect(await members('called')).toEqual([emil])
    expect(await members('not-called')).not.toContain(emil)
    await profile.advanceTo(after(5_000))
    expect(await members('called')).toEqual([])
    expect(await members('not-called')).toContain(emil)
    await profile.advanceTo(NOW)
  })
})

describe('publishing a segment while people come and go', () => {
  it('misses nobody, however many there are', async () => {
    const { id, secretKey } = await profile.newWorkspace()
    await profile.deps.db.transact(id, (tx) =>
      tx.query(
        `insert into profile (workspace_id, profile_id, revision, traits, trait_times, observed, created_at, updated_at)
         select $1, gen_random_uuid(), 1, json_build_object('n', n), '{}', '{}', $2, $2 from generate_series(1, 2400) n returning 1`,
        [id, NOW],
      ),
    )
    const condition = { path: 'traits.n', op: 'lte', value: 2_000 } as const
    const body = { name: 'Viele', condition }
    const publishing = profile.call('PUT /v1/segments/many', { body, key: secretKey })
    const newcomers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => addPerson(profile, { workspaceId: id, traits: { n } })),
    )
    expect((await publishing).body.status).toBe('sorting')
    await eventually(async () => {
      const { body: segment } = await profile.call('GET /v1/segments/many', { key: secretKey })
      expect(segment.status).toBe('ready')
    })
    const preview = await profile.call('POST /v1/segments/preview', { body: { condition }, key: secretKey })
    expect(preview.body).toEqual({ count: 2_020, total: 2_420 })
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`
      const page = await profile.call(`GET /v1/segments/many/members?limit=500${suffix}`, { key: secretKey })
      seen.push(...page.body.items.map((member: { profileId: string }) => member.profileId))
      cursor = page.body.nextCursor
    }
    expect(seen).toHaveLength(2_020)
    expect(new Set(seen).size).toBe(2_020)
    expect(newcomers.filter((newcomer) => !seen.includes(newcomer))).toEqual([])
  })
})

// A random number generator with a seed, so that a failure can be repeated.
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const CONDITIONS: Readonly<Record<string, Condition>> = {
  once: { did: 'Größe gewählt' },
  often: { did: 'Order', atLeast: 3, within: 'PT2H' },
  dear: { did: 'Order', where: { path: 'event.properties.total', op: 'gte', value: 50 }, within: 'PT1H' },
  plus: { path: 'traits.plan', op: 'eq', value: 'plus' },
  silent: { not: { did: 'Order', within: 'PT30M' } },
  forgot: { sequence: [{ did: 'Cart' }, { did: 'Order', absent: true }], within: 'PT20M' },
  funnel: { sequence: [{ did: 'Visit' }, { did: 'Cart' }, { did: 'Order' }], within: 'PT1H' },
  fans: { all: [{ segment: 'plus' }, { segment: 'often' }] },
  rest: { not: { any: [{ segment: 'fans' }, { segment: 'silent' }, { segment: 'forgot' }] } },
}
const NAMES = ['Order', 'Cart', 'Visit', 'Größe gewählt'] as const

describe('membership after random events', () => {
  it('is what a look at everything from scratch comes to, by SQL and by evaluation', async () => {
    const random = numbers(20_261_122)
    const people = await Promise.all(
      Array.from({ length: 25 }, (_, n) => addPerson(profile, { traits: { plan: n % 3 === 0 ? 'plus' : 'basic' } })),
    )
    for (const [key, condition] of Object.entries(CONDITIONS)) expect((await put(key, condition)).status).toBe(201)
    let moment = NOW.getTime()
    let changes = 0
    for (let round = 0; round < 60; round += 1) {
      moment += random(600_000)
      await profile.advanceTo(new Date(moment))
      for (let count = 0; count < 4; count += 1) {
        const profileId = people[random(people.length)] ?? ''
        const name = NAMES[random(NAMES.length)] ?? 'Order'
        const at = new Date(moment - random(2) * random(3_600_000))
        await did(profile, profileId, { name, at, properties: { total: random(100) } })
      }
      if (round % 10 === 9) changes += await compareWithScratch()
    }
    // Segments that are always empty or full would prove nothing.
    expect(changes).toBeGreaterThan(200)
    await profile.advanceTo(NOW)
  })

  async function compareWithScratch(): Promise<number> {
    let count = 0
    const scratch = await profile.deps.db.transact(profile.workspace.id, async (tx) => {
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
      return found
    })
    for (const [key, expected] of Object.entries(scratch)) {
      expect(await members(key), key).toEqual(expected)
      count += expected.length
    }
    await compareWithEvaluation()
    return count
  }

  async function compareWithEvaluation(): Promise<void> {
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      const { rows } = await tx.query<{ profile_id: string; traits: Record<string, unknown>; segments: string[] }>(
        'select profile_id, traits, segments from profile where workspace_id = $1',
        [tx.workspaceId],
      )
      const history = await tx.query<{
        profile_id: string
        name: string
        at: Date
        properties: Record<string, unknown>
      }>(
        `select profile_id, name, occurred_at as at, doc -> 'properties' as properties from interaction where workspace_id = $1
          order by occurred_at desc`,
        [tx.workspaceId],
      )
      for (const row of rows) {
        const historyOfPerson = history.rows.filter((occurrence) => occurrence.profile_id === row.profile_id)
        const facts = {
          traits: row.traits,
          identifiers: {},
          segments: row.segments,
          occurrences: (name: string) => historyOfPerson.filter((occurrence) => occurrence.name === name),
        }
        for (const [key, condition] of Object.entries(CONDITIONS))
          expect(row.segments.includes(key), `${key} of ${row.profile_id}`).toBe(
            evaluate(condition, facts, tx.now).holds,
          )
      }
    })
  }

  it('counts what absorbed ids did', async () => {
    await put('thrice', { did: 'Klick', atLeast: 3 })
    const [survivor, absorbed] = [await addPerson(profile), '01930f6e-0c00-7a10-8f00-3f6c1d2b4aff']
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      await tx.query(
        'insert into profile_alias (workspace_id, old_id, canonical_id, merged_at) values ($1, $2, $3, $4)',
        [tx.workspaceId, absorbed, survivor, tx.now],
      )
      await addInteraction(tx, absorbed, { name: 'Klick' })
      await addInteraction(tx, absorbed, { name: 'Klick' })
    })
    await did(profile, survivor, { name: 'Klick' })
    expect(await members('thrice')).toEqual([survivor])
  })
})
