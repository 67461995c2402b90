import { randomUUID } from 'node:crypto'
import { keyChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
let key = ''
const work = new Map<string, string>()
beforeAll(async () => {
  profile = await startProfile(NOW)
  const units = [
    ['firm', { name: 'Wanderschuh' }],
    ['agency', { name: 'Größenberatung', parent: 'firm', organisation: 'Größenberatung GmbH' }],
    ['berlin', { name: 'Berlin', parent: 'agency' }],
  ] as const
  for (const [unit, body] of units) {
    await profile.call(`PUT /v1/units/${unit}`, { body })
    const opened = await profile.call('POST /v1/work', { body: { why: unit, owner: { unit } } })
    work.set(unit, opened.body.workId)
  }
  const made = await profile.call('POST /v1/keys', {
    body: { kind: 'secret', unit: 'agency', scopes: ['profile:read', 'profile:write'] },
  })
  if (made.status !== 201) throw new Error(made.text)
  key = made.body.secret
})
afterAll(() => profile.close())

const as = () => ({ key })

describe('a key that is bound to a unit', () => {
  it('reaches what the unit and those below it own, and nothing else', async () => {
    const { body } = await profile.call('GET /v1/work', as())
    expect(body.items.map(({ why }: { why: string }) => why).toSorted()).toEqual(['agency', 'berlin'])
    expect((await profile.call(`GET /v1/work/${work.get('firm')}`, as())).status).toBe(404)
    expect((await profile.call(`POST /v1/work/${work.get('firm')}/complete`, as())).status).toBe(404)
    expect((await profile.call(`POST /v1/work/${work.get('berlin')}/acknowledge`, as())).status).toBe(200)
    expect((await profile.call('GET /v1/staff', as())).body.items).toEqual([])
    expect((await profile.call('GET /v1/units', as())).status).toBe(200)
  })

  it('hands work to the units of its partner and back to those above it, and knows of no others', async () => {
    await profile.call('PUT /v1/units/rival', {
      body: { name: 'Mitbewerb', parent: 'firm', organisation: 'Andere GmbH' },
    })
    const reassign = (unit: string) =>
      profile.call(`POST /v1/work/${work.get('agency')}/reassign`, { ...as(), body: { unit } })
    expect((await reassign('berlin')).status).toBe(200)
    const refused = await reassign('rival')
    expect([refused.status, refused.body.code]).toEqual([422, 'owner_unit_unknown'])
    expect((await reassign('agency')).status).toBe(200)
  })

  it('is refused what is of the whole workspace', async () => {
    const profileId = await addPerson(profile)
    for (const [call, body] of [
      [`GET /v1/profiles/${profileId}`, undefined],
      [`GET /v1/profiles/${profileId}/timeline`, undefined],
      ['GET /v1/segments', undefined],
      ['GET /v1/stream', undefined],
      ['GET /v1/events/poll?consumer=x', undefined],
      ['GET /v1/webhooks', undefined],
      ['GET /v1/jobs', undefined],
      ['POST /v1/identify', { userId: 'anna' }],
      ['POST /v1/work', { why: 'x' }],
    ] as const) {
      const answer = await profile.call(call, { ...as(), ...(body && { body }) })
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
      expect((await profile.call(`GET /v1/work/${work.get('berlin')}`, as())).status).toBe(404),
    )
    expect((await profile.call(`GET /v1/work/${randomUUID()}`, as())).status).toBe(404)
  })
})
