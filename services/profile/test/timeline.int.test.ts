import {
  feedbackGiven,
  feedbackRequested,
  messageAccepted,
  messageQueued,
  messageRead,
  messageSent,
  runEnded,
  runStarted,
  stepEntered,
} from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addInteraction, addPerson, ago, did, NOW, type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile(NOW)
})
afterAll(() => profile.close())

interface Item {
  readonly id: string
  readonly kind: string
  readonly occurredAt: string
  readonly type: string
  readonly service: string
  readonly data: Record<string, unknown>
}

const timeline = async (profileId: string, query = ''): Promise<readonly Item[]> => {
  const answer = await profile.call(`GET /v1/profiles/${profileId}/timeline${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.items
}
const iso = (ms: number): string => ago(ms).toISOString()

describe('the timeline of a person', () => {
  it('joins what they did with what the other services publish, newest first', async () => {
    const anna = await addPerson(profile)
    await did(profile, anna, {
      name: 'Order Delivered',
      at: ago(50_000),
      messageId: 'order-1',
      properties: { late: false, artikel: 'Wanderschuh Größe 38' },
    })
    const { workspace } = profile
    const run = { profileId: anna, occurredAt: iso(40_000) }
    await profile.publish(runStarted, workspace.id, { ...runStarted.example, ...run })
    await profile.publish(stepEntered, workspace.id, { ...stepEntered.example, ...run, occurredAt: iso(39_000) })
    await profile.publish(
      feedbackRequested,
      workspace.id,
      { ...feedbackRequested.example, profileId: anna },
      { time: ago(30_000) },
    )
    await profile.publish(messageSent, workspace.id, {
      ...messageSent.example,
      profileId: anna,
      occurredAt: iso(20_000),
    })
    await profile.publish(feedbackGiven, workspace.id, {
      ...feedbackGiven.example,
      profileId: anna,
      occurredAt: iso(10_000),
    })
    await profile.publish(runEnded, workspace.id, { ...runEnded.example, ...run, occurredAt: iso(5_000) })
    const items = await eventually(async () => {
      const found = await timeline(anna)
      expect(found).toHaveLength(7)
      return found
    })
    expect(items.map(({ kind, type, service, occurredAt }) => [kind, type, service, occurredAt])).toEqual([
      ['journey', 'journey.run_ended.v1', 'journey', iso(5_000)],
      ['feedback', 'feedback.feedback_given.v1', 'feedback', iso(10_000)],
      ['message', 'messaging.message_sent.v1', 'messaging', iso(20_000)],
      ['feedback', 'feedback.feedback_requested.v1', 'feedback', iso(30_000)],
      ['journey', 'journey.step_entered.v1', 'journey', iso(39_000)],
      ['journey', 'journey.run_started.v1', 'journey', iso(40_000)],
      ['interaction', 'profile.interaction_recorded.v1', 'profile', iso(50_000)],
    ])
    expect(items[6]).toMatchObject({
      id: 'order-1',
      data: {
        name: 'Order Delivered',
        kind: 'track',
        properties: { late: false, artikel: 'Wanderschuh Größe 38' },
        receivedAt: NOW.toISOString(),
      },
    })
    expect(items[1]?.data).toMatchObject({ texts: feedbackGiven.example.texts, scores: feedbackGiven.example.scores })
    expect(items[3]?.data).not.toHaveProperty('url')
  })

  it('shows an event once, however often it is delivered', async () => {
    const ben = await addPerson(profile)
    const data = { ...messageSent.example, profileId: ben }
    const id = await profile.publish(messageSent, profile.workspace.id, data)
    await profile.publish(messageSent, profile.workspace.id, data, { id })
    await profile.publish(runEnded, profile.workspace.id, { ...runEnded.example, profileId: ben })
    await eventually(async () => expect(await timeline(ben, '?kind=journey')).toHaveLength(1))
    await profile.publish(messageSent, profile.workspace.id, data, { id: '01930f6e-0c00-7a10-8f00-3f6c1d2b4bbb' })
    await eventually(async () => expect(await timeline(ben, '?kind=message')).toHaveLength(2))
    expect((await timeline(ben, '?kind=message')).map((item) => item.id)).toContain(id)
  })

  it('shows each state of a message, whether it was published by itself or with a later one', async () => {
    const dana = await addPerson(profile)
    const states = async (messageId: string) =>
      (await timeline(dana, '?kind=message&limit=100'))
        .filter(({ data }) => data['messageId'] === messageId)
        .map(({ type, occurredAt, data }) => [type.split(/[_.]/)[2], occurredAt, data['occurredAt'], 'reached' in data])
    const of = (messageId: string, occurredAt: string) => ({
      ...messageSent.example,
      profileId: dana,
      messageId,
      occurredAt,
    })
    const [short, single, mixed] = ['1', '2', '3'].map((digit) => `01930f6e-0c00-7a10-8f00-3f6c1d2b4c0${digit}`)
    const { workspace } = profile
    const sent = { ...of(short ?? '', iso(70)), reached: { accepted: iso(80), queued: iso(90) } }
    const id = await profile.publish(messageSent, workspace.id, sent)
    await profile.publish(messageSent, workspace.id, sent, { id })
    await profile.publish(messageQueued, workspace.id, of(single ?? '', iso(90)))
    await profile.publish(messageAccepted, workspace.id, of(single ?? '', iso(80)))
    await profile.publish(messageSent, workspace.id, of(single ?? '', iso(70)))
    await profile.publish(messageQueued, workspace.id, of(mixed ?? '', iso(90)))
    await profile.publish(messageSent, workspace.id, { ...of(mixed ?? '', iso(70)), reached: { accepted: iso(80) } })
    const expected = ['sent', 'accepted', 'queued'].map((state, index) => {
      const at = iso(70 + index * 10)
      return [state, at, at, false]
    })
    for (const messageId of [short, single, mixed])
      await eventually(async () => expect(await states(messageId ?? '')).toEqual(expected))
    // A provider that says first that a message was read.
    const read = { ...of(mixed ?? '', iso(50)), reached: { delivered: iso(60) } }
    await profile.publish(messageRead, workspace.id, read)
    await eventually(async () =>
      expect((await states(mixed ?? '')).map(([state]) => state)).toEqual([
        'read',
        'delivered',
        'sent',
        'accepted',
        'queued',
      ]),
    )
  })

  it('shows when somebody entered and left a segment, and why', async () => {
    await profile.call('PUT /v1/segments/clicked', { body: { name: 'a', condition: { did: 'Klick' } } })
    const cem = await addPerson(profile)
    await did(profile, cem, { name: 'Klick', at: ago(1) })
    const [entered] = await timeline(cem, '?kind=segment')
    expect(entered).toMatchObject({
      type: 'profile.segment_entered.v1',
      service: 'profile',
      data: { segment: 'clicked', segmentVersion: 1, because: 'test' },
    })
    await profile.call('PUT /v1/segments/clicked', { body: { name: 'a', condition: { did: 'Nie' } } })
    expect((await timeline(cem, '?kind=segment')).map(({ type }) => type)).toContain('profile.segment_left.v1')
  })

  it('includes what happened under absorbed ids, before and after the merge', async () => {
    const [survivor, absorbed] = [await addPerson(profile), '01930f6e-0c00-7a10-8f00-3f6c1d2b4ccc']
    await profile.deps.db.transact(profile.workspace.id, async (tx) => {
      await addInteraction(tx, absorbed, { name: 'Früher', at: ago(2_000) })
      await tx.query(
        'insert into profile_alias (workspace_id, old_id, canonical_id, merged_at) values ($1, $2, $3, $4)',
        [tx.workspaceId, absorbed, survivor, tx.now],
      )
    })
    await did(profile, survivor, { name: 'Später', at: ago(1_000) })
    const late = { ...messageSent.example, profileId: absorbed, occurredAt: iso(500) }
    await profile.publish(messageSent, profile.workspace.id, late)
    await eventually(async () => expect(await timeline(survivor)).toHaveLength(3))
    expect((await timeline(absorbed)).map(({ data, kind }) => data['name'] ?? kind)).toEqual([
      'message',
      'Später',
      'Früher',
    ])
  })

  it('pages without losing or repeating what happened at the same moment', async () => {
    const dora = await addPerson(profile)
    const events = Array.from({ length: 23 }, (_, n) => ({
      name: 'Klick',
      at: ago(Math.floor(n / 5) * 1_000),
      messageId: `dora-${n}`,
    }))
    await did(profile, dora, ...events)
    for (let n = 0; n < 4; n += 1)
      await profile.publish(messageSent, profile.workspace.id, {
        ...messageSent.example,
        profileId: dora,
        occurredAt: iso(1_000),
      })
    await eventually(async () => expect(await timeline(dora, '?kind=message')).toHaveLength(4))
    const whole = await timeline(dora, '?limit=100')
    expect(whole.filter(({ kind }) => kind !== 'segment')).toHaveLength(27)
    const seen: Item[] = []
    let cursor = ''
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await profile.call(`GET /v1/profiles/${dora}/timeline?limit=4${cursor}`)
      seen.push(...body.items)
      if (body.nextCursor === null) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(seen.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    const before = await timeline(dora, `?limit=100&kind=interaction&before=${iso(2_000)}`)
    expect(before.map(({ occurredAt }) => occurredAt)).toEqual(
      whole.map(({ occurredAt }) => occurredAt).filter((at) => at < iso(2_000)),
    )
  })

  it('names what is wrong with the question', async () => {
    const emil = await addPerson(profile)
    for (const [query, pointer] of [
      ['kind=visit', '/query/kind'],
      ['before=yesterday', '/query/before'],
      ['cursor=abc', '/query/cursor'],
      ['limit=501', '/query/limit'],
    ]) {
      const refused = await profile.call(`GET /v1/profiles/${emil}/timeline?${query}`)
      expect([refused.status, refused.body.errors[0]?.pointer], query).toEqual([400, pointer])
    }
    const key = profile.workspace.publishableKey
    expect((await profile.call(`GET /v1/profiles/${emil}/timeline`, { key })).status).toBe(403)
  })
})
