import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const batch = async (events: readonly object[]): Promise<void> => {
  const answer = await profile.call('POST /v1/batch', { body: { batch: events } })
  expect(answer.body).toEqual({ success: true })
}
const trace = async (messageId: string) => (await profile.call(`GET /v1/events/${messageId}/trace`)).body
const whose = async (call: object): Promise<string> => {
  const messageId = fresh('asked')
  await batch([{ type: 'track', event: 'Gesehen', messageId, ...call }])
  return (await trace(messageId)).profileId
}
const devicesOf = async (profileId: string): Promise<readonly string[]> => {
  const { identifiers } = (await profile.call(`GET /v1/profiles/${profileId}`)).body
  return identifiers.flatMap(({ type, value }: Record<string, string>) => (type === 'anonymous_id' ? [value] : []))
}
const leadsTo = (value: string) =>
  profile.deps.db.transact(profile.workspace.id, async (tx) => {
    const { rows } = await tx.query<{ profile_id: string | null; ambiguous: boolean }>(
      "select profile_id, ambiguous from identifier where workspace_id = $1 and type = 'anonymous_id' and value = $2",
      [tx.workspaceId, value],
    )
    return rows[0]
  })
const visit = (id: string, number: number) => ({
  type: 'identify',
  userId: id,
  anonymousId: `${id}-a${number}`,
  timestamp: new Date(Date.UTC(2026, 9, 1) + number * 7 * 3_600_000).toISOString(),
})

describe('of the devices of a person', () => {
  it('the newest 50 lead to them, whether they come in one batch or one by one', async () => {
    for (const size of [60, 7, 1]) {
      const id = fresh('kunde')
      const visits = Array.from({ length: 60 }, (_, number) => visit(id, number))
      for (let from = 0; from < visits.length; from += size) await batch(visits.slice(from, from + size))
      const profileId = await whose({ userId: id })
      const devices = await devicesOf(profileId)
      expect(devices.toSorted()).toEqual(
        visits
          .slice(10)
          .map(({ anonymousId }) => anonymousId)
          .toSorted(),
      )
      expect(await leadsTo(`${id}-a9`)).toEqual({ profile_id: null, ambiguous: false })
      expect(await whose({ anonymousId: `${id}-a10` })).toBe(profileId)
      // Who comes back by an old one is a visitor until they sign in; then what they did meanwhile is theirs.
      expect(await whose({ anonymousId: `${id}-a3` })).not.toBe(profileId)
      const messageId = fresh('back')
      await batch([{ type: 'identify', userId: id, anonymousId: `${id}-a3`, messageId }])
      const back = await trace(messageId)
      expect(back.profileId).toBe(profileId)
      expect(back.warnings).toMatchObject([{ pointer: '/anonymousId', code: 'identifier_outdated' }])
      expect(await whose({ anonymousId: `${id}-a3` })).toBe(profileId)
    }
  })

  it('none is lost or belongs to two while old ones come back at the same time', async () => {
    const id = fresh('kunde')
    await batch(Array.from({ length: 50 }, (_, number) => visit(id, number)))
    const profileId = await whose({ userId: id })
    const newer = Array.from({ length: 30 }, (_, number) => [visit(id, 50 + number)])
    const older = Array.from({ length: 30 }, (_, number) => [
      { type: 'track', event: 'Gesehen', anonymousId: `${id}-a${number}` },
    ])
    await Promise.all([...newer, ...older].map((events) => batch(events)))
    const devices = await devicesOf(profileId)
    expect(devices).toHaveLength(50)
    for (let number = 0; number < 80; number += 1) {
      const value = `${id}-a${number}`
      const led = await leadsTo(value)
      if (devices.includes(value)) expect(led, value).toEqual({ profile_id: profileId, ambiguous: false })
      else expect(led?.profile_id, value).not.toBe(profileId)
    }
  })

  it('a shared one that is let go stays shared', async () => {
    const [first, second] = [fresh('kunde'), fresh('kunde')]
    await batch([visit(first, 0), { ...visit(second, 0), anonymousId: `${first}-a0` }])
    expect(await leadsTo(`${first}-a0`)).toEqual({ profile_id: null, ambiguous: true })
    await batch(Array.from({ length: 50 }, (_, number) => visit(first, number + 1)))
    expect(await devicesOf(await whose({ userId: first }))).not.toContain(`${first}-a0`)
    expect(await leadsTo(`${first}-a0`)).toEqual({ profile_id: null, ambiguous: true })
  })
})

describe('a device that many people use', () => {
  it('makes no one of six who give their addresses there', async () => {
    const leads = [1, 2, 3, 4, 5, 6].map((number) => `${fresh('interessent')}-${number}@example.org`)
    const lead = (email: string) => ({
      type: 'identify',
      anonymousId: 'kiosk',
      messageId: fresh('lead'),
      traits: { email },
    })
    const events = leads.map(lead)
    for (const event of events) await batch([event])
    const people = await Promise.all(events.map(async ({ messageId }) => (await trace(messageId)).profileId))
    expect(new Set(people).size).toBe(6)
    const second = await trace(events[1]?.messageId ?? '')
    expect(second.identifiers).toContainEqual({ type: 'anonymous_id', value: 'kiosk', verdict: 'ambiguous' })
    expect(second.warnings).toMatchObject([{ pointer: '/anonymousId', code: 'identifier_ambiguous' }])
    for (const [at, email] of leads.entries()) {
      const { traits } = (await profile.call(`GET /v1/profiles/${people[at]}`)).body
      expect(traits.email).toBe(email)
    }
    expect(people).not.toContain(await whose({ anonymousId: 'kiosk' }))
  })
})
