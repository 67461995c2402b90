import { interactionRecorded, profileChanged, profileMerged, segmentEntered, topicNames } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectEvents } from '../src/commands/collect-events.js'
import { keyOf } from '../src/domain/identifier.js'
import { decideIdentity } from '../src/domain/identity.js'
import { applyDecision, openGraph } from '../src/domain/identity-graph.js'
import { DEFAULT_RULES } from '../src/domain/identity-rules.js'
import { timeEvent } from '../src/domain/interaction.js'
import { readEvent, type TimedEvent } from '../src/domain/tracking.js'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
const told: { readonly topic: string; readonly key: string; readonly type: string; readonly text: string }[] = []
beforeAll(async () => {
  profile = await startProfile()
  await profile.log.subscribe({
    group: 'order-of-causes',
    topics: [topicNames.facts('profile'), topicNames.people],
    onChunk: async (chunk) => {
      for (const { topic, key, headers, value } of chunk.records)
        told.push({ topic, key, type: headers['ce_type'] ?? '', text: value ?? '' })
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
      (one: { type: string; value: string }) => `${one.type}:${one.value}`,
    )
    expect(identifiers.toSorted()).toEqual([
      `device_id:${id}-phone`,
      `email:${id}@xn--strae-oqa.de`,
      'phone:+491701234567',
      `user_id:${id}`,
    ])
  })

  it('tells what was sent, and of the person only if something is new', async () => {
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
    const told = await profile.waitFor(interactionRecorded, 4, ({ data }) => data.profileId === profileId)
    expect(told.map(({ data }) => [data.kind, data.name, data.profileRevision])).toEqual([
      ['track', 'Bestellung', 1],
      ['track', 'Zahlung', 1],
      ['identify', null, 2],
      ['identify', null, 2],
    ])
    expect(told[0]?.data).toMatchObject({
      properties: call.properties,
      context: call.context,
      channel: 'server',
      identifiers: [{ type: 'user_id', value: id }],
    })
    expect(told[2]?.data).toMatchObject({ traits: { plan: 'plus' } })
    const changes = profile.told(profileChanged).filter(({ data }) => data.profileId === profileId)
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
      warnings: ['identifier_blocked:user_id', 'nobody_known'],
    })
    expect(await trace(`${messageId}-g`)).toMatchObject({ accepted: true, profileId: null, identifiers: [] })
    expect(await rows('select count(*) from profile')).toEqual(before)
  })

  it('says in its trace how its clock was corrected', async () => {
    const messageId = fresh('message')
    const off = 3_600_000
    const now = Date.now()
    await send('track', {
      userId: fresh('user'),
      event: 'X',
      messageId,
      timestamp: new Date(now - off - 60_000).toISOString(),
      sentAt: new Date(now - off).toISOString(),
    })
    const report = await trace(messageId)
    expect(Math.abs(report.skewMs - off)).toBeLessThan(5_000)
    expect(report.originalTimestamp).toBe(new Date(now - off - 60_000).toISOString())
    expect(Date.parse(report.receivedAt) - Date.parse(report.occurredAt)).toBe(60_000)
  })

  it('of long ago does not overwrite what is known since', async () => {
    const userId = fresh('user')
    const profileId = await collect('identify', { userId, traits: { city: 'Köln' }, timestamp: '2026-01-02T00:00:00Z' })
    await collect('identify', { userId, traits: { city: 'Bonn', name: 'Änne' }, timestamp: '2026-01-01T00:00:00Z' })
    expect((await person(profileId)).traits).toEqual({ city: 'Köln', name: 'Änne' })
  })
})

describe('people who turn out to be one', () => {
  it('are merged, and everything is told in the order of causes', async () => {
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
    const [merged] = profile.told(profileMerged).filter(({ data }) => data.survivorId === user)
    expect(merged?.data).toMatchObject({ absorbedIds: [visitor], rule: 'same_anonymous_id', because: messageId })
    const [, changed] = profile.told(profileChanged).filter(({ data }) => data.profileId === user)
    expect(changed?.data).toMatchObject({
      revision: 2,
      absorbedIds: [visitor],
      segments: ['merged-buyers'],
      because: messageId,
    })
    const since = (type: string) =>
      told.findIndex((one) => one.topic === 'polyphon.profile' && one.type === type && one.text.includes(messageId))
    const order = [
      'profile.merged.v1',
      'profile.changed.v1',
      'profile.interaction_recorded.v1',
      'profile.segment_entered.v1',
    ]
    const places = order.map(since)
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    const interaction = profile.told(interactionRecorded).find(({ data }) => data.messageId === messageId)
    expect(interaction?.data).toMatchObject({ profileId: user, profileRevision: 2 })
    await eventually(() => {
      const old = told.filter(
        (one) => one.topic === topicNames.people && one.key === `${profile.workspace.id}:${visitor}`,
      )
      expect(JSON.parse(old.at(-1)?.text ?? '{}')).toEqual({ profileId: visitor, mergedInto: user, revision: 2 })
    })
    expect(told.some((one) => one.topic === 'polyphon.profile' && one.text.includes('mergedInto'))).toBe(false)
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
    const before = await rows('select profile_id, identifiers from interaction where message_id = $1', [messageId])
    const user = await collect('identify', { userId: id })
    expect(await collect('identify', { userId: id, anonymousId: ` ${id} ` })).toBe(user)
    expect(await rows('select profile_id, identifiers from interaction where message_id = $1', [messageId])).toEqual(
      before,
    )
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
    expect([report.profileId === alice, report.warnings]).toEqual([false, ['alias_refused:known_user']])
    const carol = await collect('track', { anonymousId: `${id}-c`, event: 'X' })
    expect(await collect('alias', { userId: `${id}-carol`, previousId: `${id}-c` })).toBe(carol)
  })
})

describe('many at once', () => {
  it('identify one person: one row, every identifier on it', async () => {
    const id = fresh('race')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        send('identify', { userId: id, anonymousId: `${id}-${n % 4}`, traits: { [`t${n}`]: n } }),
      ),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const people = await rows<{ profile_id: string }>(
      "select distinct profile_id from profile_identifier where value like $1 || '%'",
      [id],
    )
    expect(people).toHaveLength(1)
    const { traits, identifiers } = await person(people[0]?.profile_id ?? '')
    expect(Object.keys(traits)).toHaveLength(50)
    expect(identifiers).toHaveLength(5)
  })

  it('are applied side by side by several processes, and still come to what the log says', async () => {
    const random = seeded(3)
    for (let round = 0; round < 15; round += 1) {
      const id = fresh('replicas')
      const events = Array.from({ length: 60 }, () => timed(randomEvent(random, id)))
      // What each process would do with its own part, eight transactions at a time.
      const processes = Array.from({ length: 8 }, (_, process) => events.filter((_event, n) => n % 8 === process))
      await Promise.all(
        processes.map(async (own) => {
          for (let from = 0; from < own.length; from += 3)
            await profile.deps.db.transact(profile.workspace.id, (tx) =>
              collectEvents(tx, own.slice(from, from + 3), (text) => text),
            )
        }),
      )
      expect(await storedPartition(id)).toEqual(await replayedPartition(id))
    }
  })

  it('come to the same people as the same events one after the other, in the order of the log', async () => {
    const random = seeded(20261122)
    for (let round = 0; round < 20; round += 1) {
      const id = fresh('mix')
      const events = Array.from({ length: 50 }, () => randomEvent(random, id))
      const answers = await Promise.all(events.map((event) => send('track', event)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(await storedPartition(id)).toEqual(await replayedPartition(id))
    }
  })
})

const VALUES: Readonly<Record<string, readonly string[]>> = {
  user_id: ['u1', 'u2', 'u3'],
  anonymous_id: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'],
  device_id: ['d1', 'd2', 'd3'],
  crm: ['c1', 'c2', 'c3', 'c4'],
}

function randomEvent(random: () => number, id: string): Record<string, unknown> {
  const pick = (type: string): string | undefined => {
    const values = VALUES[type] ?? []
    return random() < 0.45 ? `${id}-${values[Math.floor(random() * values.length)]}` : undefined
  }
  const crm = pick('crm')
  return {
    event: 'X',
    userId: pick('user_id'),
    anonymousId: pick('anonymous_id') ?? `${id}-a1`,
    context: { device: { id: pick('device_id') }, externalIds: crm === undefined ? [] : [{ type: 'crm', id: crm }] },
  }
}

function timed(call: Record<string, unknown>): TimedEvent {
  const read = readEvent(call, 'track', { context: {}, integrations: {}, sentAt: null, timestamp: null }, uuidv7())
  if (!read.ok) throw new Error(read.refusal.detail)
  return timeEvent(read.event, new Date())
}

async function storedPartition(id: string): Promise<readonly string[]> {
  const found = await rows<{ ids: string[] }>(
    `select array_agg(type || ' ' || value order by type, value) as ids from profile_identifier
      where value like $1 || '-%' group by profile_id`,
    [id],
  )
  return found.map(({ ids }) => ids.join(', ')).toSorted()
}

/** Decides the stored events anew, one by one, in the order in which they were applied. */
async function replayedPartition(id: string): Promise<readonly string[]> {
  const events = await rows<{ identifiers: { type: string; value: string }[]; occurred_at: Date }>(
    `select identifiers, occurred_at from interaction
      where identifiers::text like '%' || $1 || '-%' order by position`,
    [id],
  )
  const graph = openGraph(new Map(), new Map())
  for (const [index, { identifiers, occurred_at: at }] of events.entries()) {
    const claim = { identifiers, previousId: null, at, freshId: `person-${String(index).padStart(4, '0')}` }
    applyDecision(graph, decideIdentity(graph, claim, DEFAULT_RULES), { at, now: at, because: String(index) })
  }
  return [...graph.people.values()]
    .filter(({ identifiers }) => identifiers.length > 0)
    .map(({ identifiers }) =>
      identifiers
        .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
        .map(({ type, value }) => `${type} ${value}`)
        .join(', '),
    )
    .toSorted()
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
