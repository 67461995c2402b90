import { randomUUID } from 'node:crypto'
import { keyChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
const ids = new Map<string, string>()
let key = ''
const work = new Map<string, string>()
beforeAll(async () => {
  profile = await startProfile(NOW)
  const units = [
    ['firm', { name: 'Wanderschuh' }],
    ['agency', { name: 'Größenberatung', parent: 'firm', organisation: 'Größenberatung GmbH' }],
    ['berlin', { name: 'Berlin', parent: 'agency' }],
  ] as const
  for (const [unit, body] of units) await profile.call(`PUT /v1/units/${unit}`, { body })
  const people = [
    ['ada', 'firm', 'admin'],
    ['jörg', 'firm', 'agent'],
    ['änne', 'agency', 'admin'],
    ['pia', 'berlin', 'admin'],
  ] as const
  for (const [name, unit, role] of people) {
    const staffId = randomUUID()
    ids.set(name, staffId)
    const body = { name, email: `${staffId}@shop.example`, unit, roles: [role] }
    await profile.call(`PUT /v1/staff/${staffId}`, { body })
  }
  for (const [unit] of units) {
    const opened = await profile.call('POST /v1/work', { body: { why: unit, owner: { unit } } })
    work.set(unit, opened.body.workId)
  }
  const bound = { kind: 'secret', unit: 'agency', scopes: ['profile:read', 'profile:write'] }
  key = (await profile.call('POST /v1/keys', { body: bound })).body.secret
})
afterAll(() => profile.close())

const as = async (name: string) => {
  const { body } = await profile.call('POST /v1/staff-tokens', { body: { staffId: ids.get(name) } })
  return { key: body.token as string }
}

const asKey = () => ({ key })

describe('somebody of a partner', () => {
  it.each([
    ['ada', ['ada', 'jörg', 'pia', 'änne']],
    ['änne', ['pia', 'änne']],
    ['pia', ['pia', 'änne']],
  ])('sees no more than the people of the partner, also as an admin: %s', async (name, seen) => {
    const { body } = await profile.call('GET /v1/staff', await as(name))
    expect(body.items.map((each: { name: string }) => each.name).toSorted()).toEqual(seen)
    const { status } = await profile.call(`GET /v1/staff/${ids.get('jörg')}`, await as(name))
    expect(status).toBe(name === 'ada' ? 200 : 404)
  })
})

describe('an admin of a partner', () => {
  const refused = { status: 403, code: 'partner_refused' }
  const asking = async (name: string, operation: Parameters<Profile['call']>[0], body?: object, headers = {}) => {
    const { status, body: answer } = await profile.call(operation, { ...(await as(name)), body, headers })
    return { status, code: answer.code }
  }

  it.each<[Parameters<Profile['call']>[0], object?]>([
    ['POST /v1/routing/resolve', { touchpoint: 'shop' }],
    ['GET /v1/profiles?type=email&value=joerg%40shop.example'],
    ['GET /v1/segments'],
    ['GET /v1/keys'],
    ['POST /v1/keys', { kind: 'secret', scopes: ['staff:impersonate'] }],
    ['PUT /v1/units/nord', { name: 'Nord' }],
    ['PUT /v1/calendars/offen', { timeZone: 'Europe/Berlin', hours: [{ days: [1], from: '09:00', to: '10:00' }] }],
    ['GET /v1/events/poll'],
    ['POST /v1/test-clock', { now: '2027-01-01T00:00:00Z' }],
  ])('does nothing for the whole firm: %s', async (operation, body) => {
    expect(await asking('pia', operation, body)).toEqual(refused)
    expect((await asking('ada', operation, body)).code).not.toBe('partner_refused')
  })

  it('does not put themselves into the firm, nor anybody else', async () => {
    const body = { name: 'Pia', email: 'pia@shop.example', unit: 'firm', roles: ['admin'] }
    for (const name of ['pia', 'jörg']) {
      const staffId = ids.get(name)
      expect(await asking('pia', `PUT /v1/staff/${staffId}`, body)).toEqual(refused)
      // Nor does a key that speaks for them.
      const headers = { 'polyphon-on-behalf-of': ids.get('pia') ?? '' }
      const spoken = await profile.call(`PUT /v1/staff/${staffId}`, { body, headers })
      expect([spoken.status, spoken.body.code]).toEqual([403, 'partner_refused'])
    }
  })

  it('reads the units, which name nobody', async () => {
    expect((await asking('pia', 'GET /v1/units')).status).toBe(200)
  })
})

describe('a person about whom a unit of a partner has open work', () => {
  it('is read by this partner alone, and until it has ended', async () => {
    const [assigned, other] = [await addPerson(profile), await addPerson(profile)]
    const opened = await profile.call('POST /v1/work', {
      body: { why: 'Rückruf', owner: { unit: 'berlin' }, profileId: assigned },
    })
    const [pia, änne, jörg] = [await as('pia'), await as('änne'), await as('jörg')]
    const readers: readonly { readonly key: string }[] = [pia, änne, asKey()]
    const reads = async (profileId: string, caller: { readonly key: string }) => {
      const statuses: number[] = []
      const now = NOW.toISOString()
      for (const what of ['', '/timeline', '/traits/plan/history', `?at=${now}`] as const)
        statuses.push((await profile.call(`GET /v1/profiles/${profileId}${what}`, caller)).status)
      return statuses
    }
    const all = (status: number): readonly number[] => [status, status, status, status]
    for (const caller of readers) {
      expect(await reads(assigned, caller)).toEqual(all(200))
      expect(await reads(other, caller)).toEqual(all(404))
    }
    // The firm's own people read everybody.
    expect(await reads(other, jörg)).toEqual(all(200))
    await profile.call(`POST /v1/work/${opened.body.workId}/complete`)
    for (const caller of readers) expect(await reads(assigned, caller)).toEqual(all(404))
    expect(await reads(assigned, jörg)).toEqual(all(200))
  })
})

describe('a key that is bound to a unit', () => {
  it('reaches what the unit and those below it own, and nothing else', async () => {
    const { body } = await profile.call('GET /v1/work?ended=false', asKey())
    expect(body.items.map(({ why }: { why: string }) => why).toSorted()).toEqual(['agency', 'berlin'])
    expect((await profile.call(`GET /v1/work/${work.get('firm')}`, asKey())).status).toBe(404)
    expect((await profile.call(`POST /v1/work/${work.get('firm')}/complete`, asKey())).status).toBe(404)
    expect((await profile.call(`POST /v1/work/${work.get('berlin')}/acknowledge`, asKey())).status).toBe(200)
    const { items } = (await profile.call('GET /v1/staff', asKey())).body
    expect(items.map(({ name }: { name: string }) => name).toSorted()).toEqual(['pia', 'änne'])
    expect((await profile.call('GET /v1/units', asKey())).status).toBe(200)
  })

  it('hands work to the units of its partner and back to those above it, and knows of no others', async () => {
    await profile.call('PUT /v1/units/rival', {
      body: { name: 'Mitbewerb', parent: 'firm', organisation: 'Andere GmbH' },
    })
    const reassign = (unit: string) =>
      profile.call(`POST /v1/work/${work.get('agency')}/reassign`, { ...asKey(), body: { unit } })
    expect((await reassign('berlin')).status).toBe(200)
    const refused = await reassign('rival')
    expect([refused.status, refused.body.code]).toEqual([422, 'owner_unit_unknown'])
    expect((await reassign('agency')).status).toBe(200)
  })

  it('is refused what is of the whole workspace', async () => {
    const profileId = await addPerson(profile)
    for (const [call, body] of [
      [`GET /v1/profiles/${profileId}/segments/x/why`, undefined],
      ['GET /v1/segments', undefined],
      ['GET /v1/stream', undefined],
      ['GET /v1/events/poll?consumer=x', undefined],
      ['GET /v1/webhooks', undefined],
      ['GET /v1/jobs', undefined],
      ['POST /v1/identify', { userId: 'anna' }],
      ['POST /v1/work', { why: 'x' }],
    ] as const) {
      const answer = await profile.call(call, { ...asKey(), ...(body && { body }) })
      expect([call, answer.status, answer.body.code]).toEqual([call, 403, 'key_of_unit_refused'])
    }
  })

  it('is listed and published with its unit', async () => {
    const { body } = await profile.call('GET /v1/keys')
    expect(body.items.filter(({ unit }: { unit: string | null }) => unit === 'agency')).toHaveLength(1)
    const [published] = await profile.waitFor(keyChanged, 1, ({ data }) => data.unit !== undefined)
    expect(published?.data).toMatchObject({ unit: 'agency' })
  })

  it.each([
    [{ kind: 'secret', unit: 'nirgends' }, 422, 'unit_unknown', '/body/unit'],
    [
      { kind: 'secret', unit: 'agency', scopes: ['profile:read', 'keys:manage'] },
      422,
      'scope_of_workspace',
      '/body/scopes',
    ],
    [{ kind: 'secret', unit: 'agency' }, 422, 'scope_of_workspace', '/body/scopes'],
    [{ kind: 'publishable', unit: 'agency' }, 400, 'input_invalid', '/body/unit'],
  ])('is refused by name: %j', async (body, status, code, pointer) => {
    const scopes = 'scopes' in body || status === 400 || body.unit === 'agency' ? {} : { scopes: ['profile:read'] }
    const answer = await profile.call('POST /v1/keys', { body: { ...body, ...scopes } })
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.errors.map(({ pointer: at }: { pointer: string }) => at)).toContain(pointer)
  })

  it('ends where its unit is moved: what is not below it any more is not reached', async () => {
    const { body } = await profile.call('GET /v1/units/berlin')
    await profile.call('PUT /v1/units/berlin', {
      body: { name: 'Berlin', parent: 'firm' },
      headers: { 'if-match': `"${body.version}"` },
    })
    await eventually(async () =>
      expect((await profile.call(`GET /v1/work/${work.get('berlin')}`, asKey())).status).toBe(404),
    )
    expect((await profile.call(`GET /v1/work/${randomUUID()}`, asKey())).status).toBe(404)
  })
})
