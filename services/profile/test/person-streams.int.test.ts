import { eventually, openEvents, type ReadEvents } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
const opened: ReadEvents[] = []
beforeAll(async () => {
  profile = await startProfile()
  for (const key of ['walkers', 'climbers']) {
    const body = { name: key, condition: { path: 'traits.sport', op: 'eq', value: key } }
    await profile.call(`PUT /v1/segments/${key}`, { body })
  }
})
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close()
})
afterAll(() => profile.close())

const open = async (search: string, headers: Readonly<Record<string, string>>) => {
  const stream = await openEvents(`${profile.url}/v1/stream${search}`, headers)
  opened.push(stream)
  return stream
}
const asPerson = async (subject: object, search = '') => {
  const { body } = await profile.call('POST /v1/person-tokens', { body: { ...subject, ttlSeconds: 600 } })
  return open(search, {
    authorization: `Bearer ${profile.workspace.publishableKey}`,
    'polyphon-person': String(body.token),
  })
}
const identify = async (userId: string, traits: object = {}): Promise<string> => {
  const sent = await profile.call('POST /v1/identify', { body: { userId, traits } })
  expect(sent.status, sent.text).toBe(200)
  return eventually(async () => {
    const { body } = await profile.call(`GET /v1/profiles?identifier=user_id:${userId}`)
    expect(body.items).toHaveLength(1)
    return String(body.items[0].id)
  })
}
const shown = ({ events }: ReadEvents) =>
  events.map(({ type, data }) => `${type.replace('.v1', '')} ${Object(data['data'])['segment'] ?? ''}`.trim())

describe('the stream of a person', () => {
  it('shows what is for them and about them, and nothing of others', async () => {
    const anna = await identify('anna')
    const stream = await asPerson({ profileId: anna })
    expect(stream.status).toBe(200)
    await identify('ben', { sport: 'walkers' })
    await identify('anna', { sport: 'climbers' })
    await identify('anna', { sport: 'walkers' })
    await eventually(() =>
      expect(shown(stream)).toEqual([
        'profile.segment_entered climbers',
        'profile.segment_left climbers',
        'profile.segment_entered walkers',
      ]),
    )
  })

  it('is that of who they were merged into, before and behind it', async () => {
    const [survivor, absorbed] = [await identify('clara'), await identify('clara-old')]
    const streams = [
      await asPerson({ profileId: absorbed }),
      await asPerson({ profileId: survivor }),
      await open(`?profileId=${absorbed}&types=profile.segment_entered.v1`, {
        authorization: `Bearer ${profile.workspace.secretKey}`,
      }),
    ]
    const merged = await profile.call(`POST /v1/profiles/${survivor}/merge`, {
      body: { absorbedId: absorbed, reason: 'the same' },
    })
    expect(merged.status, merged.text).toBe(200)
    await identify('clara', { sport: 'climbers' })
    for (const stream of streams)
      await eventually(() => expect(shown(stream)).toEqual(['profile.segment_entered climbers']))
    const late = await open(`?profileId=${absorbed}&types=profile.segment_entered.v1&lastEventId=oldest`, {
      authorization: `Bearer ${profile.workspace.secretKey}`,
    })
    await eventually(() => expect(shown(late)).toEqual(['profile.segment_entered climbers']))
  })

  it('begins when somebody is known by their user id', async () => {
    const stream = await asPerson({ userId: 'dora' })
    await identify('dora', { sport: 'walkers' })
    await eventually(() => expect(shown(stream)).toEqual(['profile.segment_entered walkers']))
  })

  it('refuses to show what is for others', async () => {
    const anna = await identify('anna')
    const answerTo = async (search: string) => {
      const { status, text } = await asPerson({ profileId: anna }, search)
      return [status, JSON.parse(text).errors?.[0]]
    }
    expect(await answerTo('?types=profile.changed.v1')).toMatchObject([
      400,
      { pointer: '/query/types', code: 'event_type_not_for_person' },
    ])
    expect(await answerTo(`?profileId=${anna}`)).toMatchObject([
      400,
      { pointer: '/query/profileId', code: 'parameter_misplaced' },
    ])
  })
})
