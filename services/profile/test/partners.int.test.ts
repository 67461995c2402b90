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
