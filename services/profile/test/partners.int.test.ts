import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
const ids = new Map<string, string>()
beforeAll(async () => {
  profile = await startProfile(NOW)
  const units = [
    ['firm', { name: 'Wanderschuh' }],
    ['agency', { name: 'Größenberatung', parent: 'firm', organisation: 'Größenberatung GmbH' }],
    ['berlin', { name: 'Berlin', parent: 'agency' }],
  ] as const
  for (const [key, body] of units) await profile.call(`PUT /v1/units/${key}`, { body })
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
})
afterAll(() => profile.close())

const as = async (name: string) => {
  const { body } = await profile.call('POST /v1/staff-tokens', { body: { staffId: ids.get(name) } })
  return { key: body.token as string }
}

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
