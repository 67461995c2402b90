import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from './mail.js'
import { SERVICES, startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
  await define()
}, 120_000)
afterAll(() => stack?.close())

const must: TestStack['workspace']['must'] = (...call) => stack.workspace.must(...call)

async function define(): Promise<void> {
  await must('feedback', 'PUT /v1/surveys/delivery', {
    title: 'Lieferung',
    questions: [{ id: 'why', kind: 'text', text: 'Warum?' }],
  })
  await must('messaging', 'PUT /v1/templates/hello', {
    channel: 'email',
    locales: { de: { subject: 'Hallo', body: '<p>Grüße</p>' } },
    fallbackLocale: 'de',
  })
  await must('profile', 'PUT /v1/segments/named', {
    name: 'Mit Namen',
    condition: { path: 'traits.firstName', op: 'exists' },
  })
  await must('journey', 'PUT /v1/journeys/greeting', {
    schema: 'polyphon.journey/1',
    name: 'Gruß',
    class: 'service',
    entry: { triggers: [{ type: 'api' }], reentry: { mode: 'always', concurrent: 5 } },
    start: 'wait',
    steps: { wait: { type: 'wait', for: 'PT3S', next: null } },
  })
}

async function newPerson(name: string): Promise<{ readonly profileId: string; readonly address: string }> {
  const address = `${name}@example.test`
  const { id: profileId } = await must('profile', `PUT /v1/profiles/by/user_id/${name}`, {
    traits: { email: address, firstName: 'Änne' },
  })
  await must('profile', 'POST /v1/track', { userId: name, event: 'Order Completed' })
  await eventually(() => must('journey', 'POST /v1/journeys/greeting/runs', { profileId }))
  return { profileId, address }
}

const restrictionOf = (profileId: string) => must('profile', `GET /v1/privacy/restrictions/${profileId}`)
const settled = (profileId: string) =>
  eventually(async () => {
    const restriction = await restrictionOf(profileId)
    expect(restriction.state).toBe('succeeded')
    return restriction
  })
async function timersOf(runId: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('journey') })
  await client.connect()
  try {
    return (await client.query('select from timer where key = $1', [runId])).rowCount
  } finally {
    await client.end()
  }
}

const interactions = async (): Promise<number> => {
  const { body } = await stack.workspace.call('analytics', 'GET /v1/metrics/interactions.count')
  return body.groups?.[0]?.value ?? body.value
}

describe('somebody whose data is only to be kept', () => {
  it('is used by none of the five services until that ends', async () => {
    const { profileId, address } = await newPerson('berta')
    await must('profile', 'POST /v1/track', { userId: 'other', event: 'Order Completed' })
    await eventually(async () => expect(await interactions()).toBe(2))
    const run = await must('journey', 'POST /v1/journeys/greeting/runs', { profileId })
    const put = await must('profile', `PUT /v1/privacy/restrictions/${profileId}`, { reason: 'Adresse strittig' })
    expect(put).toMatchObject({ profileId, restricted: true, state: 'running', reason: 'Adresse strittig' })
    const { confirmations, requestId } = await settled(profileId)
    expect(confirmations.map(({ service }: { service: string }) => service)).toEqual([...SERVICES])

    const person = await must('profile', `GET /v1/profiles/${profileId}`)
    expect([person.restricted, person.segments]).toEqual([true, []])
    const why = await must('profile', `GET /v1/profiles/${profileId}/segments/named/why`)
    expect(JSON.stringify(why)).toContain('may be kept and not used')
    const { id } = await must('messaging', 'POST /v1/messages', {
      profileId,
      template: { key: 'hello' },
      class: 'transactional',
      topic: 'orders',
    })
    await eventually(async () =>
      expect(await must('messaging', `GET /v1/messages/${id}`)).toMatchObject({
        reason: 'restricted',
      }),
    )
    expect(mailsTo(stack.mailFolder, address)).toEqual([])
    const invitation = await must('feedback', 'POST /v1/surveys/delivery/invitations', { profileId })
    expect(invitation).toMatchObject({ decision: 'not_asked', reason: 'restricted' })
    const refused = await must('journey', 'POST /v1/journeys/greeting/runs', { profileId })
    await eventually(async () =>
      expect(await must('journey', `GET /v1/runs/${refused.id}`)).toMatchObject({
        status: 'ended',
        outcome: 'not_entered',
      }),
    )
    expect(await interactions()).toBe(1)
    // What comes is kept, and used by nobody.
    await must('profile', 'POST /v1/track', { userId: 'berta', event: 'Order Completed' })
    await must('profile', 'PUT /v1/profiles/by/user_id/berta', { traits: { lastName: 'Weiß' } })
    expect((await must('profile', `GET /v1/profiles/${profileId}`)).segments).toEqual([])
    // Its time has come, and it stands still.
    await eventually(async () => expect(await timersOf(run.id)).toBe(0))
    expect(await must('journey', `GET /v1/runs/${run.id}`)).toMatchObject({ status: 'running', step: 'wait' })
    const again = await must('profile', `PUT /v1/privacy/restrictions/${profileId}`, {})
    expect(again.requestId).toBe(requestId)

    const removed = await must('profile', `DELETE /v1/privacy/restrictions/${profileId}`)
    expect(removed).toMatchObject({ restricted: false, state: 'running' })
    await settled(profileId)
    expect(await must('profile', `GET /v1/profiles/${profileId}`)).toMatchObject({
      restricted: false,
      segments: ['named'],
    })
    await eventually(async () =>
      expect(await must('journey', `GET /v1/runs/${run.id}`)).toMatchObject({ status: 'ended' }),
    )
    await eventually(async () => expect(await interactions()).toBe(3))
  }, 120_000)

  it('stays so when they turn out to be somebody else, and is refused of nobody', async () => {
    const [left, right] = [await newPerson('carl'), await newPerson('dora')]
    await must('profile', `PUT /v1/privacy/restrictions/${right.profileId}`, {})
    await must('profile', `POST /v1/profiles/${left.profileId}/merge`, { absorbedId: right.profileId, reason: 'same' })
    expect((await must('profile', `GET /v1/profiles/${left.profileId}`)).restricted).toBe(true)
    expect(await restrictionOf(right.profileId)).toMatchObject({ profileId: left.profileId, restricted: true })
    const unknown = await stack.workspace.call('profile', `PUT /v1/privacy/restrictions/${randomUUID()}`, { body: {} })
    expect([unknown.status, unknown.body.code]).toEqual([404, 'profile_unknown'])
    const other = await stack.other.call('profile', `GET /v1/privacy/restrictions/${left.profileId}`)
    expect(other.status).toBe(404)
    const { profileId } = await newPerson('emil')
    const never = await stack.workspace.call('profile', `GET /v1/privacy/restrictions/${profileId}`)
    expect([never.status, never.body.code]).toEqual([404, 'restriction_unknown'])
    expect(await must('profile', `DELETE /v1/privacy/restrictions/${profileId}`)).toMatchObject({ restricted: false })
  }, 120_000)
})
