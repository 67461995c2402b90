import { type Condition, evaluate } from '@polyphon/conditions'
import { segmentEntered } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const put = (key: string, condition: Condition) =>
  profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition } })
const members = async (key: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/segments/${key}/members?limit=500`)).body.items.map(
    ({ profileId }: { profileId: string }) => profileId,
  )
const person = async (userId: string): Promise<string> =>
  (await profile.call(`PUT /v1/profiles/by/user_id/${userId}`, { body: { traits: { name: 'Änne' } } })).body.id
const account = (key: string, traits: object) => profile.call(`PUT /v1/accounts/${key}`, { body: { traits } })
const join = (id: string, key: string, body: object = {}) =>
  profile.call(`PUT /v1/accounts/${key}/members/${id}`, { body })
const isPlus = { path: 'traits.plan', op: 'eq', value: 'plus' } as const
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString()

describe('a segment over accounts', () => {
  it('follows memberships, roles and the traits of accounts, at once', async () => {
    await put('plus', { account: isPlus })
    await put('plus-customer', { account: isPlus, role: 'customer' })
    await put('only-plus', { account: isPlus, match: 'all' })
    await put('no-plus', { account: isPlus, match: 'none' })
    await account('größe', { plan: 'plus' })
    await account('klein', { plan: 'free' })
    const anna = await person('anna')
    expect(await members('no-plus')).toContain(anna)
    await join(anna, 'größe', { roles: ['lead'] })
    expect(await members('plus')).toEqual([anna])
    expect(await members('only-plus')).toEqual([anna])
    expect(await members('no-plus')).not.toContain(anna)
    expect(await members('plus-customer')).toEqual([])
    await join(anna, 'größe', { roles: ['customer'] })
    expect(await members('plus-customer')).toEqual([anna])
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.segment === 'plus-customer')
    expect(entered?.data.because).toBe('account:größe')
    await profile.call('POST /v1/group', { body: { userId: 'anna', groupId: 'klein' } })
    expect(await members('only-plus')).toEqual([])
    await account('klein', { plan: 'plus' })
    await eventually(async () => expect(await members('only-plus')).toEqual([anna]))
    await profile.call(`DELETE /v1/accounts/größe/members/${anna}`)
    await profile.call(`DELETE /v1/accounts/klein/members/${anna}`)
    expect(await members('plus')).toEqual([])
    const { body } = await profile.call(`GET /v1/profiles/${anna}/segments/plus/why`)
    expect(body.leaves).toMatchObject([{ holds: false, because: expect.stringContaining('of 0 accounts') }])
  })

  it('is entered and left when only time passes', async () => {
    await put('partners', { account: { path: 'roles', op: 'contains', value: 'partner' } })
    const ben = await person('ben')
    await join(ben, 'größe', { roles: ['partner'], validFrom: soon(1_000), validTo: soon(3_000) })
    expect(await members('partners')).toEqual([])
    await eventually(async () => expect(await members('partners')).toEqual([ben]))
    await eventually(async () => expect(await members('partners')).toEqual([]))
  })

  it('looks in a `where` at the account that the event names, and at all where it names none', async () => {
    await put('bought-plus', { did: 'Bestellt', where: { account: isPlus } })
    const track = (userId: string, groupId?: string) =>
      profile.call('POST /v1/track', {
        body: { userId, event: 'Bestellt', ...(groupId === undefined ? {} : { context: { groupId } }) },
      })
    const [cem, dora, emil] = [await person('cem'), await person('dora'), await person('emil')]
    await account('privat', { plan: 'free' })
    for (const id of [cem, dora, emil]) for (const key of ['größe', 'privat']) await join(id, key)
    await track('cem', 'privat')
    await track('dora', 'größe')
    await track('emil')
    expect((await members('bought-plus')).toSorted()).toEqual([dora, emil].toSorted())
    await account('privat', { plan: 'plus' })
    await eventually(async () => expect(await members('bought-plus')).toContain(cem))
  })

  it('is the same by a back-fill, by a preview and by brute force', async () => {
    const people: { id: string; accounts: { key: string; traits: { plan: string }; roles: string[] }[] }[] = []
    const plans: Record<string, { plan: string }> = {}
    for (const [index, key] of ['k1', 'k2', 'k3', 'k4'].entries()) {
      plans[key] = { plan: index % 2 === 0 ? 'plus' : 'free' }
      await account(key, plans[key])
    }
    for (let number = 0; number < 16; number += 1) {
      const id = await person(`viele-${number}`)
      const accounts = Object.entries(plans).flatMap(([key, traits], index) =>
        (number & (1 << index)) === 0 ? [] : [{ key, traits, roles: index < 2 ? ['lead'] : ['customer'] }],
      )
      for (const { key, roles } of accounts) await join(id, key, { roles })
      people.push({ id, accounts })
    }
    const ids = new Set(people.map(({ id }) => id))
    for (const match of ['any', 'all', 'none'] as const)
      for (const role of [undefined, 'lead', 'customer'] as const) {
        const condition = { account: isPlus, match, ...(role === undefined ? {} : { role }) }
        const expected = people
          .filter(
            ({ accounts }) =>
              evaluate(
                condition,
                { traits: {}, identifiers: {}, segments: [], accounts, occurrences: () => [] },
                new Date(),
              ).holds,
          )
          .map(({ id }) => id)
        const key = `je-${match}-${role ?? 'alle'}`
        await put(key, condition)
        await eventually(async () =>
          expect((await members(key)).filter((id) => ids.has(id)).toSorted()).toEqual(expected.toSorted()),
        )
        const preview = await profile.call('POST /v1/segments/preview', { body: { condition } })
        expect(preview.body.count).toBe((await members(key)).length)
      }
  })

  it('is judged anew for all members of a large account, chunk by chunk', async () => {
    await put('large', { account: { path: 'traits.tier', op: 'eq', value: 'gold' } })
    const batch = Array.from({ length: 450 }, (_, number) => ({
      type: 'group',
      userId: `mitarbeiter-${number}`,
      groupId: 'konzern',
      traits: { tier: 'silber' },
    }))
    await profile.call('POST /v1/batch', { body: { batch } })
    expect(await members('large')).toEqual([])
    await account('konzern', { tier: 'gold' })
    await eventually(async () => expect(await members('large')).toHaveLength(450))
  })
})
