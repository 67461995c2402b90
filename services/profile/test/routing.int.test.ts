import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

const put = async (path: string, body: object) => {
  const { status, text } = await profile.call(`PUT /v1/${path}`, { body })
  if (status >= 300) throw new Error(`${path}: ${status} ${text}`)
}
const staff = async (unit: string, changes: object = {}): Promise<string> => {
  const staffId = randomUUID()
  await putStaff(staffId, { unit, ...changes })
  return staffId
}
const putStaff = (staffId: string, changes: object) =>
  put(`staff/${staffId}`, { name: 'Jörg Müßig', email: `${staffId}@shop.example`, roles: ['agent'], ...changes })
const resolve = (body: object, options = {}) => profile.call('POST /v1/routing/resolve', { body, ...options })
const codesIn = ({ body }: { body: { reasons: { code: string }[] } }) => body.reasons.map(({ code }) => code)
// A Sunday; the Monday after it is a day of work.
const MONDAY = '2026-11-23T10:00:00Z'
const ABSENCE = { from: '2026-11-20T00:00:00Z', to: '2026-12-01T00:00:00Z' }

describe('whose something is', () => {
  it('is nobody, by name, before there is a unit', async () => {
    const { status, body } = await resolve({ touchpoint: 'delivery' })
    expect([status, body.code]).toEqual([422, 'unit_missing'])
  })

  it('is whose responsibility names the most, and says which', async () => {
    await put('units/firm', { name: 'Wanderschuh' })
    await put('units/service', { name: 'Kundendienst', parent: 'firm', responsibleFor: [{ touchpoint: 'delivery' }] })
    const responsibility = { touchpoint: 'delivery', language: 'de' }
    await put('units/german', { name: 'Größenberatung', parent: 'service', responsibleFor: [responsibility] })
    const jörg = await staff('german', { languages: ['de'] })
    const { status, body } = await resolve({ touchpoint: 'delivery', language: 'de-CH', at: MONDAY })
    expect(status).toBe(200)
    expect(body).toEqual({
      unit: 'german',
      staffId: jörg,
      because: `The unit "german" is responsible for touchpoint "delivery", language "de". Staff ${jörg} works in it.`,
      reasons: [
        { code: 'responsible', detail: expect.any(String), unit: 'german', responsibility },
        { code: 'of_unit', detail: expect.any(String), unit: 'german', staffId: jörg },
      ],
    })
    const nobody = await resolve({ touchpoint: 'delivery', language: 'en', at: MONDAY })
    expect(nobody.body).toMatchObject({ unit: 'service' })
    expect(nobody.body).not.toHaveProperty('staffId')
    expect(codesIn(nobody)).toEqual(['responsible', 'nobody_available'])
  })

  it('is at the top of the tree where nothing fits, and with who leads it where a unit has nobody', async () => {
    const chef = await staff('firm', { roles: ['manager'] })
    const unknown = await resolve({ touchpoint: 'Straße 5 – Hinterhaus', at: MONDAY })
    expect([unknown.body.unit, unknown.body.staffId, ...codesIn(unknown)]).toEqual([
      'firm',
      chef,
      'default_unit',
      'of_unit',
    ])
    const above = await resolve({ touchpoint: 'delivery', at: MONDAY })
    expect([above.body.unit, above.body.staffId, ...codesIn(above)]).toEqual([
      'service',
      chef,
      'responsible',
      'unit_above',
    ])
  })

  it('is the deputy of whoever is absent, for as long as they are', async () => {
    await put('units/claims', { name: 'Reklamation', parent: 'firm', responsibleFor: [{ topic: 'claims' }] })
    const anna = await staff('claims')
    const [ben, clara] = [await staff('firm'), await staff('firm')]
    await putStaff(anna, { unit: 'claims', absences: [{ ...ABSENCE, deputy: ben }] })
    await putStaff(ben, { unit: 'firm', absences: [{ ...ABSENCE, deputy: clara }] })
    const now = await resolve({ topic: 'claims' })
    expect([now.body.unit, now.body.staffId]).toEqual(['claims', clara])
    expect(now.body.because).toContain(
      `Staff ${anna} is absent. Staff ${ben} stands in for ${anna}. Staff ${ben} is absent. Staff ${clara} stands in for ${ben}.`,
    )
    const later = await resolve({ topic: 'claims', at: '2026-12-01T00:00:00Z' })
    expect(later.body.staffId).toBe(anna)
    // A circle of deputies ends.
    await putStaff(clara, { unit: 'firm', absences: [{ ...ABSENCE, deputy: anna }] })
    expect(codesIn(await resolve({ topic: 'claims' }))).toContain('no_deputy')
  })

  it('is somebody who left no longer', async () => {
    await put('units/shop', { name: 'Laden', parent: 'firm', responsibleFor: [{ touchpoint: 'shop' }] })
    const gone = await staff('shop', { validTo: '2026-12-01T00:00:00Z' })
    expect((await resolve({ touchpoint: 'shop' })).body.staffId).toBe(gone)
    expect((await resolve({ touchpoint: 'shop', at: '2026-12-01T00:00:00Z' })).body.staffId).not.toBe(gone)
  })

  it('is whoever is responsible themselves', async () => {
    const lena = await staff('shop', { responsibleFor: [{ account: 'größe-gmbh' }] })
    const read = await profile.call(`GET /v1/staff/${lena}`)
    expect(read.body.responsibleFor).toEqual([{ account: 'größe-gmbh' }])
    const { body } = await resolve({ account: 'größe-gmbh', touchpoint: 'shop' })
    expect(body).toMatchObject({ unit: 'shop', staffId: lena })
  })

  it('has an owner outside of the calendar, too, with the next opening', async () => {
    const hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }]
    const holidays = [{ date: '2026-11-23', name: 'Betriebsausflug' }]
    await put('calendars/office', { timeZone: 'Europe/Berlin', hours, holidays })
    await put('units/office', { name: 'Büro', calendar: 'office', responsibleFor: [{ topic: 'bills' }] })
    const lena = await staff('office')
    const sunday = await resolve({ topic: 'bills' })
    expect(sunday.body.staffId).toBe(lena)
    expect(sunday.body.reasons.at(-1)).toMatchObject({
      code: 'outside_calendar',
      calendar: 'office',
      opensAt: '2026-11-24T08:00:00.000Z',
    })
    expect(codesIn(await resolve({ topic: 'bills', at: '2026-11-24T09:00:00Z' }))).not.toContain('outside_calendar')
  })

  it('follows from what is known of a person: their language and segments', async () => {
    const traits = { locale: 'de-AT', plan: 'plus' }
    const profileId = await addPerson(profile, { traits })
    const condition = { path: 'traits.plan', op: 'eq', value: 'plus' }
    const { body } = await resolve({ profileId, touchpoint: 'delivery', at: MONDAY })
    expect(body.unit).toBe('german')
    await put('units/plus', {
      name: 'Plus',
      responsibleFor: [{ segment: 'plus', touchpoint: 'delivery', language: 'de' }],
    })
    await put('segments/plus', { name: 'Plus', condition })
    expect((await resolve({ profileId, touchpoint: 'delivery' })).body.unit).toBe('plus')
    const unknown = await resolve({ profileId: randomUUID() })
    expect([unknown.status, unknown.body.code, unknown.body.errors[0]?.pointer]).toEqual([
      422,
      'profile_unknown',
      '/body/profileId',
    ])
  })

  it.each([
    [{ touchpoint: '' }, '/body/touchpoint'],
    [{ topic: 7 }, '/body/topic'],
    [{ language: 'Deutsch bitte' }, '/body/language'],
    [{ channel: '' }, '/body/channel'],
    [{ profileId: 'jörg' }, '/body/profileId'],
    [{ at: 'Montag' }, '/body/at'],
    [{ at: '2026-02-30T00:00:00Z' }, '/body/at'],
    [{ unit: 'service' }, '/body/unit'],
  ])('is not looked for with %j', async (body, pointer) => {
    const refused = await resolve(body)
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer])
  })

  it('is of one workspace', async () => {
    const theirs = await resolve({ touchpoint: 'delivery' }, { key: profile.other.secretKey })
    expect([theirs.status, theirs.body.code]).toEqual([422, 'unit_missing'])
  })
})
