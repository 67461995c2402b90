import { randomUUID } from 'node:crypto'
import { staffChanged, unitChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
  await profile.call('PUT /v1/units/firm', { body: { name: 'Wanderschuh' } })
})
afterAll(() => profile.close())

const putUnit = (key: string, body: object, headers = {}) => profile.call(`PUT /v1/units/${key}`, { body, headers })
const putStaff = (staffId: string, body: object, headers = {}) =>
  profile.call(`PUT /v1/staff/${staffId}`, { body, headers })
const person = (changes: object = {}) => ({
  name: 'Jörg Müßig',
  email: `joerg-${randomUUID()}@shop.example`,
  unit: 'firm',
  roles: ['agent'],
  ...changes,
})
const problemIn = ({ status, body }: { status: number; body: { code: string; errors: { pointer: string }[] } }) => [
  status,
  body.code,
  body.errors[0]?.pointer,
]

describe('a unit', () => {
  it('is told to everybody as it is now', async () => {
    const body = { name: 'Hotline', parent: 'firm', validFrom: '2026-01-01T00:00:00+01:00', organisation: 'Partner' }
    const made = await putUnit('hotline', body)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      version: 1,
      parent: 'firm',
      validFrom: '2025-12-31T23:00:00.000Z',
      validTo: null,
    })
    const [event] = await profile.waitFor(unitChanged, 1, ({ data }) => data.key === 'hotline')
    expect(event?.key).toBe(`${profile.workspace.id}:unit:hotline`)
    expect(event?.data).toMatchObject({ name: 'Hotline', version: 1, validFrom: '2025-12-31T23:00:00.000Z' })
  })

  it('belongs to one that there is, and never to itself', async () => {
    expect(problemIn(await putUnit('lost', { name: 'A', parent: 'nowhere' }))).toEqual([
      422,
      'unit_unknown',
      '/body/parent',
    ])
    expect(problemIn(await putUnit('self', { name: 'A', parent: 'self' }))).toEqual([
      422,
      'unit_circle',
      '/body/parent',
    ])
    await putUnit('upper', { name: 'A' })
    await putUnit('lower', { name: 'B', parent: 'upper' })
    expect(problemIn(await putUnit('upper', { name: 'A', parent: 'lower' }))).toEqual([
      422,
      'unit_circle',
      '/body/parent',
    ])
  })

  it('makes no circle of two puts at the same moment', async () => {
    await putUnit('left', { name: 'L' })
    await putUnit('right', { name: 'R' })
    const both = await Promise.all([
      putUnit('left', { name: 'L', parent: 'right' }),
      putUnit('right', { name: 'R', parent: 'left' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422])
  })

  it.each([
    [{ name: '' }, '/body/name'],
    [{ name: 'A', parent: 'Ü' }, '/body/parent'],
    [{ name: 'A', validFrom: '2026-02-01T00:00:00Z', validTo: '2026-02-01T00:00:00Z' }, '/body/validTo'],
    [{ name: 'A', validFrom: 'yesterday' }, '/body/validFrom'],
    [{ name: 'A', responsibleFor: [{}] }, '/body/responsibleFor/0'],
    [{ name: 'A', responsibleFor: [{ language: 'not a language' }] }, '/body/responsibleFor/0/language'],
    [{ name: 'A', boss: 'me' }, '/body/boss'],
  ])('names what is wrong with %j', async (body, pointer) => {
    const refused = await putUnit('wrong', body)
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer])
  })

  it('is archived once nobody is in it, and told as over', async () => {
    await putUnit('shop', { name: 'Laden' })
    await putUnit('till', { name: 'Kasse', parent: 'shop' })
    const staffId = randomUUID()
    await putStaff(staffId, person({ unit: 'till' }))
    const archive = (key: string) => profile.call(`POST /v1/units/${key}/archive`)
    expect((await archive('shop')).body.errors).toMatchObject([{ detail: 'The unit "till" names it.' }])
    expect((await archive('till')).body.code).toBe('unit_in_use')
    await putStaff(staffId, person({ unit: 'firm' }))
    expect((await archive('till')).status).toBe(200)
    await profile.waitFor(unitChanged, 1, ({ data }) => data.key === 'till' && data.archivedAt !== undefined)
    expect(problemIn(await putStaff(staffId, person({ unit: 'till' })))).toEqual([422, 'unit_unknown', '/body/unit'])
    expect((await profile.call('POST /v1/units/till/restore')).status).toBe(200)
    expect((await putStaff(staffId, person({ unit: 'till' }))).status).toBe(200)
  })
})

describe('somebody of the firm', () => {
  it('is put, changed where the caller has seen them, and told to everybody', async () => {
    const staffId = randomUUID()
    const body = person({ languages: ['de', 'EN-gb'], absences: [], capacity: 3 })
    const made = await putStaff(staffId, body, { 'if-none-match': '*' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ staffId, version: 1, languages: ['de', 'en-GB'], notify: ['email'], capacity: 3 })
    expect(made.headers.get('etag')).toBe('"1"')
    const again = await putStaff(staffId, body)
    expect([again.status, again.body.version]).toEqual([200, 1])
    const changed = await putStaff(staffId, { ...body, roles: ['manager'] }, { 'if-match': '"1"' })
    expect([changed.status, changed.body.version]).toEqual([200, 2])
    expect(problemIn(await putStaff(staffId, body, { 'if-match': '"1"' }))).toEqual([
      412,
      'version_mismatch',
      '/headers/if-match',
    ])
    const events = await profile.waitFor(staffChanged, 2, ({ data }) => data.staffId === staffId)
    expect(events.map(({ data }) => [data.version, data.roles])).toEqual([
      [1, ['agent']],
      [2, ['manager']],
    ])
    expect(events.map(({ data }) => data.createdAt)).toEqual([made.body.createdAt, made.body.createdAt])
    const read = await profile.call(`GET /v1/staff/${staffId}`)
    expect(read.body).toEqual(changed.body)
  })

  it('has an address that nobody else has, however it is written', async () => {
    const body = person()
    await putStaff(randomUUID(), body)
    const other = { ...body, email: body.email.toUpperCase() }
    expect(problemIn(await putStaff(randomUUID(), other))).toEqual([409, 'staff_email_taken', '/body/email'])
    const both = await Promise.all([1, 2].map(() => putStaff(randomUUID(), person({ email: 'race@shop.example' }))))
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  it('has deputies whom the directory knows', async () => {
    const [staffId, deputy] = [randomUUID(), randomUUID()]
    const absence = (whose: string, year = 2026) => {
      return { from: `${year}-12-24T00:00:00Z`, to: `${year + 1}-01-02T00:00:00Z`, deputy: whose }
    }
    await putStaff(deputy, person())
    expect((await putStaff(staffId, person({ absences: [absence(deputy)] }))).status).toBe(201)
    for (const [nobody, code] of [
      [staffId, 'deputy_oneself'],
      [randomUUID(), 'staff_unknown'],
    ] as const) {
      const refused = await putStaff(staffId, person({ absences: [absence(deputy), absence(nobody, 2027)] }))
      expect(problemIn(refused)).toEqual([422, code, '/body/absences/1/deputy'])
    }
  })

  it('is absent once at a time', async () => {
    const days = (from: number, to: number) => ({ from: `2026-12-0${from}T00:00:00Z`, to: `2026-12-0${to}T00:00:00Z` })
    const body = (...absences: readonly object[]) => person({ absences })
    expect((await putStaff(randomUUID(), body(days(4, 6), days(1, 4)))).status).toBe(201)
    expect(problemIn(await putStaff(randomUUID(), body(days(4, 6), days(1, 3), days(2, 5))))).toEqual([
      422,
      'absences_overlap',
      '/body/absences/2',
    ])
  })

  it.each([
    [{ email: 'joerg' }, '/body/email'],
    [{ roles: ['boss'] }, '/body/roles/0'],
    [{ roles: ['agent', 'agent'] }, '/body/roles'],
    [{ unit: '' }, '/body/unit'],
    [{ languages: ['Deutsch bitte'] }, '/body/languages/0'],
    [{ capacity: -1 }, '/body/capacity'],
    [{ notify: ['pigeon'] }, '/body/notify/0'],
    [{ responsibleFor: [{}] }, '/body/responsibleFor/0'],
    [{ absences: [{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }] }, '/body/absences/0/to'],
    [{ staffId: randomUUID() }, '/body/staffId'],
  ])('cannot be put with %j', async (changes, pointer) => {
    const refused = await putStaff(randomUUID(), person(changes))
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer])
  })

  it('is put only by a key that manages the workspace', async () => {
    const writer = await profile.call('POST /v1/keys', {
      body: { kind: 'secret', scopes: ['profile:read', 'profile:write'] },
    })
    const key = writer.body.secret
    const refused = await profile.call(`PUT /v1/staff/${randomUUID()}`, { body: person(), key })
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing'])
    await eventually(async () => expect((await profile.call('GET /v1/staff', { key })).status).toBe(200))
  })

  it('is of one workspace', async () => {
    const staffId = randomUUID()
    await putStaff(staffId, person())
    const theirs = await profile.call(`GET /v1/staff/${staffId}`, { key: profile.other.secretKey })
    expect([theirs.status, theirs.body.code]).toEqual([404, 'staff_unknown'])
  })
})
