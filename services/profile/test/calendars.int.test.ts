import { randomUUID } from 'node:crypto'
import { calendarChanged } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
  await profile.call('PUT /v1/units/firm', { body: { name: 'Wanderschuh' } })
})
afterAll(() => profile.close())

const put = (key: string, body: object, headers = {}) => profile.call(`PUT /v1/calendars/${key}`, { body, headers })
const HOURS = [
  { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:30' },
  { days: [1, 2, 3, 4], from: '13:00', to: '24:00' },
]
const calendar = (changes: object = {}) => ({ timeZone: 'Europe/Berlin', hours: HOURS, ...changes })

describe('a calendar', () => {
  it('is published to everybody as it is now, with one name of its zone', async () => {
    const holidays = [{ date: '2026-10-03', name: 'Tag der Deutschen Einheit' }]
    const made = await put('service', calendar({ timeZone: 'europe/berlin', holidays }), { 'if-none-match': '*' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ key: 'service', version: 1, timeZone: 'Europe/Berlin', hours: HOURS, holidays })
    const [event] = await profile.waitFor(calendarChanged, 1, ({ data }) => data.key === 'service')
    expect(event?.key).toBe(`${profile.workspace.id}:calendar:service`)
    expect(event?.data).toMatchObject({ version: 1, timeZone: 'Europe/Berlin', hours: HOURS, holidays })
    const read = await profile.call('GET /v1/calendars/service')
    expect(read.body).toEqual(made.body)
    expect((await put('service', calendar({ holidays }), { 'if-match': '"1"' })).body.version).toBe(1)
    const changed = await put('service', calendar(), { 'if-match': '"1"' })
    expect([changed.status, changed.body.version, changed.body.holidays]).toEqual([200, 2, []])
    const late = await put('service', calendar({ holidays }), { 'if-match': '"1"' })
    expect([late.status, late.body.code]).toEqual([412, 'version_mismatch'])
  })

  it('is listed, and its holidays left out of what is brief', async () => {
    await put('a', calendar())
    const { body } = await profile.call('GET /v1/calendars?fields=summary')
    const found = body.items.find(({ key }: { key: string }) => key === 'a')
    expect(found).toMatchObject({ key: 'a', timeZone: 'Europe/Berlin' })
    expect(found).not.toHaveProperty('holidays')
  })

  it.each([
    [{ hours: [{ days: [1], from: '22:00', to: '06:00' }] }, 'end_before_beginning', '/body/hours/0/to'],
    [{ hours: [...HOURS, { days: [7, 4], from: '23:59', to: '24:00' }] }, 'hours_overlap', '/body/hours/2'],
    [{ hours: [{ days: [1, 1], from: '09:00', to: '10:00' }] }, 'hours_overlap', '/body/hours/0/days'],
    [
      { holidays: ['A', 'B'].map((name) => ({ date: '2026-12-25', name })) },
      'holiday_repeated',
      '/body/holidays/1/date',
    ],
  ])('is refused with %j', async (changes, code, pointer) => {
    const { status, body } = await put('wrong', calendar(changes))
    expect([status, body.code, body.errors]).toMatchObject([422, 'calendar_invalid', [{ code, pointer }]])
  })

  it.each([
    [{ timeZone: 'CEST' }, '/body/timeZone'],
    [{ timeZone: 'Europe/Müßig' }, '/body/timeZone'],
    [{ hours: [] }, '/body/hours'],
    [{ hours: [{ days: [], from: '09:00', to: '10:00' }] }, '/body/hours/0/days'],
    [{ hours: [{ days: [8], from: '09:00', to: '10:00' }] }, '/body/hours/0/days/0'],
    [{ hours: [{ days: [1], from: '9:00', to: '10:00' }] }, '/body/hours/0/from'],
    [{ hours: [{ days: [1], from: '24:00', to: '10:00' }] }, '/body/hours/0/from'],
    [{ hours: [{ days: [1], from: '09:00', to: '24:01' }] }, '/body/hours/0/to'],
    [{ holidays: [{ date: '2026-02-30', name: 'x' }] }, '/body/holidays/0/date'],
    [{ holidays: [{ date: '2026-12-25', name: ' ' }] }, '/body/holidays/0/name'],
    [{ open: true }, '/body/open'],
  ])('names what has not its form in %j', async (changes, pointer) => {
    const { status, body } = await put('wrong', calendar(changes))
    expect([status, body.errors[0]?.pointer]).toEqual([400, pointer])
  })

  it('is archived once nobody works by it, and told as over', async () => {
    await put('night', calendar())
    const staffId = randomUUID()
    const person = { name: 'Jörg', email: `${staffId}@shop.example`, unit: 'firm', roles: [] }
    await profile.call(`PUT /v1/staff/${staffId}`, { body: { ...person, calendar: 'night' } })
    await profile.call('PUT /v1/units/nightshift', { body: { name: 'Nacht', calendar: 'night' } })
    const archive = () => profile.call('POST /v1/calendars/night/archive')
    expect((await profile.call('GET /v1/calendars/night/uses')).body.items).toEqual([
      { kind: 'unit', key: 'nightshift' },
      { kind: 'staff', key: staffId },
    ])
    expect((await archive()).body.code).toBe('calendar_in_use')
    await profile.call(`PUT /v1/staff/${staffId}`, { body: person })
    await profile.call('PUT /v1/units/nightshift', { body: { name: 'Nacht' } })
    expect((await archive()).status).toBe(200)
    await profile.waitFor(calendarChanged, 1, ({ data }) => data.key === 'night' && data.archivedAt !== undefined)
    expect((await profile.call('POST /v1/calendars/night/restore')).status).toBe(200)
  })

  it('is of one workspace, and put by whoever manages it', async () => {
    await put('ours', calendar())
    const theirs = await profile.call('GET /v1/calendars/ours', { key: profile.other.secretKey })
    expect([theirs.status, theirs.body.code]).toEqual([404, 'calendar_unknown'])
    const reader = await profile.call('POST /v1/keys', { body: { kind: 'secret', scopes: ['profile:write'] } })
    const refused = await profile.call('PUT /v1/calendars/ours', { body: calendar(), key: reader.body.secret })
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing'])
  })
})

describe('the list of units', () => {
  it('is of those that count at a moment', async () => {
    await profile.call('PUT /v1/units/old', { body: { name: 'Alt', validTo: '2026-01-01T00:00:00+01:00' } })
    await profile.call('PUT /v1/units/new', { body: { name: 'Neu', validFrom: '2025-12-31T23:00:00Z' } })
    const at = async (moment: string) => {
      const { body } = await profile.call(`GET /v1/units?at=${encodeURIComponent(moment)}`)
      return body.items.map(({ key }: { key: string }) => key).filter((key: string) => ['new', 'old'].includes(key))
    }
    expect(await at('2025-12-31T22:59:59.999Z')).toEqual(['old'])
    expect(await at('2026-01-01T00:00:00+01:00')).toEqual(['new'])
    const wrong = await profile.call('GET /v1/units?at=gestern')
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([400, '/query/at'])
    const page = await profile.call('GET /v1/units?at=2026-02-01T00:00:00Z&limit=1')
    const next = await profile.call(`GET /v1/units?at=2026-02-01T00:00:00Z&limit=1&cursor=${page.body.nextCursor}`)
    expect([page.status, next.status]).toEqual([200, 200])
    const other = await profile.call(`GET /v1/units?at=2026-03-01T00:00:00Z&limit=1&cursor=${page.body.nextCursor}`)
    expect([other.status, other.body.code]).toEqual([400, 'cursor_invalid'])
  })
})
