import { profileChanged, segmentEntered, segmentLeft, segmentPublished } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proof } from './calling.js'
import { addPerson, ago, DAY, did, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

interface Saying {
  readonly purpose?: string
  readonly at?: Date
  readonly expiresAt?: Date
}
const say = async (profileId: string, state: string, { at = NOW, ...more }: Saying = {}) => {
  const answer = await profile.call('PUT /v1/consents', {
    body: { profileId, purpose: 'profiling', state, proof: proof(at), ...more },
  })
  expect(answer.status, answer.text).toBe(200)
}
const put = async (key: string, condition: object, purpose?: string) => {
  const answer = await profile.call(`PUT /v1/segments/${key}`, { body: { name: key, condition, purpose } })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}
const members = async (key: string): Promise<readonly string[]> =>
  (await profile.call(`GET /v1/segments/${key}/members?limit=500`)).body.items.map(
    (member: { profileId: string }) => member.profileId,
  )
const preview = async (condition: object, purpose?: string): Promise<number> =>
  (await profile.call('POST /v1/segments/preview', { body: { condition, purpose } })).body.count
const why = async (profileId: string, key: string) =>
  (await profile.call(`GET /v1/profiles/${profileId}/segments/${key}/why`)).body
const contextOf = async (profileId: string) => {
  const { body } = await profile.call('POST /v1/person-tokens', { body: { profileId } })
  const answer = await profile.call('GET /v1/context', {
    key: profile.workspace.publishableKey,
    headers: { 'polyphon-person': body.token },
  })
  return answer.body
}
const change = async (purposes: object | null) => {
  const { body, headers } = await profile.call('GET /v1/workspace')
  const answer = await profile.call('PATCH /v1/workspace', {
    body: { settings: { purposes } },
    headers: { 'if-match': headers.get('etag') ?? '' },
  })
  expect(answer.status, JSON.stringify([body, answer.text])).toBe(200)
}
const trait = (name: string): object => ({ path: `traits.${name}`, op: 'exists' })

describe('whoever withdraws a purpose', () => {
  it('is in no segment of it within a second, and in no answer, event or context afterwards', async () => {
    const anna = await addPerson(profile, {
      traits: { stern: true },
      identifiers: [{ type: 'user_id', value: 'anna' }],
    })
    await put('sterne', trait('stern'), 'profiling')
    await put('sterne-dienst', trait('stern'))
    expect(await members('sterne')).toEqual([])
    expect(await members('sterne-dienst')).toEqual([anna])
    await say(anna, 'granted')
    expect(await members('sterne')).toEqual([anna])
    expect((await contextOf(anna)).segments).toEqual(['sterne', 'sterne-dienst'])
    expect(await why(anna, 'sterne')).toMatchObject({ holds: true, purpose: { name: 'profiling', allowed: true } })

    const started = performance.now()
    await say(anna, 'withdrawn')
    expect(await members('sterne')).toEqual([])
    expect(performance.now() - started).toBeLessThan(1_000)

    expect((await profile.call(`GET /v1/profiles/${anna}`)).body.segments).toEqual(['sterne-dienst'])
    expect((await profile.call('GET /v1/profiles?segment=sterne')).body.items).toEqual([])
    const lines = await profile.call('GET /v1/profiles?segment=sterne', { headers: { accept: 'application/x-ndjson' } })
    expect(lines.text).not.toContain(anna)
    expect(await preview(trait('stern'), 'profiling')).toBe(0)
    expect(await preview(trait('stern'))).toBe(1)
    expect(await contextOf(anna)).toMatchObject({ segments: ['sterne-dienst'], consents: { profiling: 'withdrawn' } })
    expect(await why(anna, 'sterne')).toEqual({
      holds: false,
      until: null,
      purpose: {
        name: 'profiling',
        allowed: false,
        because: `profiling needs consent, withdrawn on ${NOW.toISOString()}`,
      },
      leaves: [],
    })
    const [left] = await profile.waitFor(segmentLeft, 1, ({ data }) => data.profileId === anna)
    expect(left?.data).toMatchObject({ segment: 'sterne', because: 'consent:profiling' })

    // What happens later brings nobody back.
    const track = { userId: 'anna', event: 'Besuch', messageId: 'danach', context: { traits: { stern: false } } }
    expect((await profile.call('POST /v1/track', { body: track })).status).toBe(200)
    await profile.call(`PATCH /v1/profiles/${anna}`, { body: { traits: { stern: 2 } }, headers: { 'if-match': '*' } })
    await put('sterne', { any: [trait('stern'), { did: 'Besuch' }] }, 'profiling')
    expect(await members('sterne')).toEqual([])
    const all = profile.published(profileChanged).filter(({ data }) => data.profileId === anna)
    const withdrawnAt = all.findIndex(
      ({ data }) => 'consents' in data && data.consents?.['profiling']?.state === 'withdrawn',
    )
    for (const { data } of all.slice(withdrawnAt))
      expect('segments' in data ? data.segments : []).not.toContain('sterne')
    expect(profile.published(segmentEntered).filter(({ data }) => data.segment === 'sterne')).toHaveLength(1)
  })

  it('leaves what is folded of a long past', async () => {
    const ben = await addPerson(profile)
    await say(ben, 'granted', { at: ago(2_000) })
    const where = { path: 'event.properties.n', op: 'gte', value: 0 }
    await put('fleissig', { did: 'Klick', where, atLeast: 130 }, 'profiling')
    const clicks = Array.from({ length: 150 }, (_, index) => ({
      name: 'Klick',
      at: ago(DAY - index * 1_000),
      properties: { n: index },
    }))
    await did(profile, ben, ...clicks)
    const folded = () =>
      profile.deps.db.transact(profile.workspace.id, async (tx) => {
        const { rows } = await tx.query(
          'select from segment_progress where workspace_id = $1 and profile_id = $2 and segment = $3',
          [tx.workspaceId, ben, 'fleissig'],
        )
        return rows.length
      })
    expect([await members('fleissig'), await folded()]).toEqual([[ben], 1])
    await say(ben, 'withdrawn', { at: ago(1_000) })
    await did(profile, ben, { name: 'Klick' })
    expect([await members('fleissig'), await folded()]).toEqual([[], 0])
    await say(ben, 'granted')
    expect(await members('fleissig')).toEqual([ben])
  })
})

const after = (ms: number): Date => new Date(NOW.getTime() + ms)

describe('a segment of a purpose', () => {
  it('is filled with those who allow it, whether the clock plays a part in it or not', async () => {
    const [cem, dora, emil] = [
      await addPerson(profile, { traits: { gruppe: 'ä' } }),
      await addPerson(profile, { traits: { gruppe: 'ä' } }),
      await addPerson(profile, { traits: { gruppe: 'ä' } }),
    ]
    for (const person of [cem, dora, emil]) await did(profile, person, { name: 'Gruppe', at: ago(1_000) })
    await say(cem, 'granted', { purpose: 'research' })
    await say(dora, 'denied', { purpose: 'research' })
    expect(await put('gruppe', trait('gruppe'), 'research')).toMatchObject({ purpose: 'research', status: 'ready' })
    await put('gruppe-zeit', { did: 'Gruppe', within: 'P1D' }, 'research')
    expect([await members('gruppe'), await members('gruppe-zeit')]).toEqual([[cem], [cem]])
    expect(await preview(trait('gruppe'), 'research')).toBe(1)
    const [published] = await profile.waitFor(segmentPublished, 1, ({ data }) => data.key === 'gruppe')
    expect(published?.data).toMatchObject({ purpose: 'research' })
    await put('gruppe', trait('gruppe'))
    expect((await members('gruppe')).toSorted()).toEqual([cem, dora, emil].toSorted())
  })

  it('that needs no consent ends with an objection', async () => {
    const fritz = await addPerson(profile, { traits: { widerspruch: 1 } })
    await put('widerspruch', trait('widerspruch'), 'service')
    await say(fritz, 'denied', { purpose: 'service' })
    expect(await members('widerspruch')).toEqual([fritz])
    await say(fritz, 'objected', { purpose: 'service' })
    expect([await members('widerspruch'), await preview(trait('widerspruch'))]).toEqual([[], 0])
  })

  it('is left to the moment at which the consent expires', async () => {
    const greta = await addPerson(profile, { traits: { befristet: 1 } })
    await put('befristet', trait('befristet'), 'profiling')
    await say(greta, 'granted', { expiresAt: after(60_000) })
    expect([await members('befristet'), await preview(trait('befristet'), 'profiling')]).toEqual([[greta], 1])
    await profile.advanceTo(after(60_000))
    expect([await members('befristet'), await preview(trait('befristet'), 'profiling')]).toEqual([[], 0])
    const [left] = await profile.waitFor(segmentLeft, 1, ({ data }) => data.profileId === greta)
    expect(left?.data).toMatchObject({ because: 'consent:profiling', occurredAt: after(60_000).toISOString() })
    await profile.advanceTo(NOW)
  })

  it('is left at a merge with somebody who has refused', async () => {
    const [hans, ida] = [await addPerson(profile, { traits: { eins: 1 } }), await addPerson(profile)]
    await put('eins', trait('eins'), 'profiling')
    await say(hans, 'granted')
    await say(ida, 'withdrawn')
    expect(await members('eins')).toEqual([hans])
    await profile.call(`POST /v1/profiles/${hans}/merge`, { body: { absorbedId: ida, reason: 'dieselbe' } })
    expect(await members('eins')).toEqual([])
  })

  it('follows what the workspace decides of the purpose', async () => {
    const jan = await addPerson(profile, { traits: { regel: 1 } })
    await put('regel', trait('regel'), 'personalisation')
    expect(await members('regel')).toEqual([])
    await change({ profiling: 'consent', personalisation: 'none', service: 'none' })
    await eventually(async () => expect(await members('regel')).toEqual([jan]))
    await change(null)
    expect((await contextOf(jan)).segments).not.toContain('regel')
    await eventually(async () => expect(await members('regel')).toEqual([]))
  })

  it('has a purpose that is a small word', async () => {
    const refused = await profile.call('PUT /v1/segments/falsch', {
      body: { name: 'x', condition: trait('a'), purpose: 'Größe' },
    })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/body/purpose'])
  })
})

describe('everybody at once', () => {
  it('comes to the same as each of them alone, for every state, end and rule of a purpose', async () => {
    const there = trait('alle')
    const states = ['granted', 'denied', 'withdrawn', 'objected', null] as const
    const kinds = states.flatMap((state) =>
      (state === 'granted' ? [-DAY, 0, DAY, null] : [null]).map((end) => ({ state, end })),
    )
    const people = await Promise.all(
      kinds.map(async ({ state, end }) => {
        const profileId = await addPerson(profile, { traits: { alle: 1 } })
        const more = { at: ago(2 * DAY), ...(end === null ? {} : { expiresAt: after(end) }) }
        if (state !== null)
          for (const purpose of ['profiling', 'alles']) await say(profileId, state, { purpose, ...more })
        return profileId
      }),
    )
    await change({ alles: 'none' })
    for (const purpose of ['profiling', 'alles', 'unbenannt', 'service']) {
      const { body } = await profile.call('POST /v1/consents/check', {
        body: { profileIds: people, purposes: [purpose] },
      })
      const allowed = body.items.filter((item: { allowed: boolean }) => item.allowed)
      expect(await preview(there, purpose), purpose).toBe(allowed.length)
      await put(`alle-${purpose}`, there, purpose)
      const inIt = allowed.map((item: { profileId: string }) => item.profileId)
      expect((await members(`alle-${purpose}`)).toSorted(), purpose).toEqual(inIt.toSorted())
    }
    await change(null)
  })
})

describe('the condition `consent`', () => {
  it('holds while the consent does, in memory and for everybody at once', async () => {
    const [karl, lena] = [
      await addPerson(profile, { traits: { blatt: 1 } }),
      await addPerson(profile, { traits: { blatt: 1 } }),
    ]
    const condition = { all: [trait('blatt'), { consent: { purpose: 'newsletter_ki' } }] }
    const without = { all: [trait('blatt'), { not: { consent: { purpose: 'newsletter_ki' } } }] }
    await say(karl, 'granted', { purpose: 'newsletter_ki' })
    await put('blatt', condition)
    await put('ohne-blatt', without)
    expect([await members('blatt'), await members('ohne-blatt')]).toEqual([[karl], [lena]])
    await say(lena, 'granted', { purpose: 'newsletter_ki' })
    await say(karl, 'withdrawn', { purpose: 'newsletter_ki' })
    expect([await members('blatt'), await members('ohne-blatt')]).toEqual([[lena], [karl]])
    expect([await preview(condition), await preview(without)]).toEqual([1, 1])
    expect((await why(karl, 'blatt')).leaves).toContainEqual({
      path: '/all/1',
      holds: false,
      because: 'has not consented to newsletter_ki',
    })
  })
})
