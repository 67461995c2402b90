import { interactionRecorded, profileChanged, profileMerged, segmentEntered, topicNames } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
const log: { readonly topic: string; readonly key: string; readonly type: string; readonly text: string }[] = []
beforeAll(async () => {
  profile = await startProfile()
  await profile.log.subscribe({
    group: 'order-of-causes',
    topics: [topicNames.facts('profile'), topicNames.people],
    onChunk: async (chunk) => {
      for (const { topic, key, headers, value } of chunk.records)
        log.push({ topic, key, type: headers['ce_type'] ?? '', text: value ?? '' })
      await chunk.commit((chunk.records.at(-1)?.offset ?? 0n) + 1n)
    },
  })
})
afterAll(() => profile.close())

let count = 0
const fresh = (name: string): string => `${name}-${++count}`
const send = (kind: string, call: Record<string, unknown>) => profile.call(`POST /v1/${kind}`, { body: call })
const batch = (...events: Record<string, unknown>[]) => profile.call('POST /v1/batch', { body: { batch: events } })
const trace = async (messageId: string) => (await profile.call(`GET /v1/events/${messageId}/trace`)).body
const person = async (profileId: string) => (await profile.call(`GET /v1/profiles/${profileId}`)).body
const collect = async (kind: string, call: Record<string, unknown>): Promise<string> => {
  const messageId = fresh('message')
  expect((await send(kind, { ...call, messageId })).body).toEqual({ success: true })
  return (await trace(messageId)).profileId
}
const rows = async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> =>
  profile.deps.db.transact(profile.workspace.id, async (tx) => (await tx.query<Row>(text, values)).rows)

const interactionOf = (messageId: string) =>
  rows("select profile_id, doc -> 'identifiers' as identifiers from interaction where message_id = $1", [messageId])

describe('an applied event', () => {
  it('is seen by a read that follows', async () => {
    const id = fresh('user')
    const profileId = await collect('identify', {
      userId: id,
      traits: { email: `${id}@Straße.de`, phone: '0170 1234567', firstName: 'Änne', locale: 'de-DE' },
      context: { timezone: 'Europe/Berlin', locale: 'en-US', device: { id: `${id}-phone` } },
    })
    expect(await person(profileId)).toMatchObject({
      id: profileId,
      traits: { firstName: 'Änne', email: `${id}@Straße.de` },
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      revision: 1,
    })
    const identifiers = (await person(profileId)).identifiers.map(
      (identifier: { type: string; value: string }) => `${identifier.type}:${identifier.value}`,
    )
    expect(identifiers.toSorted()).toEqual([
      `device_id:${id}-phone`,
      `email:${id}@xn--strae-oqa.de`,
      'phone:+491701234567',
      `user_id:${id}`,
    ])
  })

  it('publishes what was sent, and the person only if something is new', async () => {
    const id = fresh('user')
    const call = {
      userId: id,
      event: 'Bestellung',
      properties: { total: 12.5, Größe: '38½' },
      context: { locale: 'de' },
      channel: 'server',
    }
    const profileId = await collect('track', call)
    await collect('track', { ...call, event: 'Zahlung' })
    await collect('identify', { userId: id, traits: { plan: 'plus' } })
    await collect('identify', { userId: id, traits: { plan: 'plus' } })
    const published = await profile.waitFor(interactionRecorded, 4, ({ data }) => data.profileId === profileId)
    expect(published.map(({ data }) => [data.kind, data.name, data.profileRevision])).toEqual([
      ['track', 'Bestellung', 1],
      ['track', 'Zahlung', 1],
      ['identify', null, 2],
      ['identify', null, 2],
    ])
    expect(published[0]?.data).toMatchObject({
      properties: call.properties,
      context: call.context,
      channel: 'server',
      identifiers: [{ type: 'user_id', value: id }],
    })
    expect(published[2]?.data).toMatchObject({ traits: { plan: 'plus' } })
    const changes = profile.published(profileChanged).filter(({ data }) => data.profileId === profileId)
    expect(changes.map(({ data }) => data.revision)).toEqual([1, 2])
  })

  it('without anybody to go by is kept and traced, and nobody is made', async () => {
    const messageId = fresh('message')
    const before = await rows<{ count: string }>('select count(*) from profile')
    expect((await send('track', { userId: 'null', event: 'X', messageId })).status).toBe(200)
    expect(
      (await send('group', { groupId: 'firma', traits: { email: 'post@firma.de' }, messageId: `${messageId}-g` }))
        .status,
    ).toBe(200)
    expect(await trace(messageId)).toMatchObject({
      accepted: true,
      profileId: null,
      identifiers: [{ type: 'user_id', value: 'null', verdict: 'blocked' }],
      warnings: [
        { pointer: '/userId', code: 'identifier_blocked' },
        { pointer: '', code: 'nobody_known' },
      ],
    })
    expect(await trace(`${messageId}-g`)).toMatchObject({ accepted: true, profileId: null, identifiers: [] })
    expect(await rows('select count(*) from profile')).toEqual(before)
  })

  it('has in its trace how its clock was corrected', async () => {
    const messageIds = [fresh('message'), fresh('message'), fresh('message')]
    const userId = fresh('user')
    const off = 3_600_000
    let sentAt = 0
    for (const messageId of messageIds) {
      sentAt = Date.now() - off
      await send('track', {
        userId,
        event: 'X',
        messageId,
        timestamp: new Date(sentAt - 60_000).toISOString(),
        sentAt: new Date(sentAt).toISOString(),
      })
    }
    // One request that was long on its way says nothing of a clock, three do.
    expect((await trace(messageIds[0] ?? '')).skewMs).toBe(0)
    const messageId = messageIds[2] ?? ''
    const report = await trace(messageId)
    // An hour, and how long the request took.
    expect(Math.abs(report.skewMs - off)).toBeLessThan(60_000)
    expect(report.originalTimestamp).toBe(new Date(sentAt - 60_000).toISOString())
    const ago = Date.parse(report.receivedAt) - Date.parse(report.occurredAt)
    expect(ago).toBeGreaterThanOrEqual(60_000)
    expect(ago).toBeLessThan(120_000)
  })

  it('of long ago does not overwrite what is known since', async () => {
    const userId = fresh('user')
    const profileId = await collect('identify', { userId, traits: { city: 'Köln' }, timestamp: '2026-01-02T00:00:00Z' })
    await collect('identify', { userId, traits: { city: 'Bonn', name: 'Änne' }, timestamp: '2026-01-01T00:00:00Z' })
    expect((await person(profileId)).traits).toEqual({ city: 'Köln', name: 'Änne' })
  })
})

describe('people who turn out to be one', () => {
  it('are merged, and everything is published in the order of causes', async () => {
    const id = fresh('user')
    await profile.call('PUT /v1/segments/merged-buyers', {
      body: { name: 'Käufer', condition: { all: [{ did: 'Kauf' }, { path: 'traits.plan', op: 'eq', value: 'plus' }] } },
    })
    const visitor = await collect('track', {
      anonymousId: `${id}-a`,
      event: 'Kauf',
      context: { traits: { city: 'Köln' } },
    })
    const user = await collect('identify', { userId: id, traits: { plan: 'plus' } })
    expect(visitor).not.toBe(user)
    const messageId = fresh('message')
    await send('track', { userId: id, anonymousId: `${id}-a`, event: 'Anmeldung', messageId })
    const report = await trace(messageId)
    expect(report).toMatchObject({
      profileId: user,
      identifiers: [
        { type: 'user_id', value: id, verdict: 'matched' },
        { type: 'anonymous_id', value: `${id}-a`, verdict: 'matched' },
      ],
      segmentsEntered: ['merged-buyers'],
      segmentsLeft: [],
    })
    expect(await person(visitor)).toMatchObject({
      canonicalId: user,
      traits: { city: 'Köln', plan: 'plus' },
      segments: ['merged-buyers'],
    })
    await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === user)
    const [merged] = profile.published(profileMerged).filter(({ data }) => data.survivorId === user)
    expect(merged?.data).toMatchObject({ absorbedIds: [visitor], rule: 'same_anonymous_id', because: messageId })
    const [, changed] = profile.published(profileChanged).filter(({ data }) => data.profileId === user)
    expect(changed?.data).toMatchObject({
      revision: 2,
      absorbedIds: [visitor],
      segments: ['merged-buyers'],
      because: messageId,
    })
    const since = (type: string) =>
      log.findIndex(
        (record) => record.topic === 'polyphon.profile' && record.type === type && record.text.includes(messageId),
      )
    const order = [
      'profile.merged.v1',
      'profile.changed.v1',
      'profile.interaction_recorded.v1',
      'profile.segment_entered.v1',
    ]
    const positions = order.map(since)
    expect(positions.every((position) => position >= 0)).toBe(true)
    expect(positions).toEqual(positions.toSorted((left, right) => left - right))
    const interaction = profile.published(interactionRecorded).find(({ data }) => data.messageId === messageId)
    expect(interaction?.data).toMatchObject({ profileId: user, profileRevision: 2 })
    await eventually(() => {
      const old = log.filter(
        (record) => record.topic === topicNames.people && record.key === `${profile.workspace.id}:${visitor}`,
      )
      expect(JSON.parse(old.at(-1)?.text ?? '{}')).toEqual({ profileId: visitor, mergedInto: user, revision: 2 })
    })
    expect(log.some((record) => record.topic === 'polyphon.profile' && record.text.includes('mergedInto'))).toBe(false)
  })

  it('keep every id they had through chains of merges', async () => {
    const id = fresh('chain')
    const first = await collect('track', { anonymousId: `${id}-1`, event: 'X' })
    const second = await collect('track', { anonymousId: `${id}-2`, event: 'X' })
    const third = await collect('track', { anonymousId: `${id}-3`, event: 'X' })
    await batch(
      { type: 'track', event: 'Y', anonymousId: `${id}-2`, context: { device: { id: `${id}-d` } } },
      { type: 'track', event: 'Y', anonymousId: `${id}-3`, context: { device: { id: `${id}-d` } } },
      { type: 'identify', anonymousId: `${id}-1`, userId: id },
      { type: 'identify', userId: id, context: { device: { id: `${id}-d` } } },
    )
    for (const old of [first, second, third]) expect((await person(old)).canonicalId).toBe(first)
    expect((await person(first)).absorbedIds.toSorted()).toEqual([second, third].toSorted())
    expect(await collect('track', { anonymousId: `${id}-3`, event: 'Z' })).toBe(first)
  })

  it('leave events and ledger as they were', async () => {
    const id = fresh('raw')
    const messageId = fresh('message')
    await send('track', { anonymousId: ` ${id} `, event: 'X', messageId, context: { device: { id: 'null' } } })
    const before = await interactionOf(messageId)
    const user = await collect('identify', { userId: id })
    expect(await collect('identify', { userId: id, anonymousId: ` ${id} ` })).toBe(user)
    expect(await interactionOf(messageId)).toEqual(before)
    expect(before[0]?.['identifiers']).toEqual([
      { type: 'anonymous_id', value: ` ${id} ` },
      { type: 'device_id', value: 'null' },
    ])
    expect((await trace(messageId)).profileId).toBe(user)
    const ledger = await rows(
      'select kind, rule, absorbed from identity_ledger where profile_id = $1 order by entry_id',
      [user],
    )
    expect(ledger.map(({ kind, rule }) => [kind, rule])).toContainEqual(['merge', 'same_anonymous_id'])
    const timeline = (await profile.call(`GET /v1/profiles/${user}/timeline`)).body
    expect(timeline.items.map((item: { type: string }) => item.type)).toHaveLength(3)
  })

  it('are not joined by a refused alias, which only leaves a warning', async () => {
    const id = fresh('alias')
    const alice = await collect('identify', { userId: `${id}-alice`, anonymousId: `${id}-a` })
    const messageId = fresh('message')
    expect((await send('alias', { userId: `${id}-bob`, previousId: `${id}-a`, messageId })).status).toBe(200)
    const report = await trace(messageId)
    expect(report.profileId).not.toBe(alice)
    expect(report.warnings).toMatchObject([{ pointer: '/previousId', code: 'alias_refused' }])
    const carol = await collect('track', { anonymousId: `${id}-c`, event: 'X' })
    expect(await collect('alias', { userId: `${id}-carol`, previousId: `${id}-c` })).toBe(carol)
  })
})
