import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

const SEED = Number(process.env['POLYPHON_SIM_SEED'] ?? 17)
const STEPS = 160
const HOUR = 3_600_000

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

// What SQL says of the interactions as they lie there, by the person that they belong to now.
const BRUTE = `
  with mine as (
    select coalesce(a.canonical_id, i.profile_id) as id, i.occurred_at as at, i.message_id,
           nullif((i.doc -> 'properties' -> 'x')::jsonb, 'null') as x
      from interaction i
      left join profile_alias a on a.workspace_id = i.workspace_id and a.old_id = i.profile_id
     where i.workspace_id = $1 and i.name = 'Zufall' and i.kind = 'track' and i.occurred_at <= $2),
  numbers as (select id, at, (x #>> '{}')::numeric as n from mine where jsonb_typeof(x) = 'number')
  select p.profile_id,
    (select nullif(count(*), 0)::int from mine where id = p.profile_id) as r_count,
    (select nullif(count(*), 0)::int from mine where id = p.profile_id and at > $2::timestamptz - interval '48 hours') as r_window,
    (select nullif(count(*), 0)::int from mine where id = p.profile_id
        and at >= date_trunc('day', $2::timestamptz at time zone $3) at time zone $3) as r_day,
    (select nullif(count(*), 0)::int from mine where id = p.profile_id
        and at >= date_trunc('week', $2::timestamptz at time zone $3) at time zone $3) as r_frequency,
    (select floor(extract(epoch from $2::timestamptz - max(at)) / 86400)::int from mine where id = p.profile_id) as r_recency,
    (select sum(n)::float8 from numbers where id = p.profile_id) as r_sum,
    (select sum(n)::float8 from numbers where id = p.profile_id and at > $2::timestamptz - interval '72 hours') as r_monetary,
    (select sum(n)::float8 / count(*) from numbers where id = p.profile_id) as r_avg,
    (select min(n)::float8 from numbers where id = p.profile_id and at > $2::timestamptz - interval '24 hours') as r_min,
    (select max(n)::float8 from numbers where id = p.profile_id) as r_max,
    (select x from mine where id = p.profile_id and x is not null
      order by at, message_id collate "C" limit 1) as r_first,
    (select x from mine where id = p.profile_id and x is not null and at > $2::timestamptz - interval '36 hours'
      order by at desc, message_id collate "C" desc limit 1) as r_last,
    (select x from mine where id = p.profile_id and x is not null
      group by x order by count(*) desc, x::text collate "C" limit 1) as r_often,
    (select jsonb_agg(x order by x::text collate "C") from (
       select distinct x from mine where id = p.profile_id and x is not null) different) as r_list
    from profile p where p.workspace_id = $1 order by p.profile_id`

const TRAITS = {
  r_count: { compute: 'count' },
  r_window: { compute: 'count', within: 'P2D' },
  r_day: { compute: 'count', calendar: 'day' },
  r_frequency: { compute: 'frequency', calendar: 'week' },
  r_recency: { compute: 'recency' },
  r_sum: { compute: 'sum', property: 'x' },
  r_monetary: { compute: 'monetary', property: 'x', within: 'P3D' },
  r_avg: { compute: 'avg', property: 'x' },
  r_min: { compute: 'min', property: 'x', within: 'P1D' },
  r_max: { compute: 'max', property: 'x' },
  r_first: { compute: 'first', property: 'x' },
  r_last: { compute: 'last', property: 'x', within: 'PT36H' },
  r_often: { compute: 'most_frequent', property: 'x' },
  r_list: { compute: 'unique_list', property: 'x' },
}
/** Published behind everything, so that the back-fill works them out. */
const LATE: ReadonlySet<string> = new Set(['r_list', 'r_avg'])

const put = async (key: string): Promise<void> => {
  const body = { name: key, event: 'Zufall', ...TRAITS[key as keyof typeof TRAITS] }
  const answer = await profile.call(`PUT /v1/computed-traits/${key}`, { body })
  expect(answer.status, answer.text).toBe(201)
}

const user = (who: number) => ({ userId: `z-${who}` })
const device = (who: number) => ({ anonymousId: `g-${who}` })

/** Half of them is known by a user id, half by a device, which may turn out to be one of the former. */
const did = fc.record({
  who: fc.nat(9),
  hours: fc.oneof(fc.nat(80), fc.constantFrom(24, 36, 48, 72)),
  x: fc.oneof(
    fc.integer({ min: -999, max: 999 }).map((cents) => cents / 100),
    fc.constantFrom('a', 'b', 'Größe', '12', true, null, 1e21),
  ),
  // So few that many are sent again.
  id: fc.nat(400),
})
const steps = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: did },
    { weight: 2, arbitrary: fc.record({ alias: fc.nat(9), to: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ split: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 30 }) }) },
  ),
  { minLength: STEPS, maxLength: STEPS },
)

const send = async (event: object): Promise<void> => {
  const answer = await profile.call('POST /v1/batch', { body: { batch: [event] } })
  expect(answer.status, answer.text).toBe(200)
}

/** Takes a device from whoever it is of; answers whether there was anything to split. */
async function split(who: number): Promise<boolean> {
  const [found] = (await profile.call(`GET /v1/profiles?identifier=anonymous_id:g-${who}`)).body.items
  if (found === undefined) return false
  const answer = await profile.call(`POST /v1/profiles/${found.id}/split`, {
    body: { identifiers: [{ type: 'anonymous_id', value: `g-${who}` }], reason: 'somebody else’s' },
  })
  expect([200, 422], answer.text).toContain(answer.status)
  return answer.status === 200
}

async function differences(now: Date): Promise<{ readonly differing: readonly unknown[]; readonly people: number }> {
  const zone = (await profile.call('GET /v1/workspace')).body.timeZone
  return profile.deps.db.transact(profile.workspace.id, async (tx) => {
    const { rows: wanted } = await tx.query<Record<string, unknown>>(BRUTE, [tx.workspaceId, now, zone])
    const { rows: stored } = await tx.query<{ profile_id: string; computed: Record<string, unknown> }>(
      'select profile_id, computed from profile where workspace_id = $1',
      [tx.workspaceId],
    )
    const byId = new Map(stored.map((row) => [row.profile_id, row.computed]))
    const differing = wanted.flatMap(({ profile_id: id, ...values }) =>
      Object.entries(values).flatMap(([key, value]) => {
        const found = byId.get(String(id))?.[key] ?? null
        return JSON.stringify(found) === JSON.stringify(value) ? [] : [{ id, key, found, wanted: value }]
      }),
    )
    return { differing, people: wanted.filter(({ r_count: count }) => count !== null).length }
  })
}

it('differs nowhere from SQL, whatever comes late, twice, of several who are one or two, or with time alone', async () => {
  for (const key of Object.keys(TRAITS)) if (!LATE.has(key)) await put(key)
  let now = NOW
  let splits = 0
  const [taken = []] = fc.sample(steps, { numRuns: 1, seed: SEED })
  for (const step of taken) {
    if ('pass' in step) {
      now = new Date(now.getTime() + step.pass * HOUR)
      await profile.advanceTo(now)
    } else if ('alias' in step) {
      await send({ type: 'identify', ...user(step.to), ...device(step.alias), timestamp: now.toISOString() })
    } else if ('split' in step) {
      splits += (await split(step.split)) ? 1 : 0
    } else {
      const { who, hours, x, id } = step
      const timestamp = new Date(now.getTime() - hours * HOUR).toISOString()
      const properties = { x }
      const of = who % 2 === 0 ? user(who) : device(who)
      await send({ type: 'track', event: 'Zufall', ...of, messageId: `z-${id}`, timestamp, properties })
    }
  }
  for (const key of LATE) await put(key)
  const before = await differences(now)
  expect(before.differing, `seed ${SEED}`).toEqual([])
  expect([before.people > 3, splits > 0]).toEqual([true, true])
  now = new Date(now.getTime() + 40 * HOUR)
  await profile.advanceTo(now)
  expect((await differences(now)).differing, `seed ${SEED}, once only time has passed`).toEqual([])
})
