import { randomUUID } from 'node:crypto'
import {
  type DataOf,
  eventPlanned,
  interactionRecorded,
  profileChanged,
  segmentEntered,
  traitsPlanned,
} from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const orderOf = (profileId: string, step = 'gold') => {
  const runId = randomUUID()
  const occurredAt = new Date().toISOString()
  return { ...traitsPlanned.example, runId, orderId: `${runId}:${step}:1`, step, profileId, occurredAt }
}
const change = (traits: Record<string, unknown>, order: ReturnType<typeof orderOf>, id?: string): Promise<unknown> =>
  profile.publish(traitsPlanned, profile.workspace.id, { ...order, traits }, id === undefined ? {} : { id })
const emit = (order: ReturnType<typeof orderOf>, more: Partial<DataOf<typeof eventPlanned>> = {}): Promise<unknown> => {
  const { traits: _traits, ...rest } = order
  const data = { ...rest, event: 'Karte gedruckt', properties: { art: 'Gruß' }, ...more }
  return profile.publish(eventPlanned, profile.workspace.id, data)
}
const recorded = async (orderId: string) => {
  const [found] = await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === orderId)
  return found?.data
}
const deadLetter = async (code: string, profileId: string) =>
  eventually(async () => {
    const { body } = await profile.call('GET /v1/dead-letters')
    const found = body.items.find((item: { reason: string }) => JSON.stringify(item).includes(code))
    if (found === undefined) throw new Error(`none of ${profileId} among ${JSON.stringify(body)}`)
    return found
  })

describe('a change that a journey orders', () => {
  it('is an identify call with the id of the order, and changes snapshot and segments', async () => {
    const condition = { path: 'traits.stufe', op: 'eq', value: 'gold' }
    await profile.call('PUT /v1/segments/gold', { body: { name: 'Gold', condition } })
    const anna = await addPerson(profile, { traits: { stufe: 'silber', alt: 1 } })
    const order = orderOf(anna)
    await change({ stufe: 'gold', alt: null }, order, randomUUID())
    expect(await recorded(order.orderId)).toMatchObject({
      profileId: anna,
      kind: 'identify',
      name: null,
      traits: { stufe: 'gold', alt: null },
      channel: 'journey',
      chainDepth: 1,
      occurredAt: order.occurredAt,
      context: { journey: { key: order.journey, version: 1, runId: order.runId, step: 'gold' } },
    })
    const [snapshot] = await profile.waitFor(profileChanged, 1, ({ data }) => data.profileId === anna)
    expect(snapshot?.data).toMatchObject({ traits: { stufe: 'gold' }, segments: ['gold'], because: order.orderId })
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === anna)
    expect(entered?.data).toMatchObject({ segment: 'gold', because: order.orderId, chainDepth: 1 })
    const { body } = await profile.call(`GET /v1/events/${encodeURIComponent(order.orderId)}/trace`)
    expect(body).toMatchObject({ profileId: anna, segmentsEntered: ['gold'] })
  })

  it('is carried out once, however often it is delivered', async () => {
    const bernd = await addPerson(profile)
    const order = orderOf(bernd)
    const id = randomUUID()
    await change({ stufe: 'gold' }, order, id)
    await change({ stufe: 'gold' }, order, id)
    await change({ stufe: 'blech' }, order)
    const last = orderOf(bernd, 'schluss')
    await emit(last)
    await recorded(last.orderId)
    const all = profile.published(interactionRecorded).filter(({ data }) => data.profileId === bernd)
    expect(all.map(({ data }) => data.messageId)).toEqual([order.orderId, last.orderId])
    expect((await profile.call(`GET /v1/profiles/${bernd}`)).body.traits).toEqual({ stufe: 'gold' })
  })

  it('links an address that leads to nobody, and takes none that is somebody else’s', async () => {
    await profile.call('POST /v1/identify', { body: { userId: 'clara', traits: { email: 'clara@example.test' } } })
    const dora = await addPerson(profile)
    const order = orderOf(dora)
    await change({ email: 'dora.groß@example.test', phone: '+49 30 901820' }, order)
    await recorded(order.orderId)
    const taken = orderOf(dora, 'fremd')
    await change({ email: 'clara@example.test' }, taken)
    await recorded(taken.orderId)
    const { body } = await profile.call(`GET /v1/profiles/${dora}`)
    expect(body.traits.email).toBe('clara@example.test')
    expect(body.identifiers.map(({ value }: { value: string }) => value).toSorted()).toEqual([
      '+4930901820',
      'dora.groß@example.test',
    ])
    const trace = (await profile.call(`GET /v1/events/${encodeURIComponent(taken.orderId)}/trace`)).body
    expect(trace.warnings).toMatchObject([{ code: 'identifier_taken' }])
  })

  it('reaches somebody by the id that they had before a merge', async () => {
    const [emil, frida] = [await addPerson(profile), await addPerson(profile)]
    const body = { absorbedId: frida, reason: 'eine Person' }
    expect((await profile.call(`POST /v1/profiles/${emil}/merge`, { body })).status).toBe(200)
    const order = orderOf(frida)
    await change({ stufe: 'gold' }, order)
    expect(await recorded(order.orderId)).toMatchObject({ profileId: emil })
  })

  it('is a dead letter when nobody has the id or the person would become too large, and stops nobody else', async () => {
    const gerd = await addPerson(profile, { traits: { viel: 'x'.repeat(260_000) } })
    const nobody = randomUUID()
    await change({ a: 1 }, orderOf(nobody))
    await change({ mehr: 'y'.repeat(4_000) }, orderOf(gerd))
    const order = orderOf(gerd, 'klein')
    await change({ a: 1 }, order)
    await recorded(order.orderId)
    await deadLetter('profile_unknown', nobody)
    await deadLetter('traits_too_large', gerd)
    expect((await profile.call(`GET /v1/profiles/${gerd}`)).body.traits).not.toHaveProperty('mehr')
  })

  it('is a dead letter that is redriven with an Idempotency-Key, which repeats the answer', async () => {
    const ines = await addPerson(profile, { traits: { lang: 'x'.repeat(260_000) } })
    const id = randomUUID()
    await change({ mehr: 'y'.repeat(4_000) }, orderOf(ines), id)
    const letter = await eventually(async () => {
      const { body } = await profile.call('GET /v1/dead-letters?limit=100')
      const found = body.items.filter(({ eventId }: { eventId: string }) => eventId === id)
      // The order stands on two topics.
      expect(found).toHaveLength(2)
      return found[0].id
    })
    const redrive = (headers: Record<string, string>) =>
      profile.call(`POST /v1/dead-letters/${letter}/redrive`, { headers })
    expect(await redrive({})).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_required', errors: [{ pointer: '/headers/idempotency-key' }] },
    })
    const key = { 'idempotency-key': randomUUID() }
    expect(await redrive(key)).toMatchObject({ status: 409, body: { code: 'redrive_failed' } })
    await change({ lang: null }, orderOf(ines, 'kurz'))
    await eventually(async () =>
      expect((await profile.call(`GET /v1/profiles/${ines}`)).body.traits).not.toHaveProperty('lang'),
    )
    const answers = await Promise.all([redrive(key), redrive(key)])
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    const again = await redrive(key)
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([200, { id: letter }, 'true'])
    expect(await redrive({ 'idempotency-key': randomUUID() })).toMatchObject({ status: 404 })
    expect((await profile.call(`GET /v1/profiles/${ines}`)).body.traits).toHaveProperty('mehr')
  })
})

describe('an event that a journey orders', () => {
  it('is a track call with the id of the order, also a long one, and counts in segments', async () => {
    const condition = { did: 'Karte gedruckt' }
    await profile.call('PUT /v1/segments/karte', { body: { name: 'Karte', condition } })
    const hans = await addPerson(profile)
    const order = orderOf(hans, `s${'t'.repeat(62)}`)
    await emit(order, { chainDepth: 10 })
    expect(await recorded(order.orderId)).toMatchObject({
      kind: 'track',
      name: 'Karte gedruckt',
      properties: { art: 'Gruß' },
      chainDepth: 10,
    })
    const [entered] = await profile.waitFor(segmentEntered, 1, ({ data }) => data.profileId === hans)
    expect(entered?.data).toMatchObject({ segment: 'karte', chainDepth: 10 })
    const { status } = await profile.call(`GET /v1/events/${encodeURIComponent(order.orderId)}/trace`)
    expect(status).toBe(200)
  })

  it('happened at the latest when it was received', async () => {
    const ida = await addPerson(profile)
    const order = { ...orderOf(ida), occurredAt: '2199-01-01T00:00:00.000Z' }
    await emit(order)
    const data = await recorded(order.orderId)
    expect(data?.occurredAt).toBe(data?.receivedAt)
  })
})
