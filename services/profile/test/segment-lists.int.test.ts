import { randomUUID } from 'node:crypto'
import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const person = async (name: string) => {
  const user = fresh(name)
  const { body } = await profile.call(`PUT /v1/profiles/by/user_id/${user}`, { body: { traits: { name } } })
  return { user, id: String(body.id) }
}
const putSegment = async (key: string, condition: object, more: object = {}) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition, ...more } })
const putList = async (name: string, more: object = {}): Promise<string> => {
  const key = fresh(name)
  const answer = await putSegment(key, { listed: key }, more)
  expect(answer.status, answer.text).toBe(201)
  return key
}
const add = (key: string, id: string) => profile.call(`PUT /v1/segments/${key}/members/${id}`)
const remove = (key: string, id: string) => profile.call(`DELETE /v1/segments/${key}/members/${id}`)
const segmentsOf = async (id: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/profiles/${id}`)).body.segments
const membersOf = async (key: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/segments/${key}/members`)).body.items.map(
    (item: { profileId: string }) => item.profileId,
  )
const why = async (id: string, key: string) => (await profile.call(`GET /v1/profiles/${id}/segments/${key}/why`)).body

async function importMembers(content: string, type = 'application/x-ndjson') {
  const headers = { 'content-type': type, 'idempotency-key': randomUUID() }
  const started = await profile.call('POST /v1/imports?kind=segment_members', { headers, body: content })
  const { jobId } = started.body
  expect(jobId, started.text).toBeTypeOf('string')
  await eventually(async () => expect((await profile.call(`GET /v1/jobs/${jobId}`)).body.state).toBe('succeeded'))
  const { items } = (await profile.call(`GET /v1/imports/${jobId}/rows?limit=500`)).body
  return { jobId: String(jobId), items }
}

describe('the list of a segment', () => {
  it('has whom somebody puts there, until they are taken from it', async () => {
    const [key, anna] = [await putList('gala'), await person('anna')]
    expect((await add(key, anna.id)).status).toBe(204)
    expect((await add(key, anna.id)).status).toBe(204)
    expect([await segmentsOf(anna.id), await membersOf(key)]).toEqual([[key], [anna.id]])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.segment === key)
    expect(entered?.data).toMatchObject({ profileId: anna.id, because: expect.stringMatching(/^list:/) })
    expect(await why(anna.id, key)).toMatchObject({
      holds: true,
      leaves: [{ because: expect.stringMatching(new RegExp(`^is on the list of ${key}, by list:`)) }],
    })
    expect((await remove(key, anna.id)).status).toBe(204)
    expect((await remove(key, anna.id)).status).toBe(204)
    expect([await segmentsOf(anna.id), await membersOf(key)]).toEqual([[], []])
    await profile.waitFor(segmentLeft, 1, ({ data }) => data.segment === key)
    expect((await why(anna.id, key)).leaves).toMatchObject([{ because: `is not on the list of ${key}` }])
  })

  it('is imported, row by row', async () => {
    const [key, ben, cem] = [await putList('import'), await person('ben'), await person('cem')]
    const rows = [
      { segment: key, profileId: ben.id },
      { segment: key, identifier: { type: 'user_id', value: 'nobody' } },
      { segment: key, identifier: { type: 'user_id', value: cem.user } },
      { segment: 'no-such', profileId: ben.id },
      { segment: key, profileId: ben.id },
      { segment: key },
    ]
    const { jobId, items } = await importMembers(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    expect((await membersOf(key)).toSorted()).toEqual([ben.id, cem.id].toSorted())
    const faults = items.flatMap((item: { faults?: { pointer: string; code: string }[] }) =>
      (item.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
    )
    expect(faults).toEqual([
      '/identifier profile_unknown',
      '/segment segment_unknown',
      '/profileId person_not_named',
      '/identifier person_not_named',
    ])
    expect((await why(ben.id, key)).leaves[0].because).toBe(`is on the list of ${key}, by import:${jobId}`)
    await importMembers(
      `segment,identifier.type,identifier.value,listed:boolean\n${key},user_id,${cem.user},false\n`,
      'text/csv',
    )
    expect(await membersOf(key)).toEqual([ben.id])
  })

  it('is looked at by its segment beside other conditions, and by other segments through it', async () => {
    const [key, dora] = [fresh('half'), await person('dora')]
    await putSegment(key, { all: [{ listed: key }, { path: 'traits.plan', op: 'eq', value: 'pro' }] })
    await putSegment(`${key}-not`, {
      all: [
        { segment: key, member: false },
        { path: 'traits.name', op: 'eq', value: 'dora' },
      ],
    })
    expect((await add(key, dora.id)).status).toBe(204)
    expect(await segmentsOf(dora.id)).toEqual([`${key}-not`])
    await profile.call(`PUT /v1/profiles/by/user_id/${dora.user}`, { body: { traits: { plan: 'pro' } } })
    expect(await segmentsOf(dora.id)).toEqual([key])
    // Everybody at once finds the same as one by one.
    const condition = { all: [{ listed: key }, { path: 'traits.plan', op: 'eq', value: 'pro' }] }
    expect((await profile.call('POST /v1/segments/preview', { body: { condition } })).body.count).toBe(1)
    expect((await putSegment(key, { listed: key })).status).toBe(200)
    expect(await membersOf(key)).toEqual([dora.id])
    const archived = await profile.call(`POST /v1/segments/${key}-not/archive`, { body: {} })
    expect(archived.status, archived.text).toBe(200)
  })

  it('is refused where its segment does not look at it, and to other segments', async () => {
    const [key, emil] = [fresh('free'), await person('emil')]
    const refused = async (answer: ReturnType<typeof add>) => [(await answer).status, (await answer).body.code]
    expect(await refused(add(key, emil.id))).toEqual([404, 'segment_unknown'])
    await putSegment(key, { path: 'traits.plan', op: 'exists' })
    expect(await refused(add(key, emil.id))).toEqual([409, 'segment_not_listed'])
    const list = await putList('list')
    expect(await refused(add(list, randomUUID()))).toEqual([404, 'profile_unknown'])
    const foreign = await putSegment(fresh('foreign'), { listed: list })
    expect([foreign.status, foreign.body.errors?.[0]?.code]).toEqual([422, 'list_elsewhere'])
    expect((await profile.call(`POST /v1/segments/${list}/archive`, { body: {} })).status).toBe(200)
    expect(await refused(add(list, emil.id))).toEqual([409, 'segment_archived'])
  })

  it('has nobody in it who does not allow its purpose, or is restricted', async () => {
    const [profiling, service] = [await putList('ads', { purpose: 'profiling' }), await putList('calls')]
    const fritz = await person('fritz')
    for (const key of [profiling, service]) await add(key, fritz.id)
    expect(await segmentsOf(fritz.id)).toEqual([service])
    const restriction = `/v1/privacy/restrictions/${fritz.id}`
    expect((await profile.call(`PUT ${restriction}`, { body: {} })).status).toBeLessThan(300)
    expect(await segmentsOf(fritz.id)).toEqual([])
    expect((await profile.call(`DELETE ${restriction}`)).status).toBeLessThan(300)
    expect(await segmentsOf(fritz.id)).toEqual([service])
  })

  it('is that of both after a merge, and of each what was theirs after a split', async () => {
    const [left, right, since] = [await putList('left'), await putList('right'), await putList('since')]
    const [gabi, hans] = [await person('gabi'), await person('hans')]
    await add(left, gabi.id)
    await add(right, hans.id)
    const merged = await profile.call(`POST /v1/profiles/${gabi.id}/merge`, {
      body: { absorbedId: hans.id, reason: 'one' },
    })
    expect(merged.status, merged.text).toBe(200)
    await add(since, hans.id)
    expect(await segmentsOf(gabi.id)).toEqual([left, right, since].toSorted())
    expect(
      (await profile.call('POST /v1/segments/preview', { body: { condition: { listed: right } } })).body.count,
    ).toBe(1)
    const split = await profile.call(`POST /v1/profiles/${gabi.id}/split`, {
      body: { identifiers: [{ type: 'user_id', value: hans.user }], reason: 'two' },
    })
    expect(split.status, split.text).toBe(200)
    expect(await segmentsOf(gabi.id)).toEqual([left])
    expect(await segmentsOf(hans.id)).toEqual([right, since].toSorted())
  })

  it('forgets whoever is erased, under each id that they had', async () => {
    const [left, right] = [await putList('left'), await putList('right')]
    const [ina, jan] = [await person('ina'), await person('jan')]
    await add(left, ina.id)
    await add(right, jan.id)
    await profile.call(`POST /v1/profiles/${ina.id}/merge`, { body: { absorbedId: jan.id, reason: 'one' } })
    const rows = () =>
      profile.deps.db.transact(profile.workspace.id, async (tx) => {
        const wanted = [tx.workspaceId, [left, right]]
        const { rows: found } = await tx.query<{ segment: string }>(
          'select segment from segment_listing where workspace_id = $1 and segment = any($2) order by segment',
          wanted,
        )
        return found.map(({ segment }) => segment)
      })
    expect(await rows()).toEqual([left, right].toSorted())
    const erased = await profile.call('POST /v1/privacy/erasures', {
      body: { reason: 'Antrag', profileId: ina.id },
      headers: { 'idempotency-key': randomUUID() },
    })
    expect(erased.status, erased.text).toBe(202)
    await eventually(async () => expect(await rows()).toEqual([]))
  })
})
