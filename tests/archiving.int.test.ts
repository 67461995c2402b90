import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack?.close())

const call: TestStack['workspace']['call'] = (...given) => stack.workspace.call(...given)
const put = async (service: Parameters<typeof call>[0], path: string, body: object) => {
  const { status } = await call(service, `PUT /v1/${path}`, { body })
  expect(status, path).toBeLessThan(300)
}
const statusOf = async (service: Parameters<typeof call>[0], operation: string, body?: object) => {
  const answer = await call(service, operation, body === undefined ? {} : { body })
  return { status: answer.status, body: answer.body }
}

const mail = { channel: 'email', locales: { en: { subject: 'Hello', body: 'Hello!' } } }
const survey = { title: 'How was it?', questions: [{ id: 'score', kind: 'csat', text: 'How was it?' }] }
const segment = { name: 'Buyers', condition: { path: 'traits.plan', op: 'eq', value: 'plus' } }
const journey = {
  schema: 'polyphon.journey/1',
  class: 'service',
  entry: {
    triggers: [{ type: 'segment', segment: 'buyers', on: 'enter' }],
    reentry: { mode: 'always', concurrent: 1 },
  },
  start: 'mail',
  steps: {
    mail: { type: 'send', template: 'hello', topic: 'news', channels: ['email'], next: 'ask' },
    ask: {
      type: 'ask',
      survey: 'visit',
      topic: 'news',
      channels: ['email'],
      timeout: 'P1D',
      onAnswered: null,
      next: null,
    },
  },
}

describe('what a journey names', () => {
  const named = [
    ['messaging', 'templates/hello', 'template'],
    ['feedback', 'surveys/visit', 'survey'],
    ['profile', 'segments/buyers', 'segment'],
  ] as const

  it('is not archived away from under it, and can be once nothing names it', async () => {
    await put('messaging', 'templates/hello', mail)
    await put('feedback', 'surveys/visit', survey)
    await put('profile', 'segments/buyers', segment)
    await put('journey', 'journeys/welcome', journey)
    for (const [service, path, kind] of named) {
      await eventually(async () => {
        const { body } = await statusOf(service, `GET /v1/${path}/uses`)
        expect(body.items).toEqual([{ kind: 'journey', key: 'welcome' }])
      })
      const refused = await statusOf(service, `POST /v1/${path}/archive`)
      expect(refused).toMatchObject({ status: 409, body: { code: `${kind}_in_use` } })
      expect(refused.body.errors[0].detail).toContain('welcome')
    }
    expect((await statusOf('journey', 'POST /v1/journeys/welcome/archive')).status).toBe(200)
    for (const [service, path] of named)
      await eventually(async () => {
        expect((await statusOf(service, `POST /v1/${path}/archive`)).status, path).toBe(200)
      })
    expect(
      await statusOf('journey', 'POST /v1/journeys/welcome/runs', { profileId: crypto.randomUUID() }),
    ).toMatchObject({
      status: 409,
      body: { code: 'journey_stopped' },
    })
    // A journey that is published now is warned of all three.
    await eventually(async () => {
      const { body } = await statusOf('journey', 'PUT /v1/journeys/late', journey)
      const codes = body.warnings.map(({ code }: { readonly code: string }) => code)
      expect(codes).toEqual(expect.arrayContaining(['template_missing', 'survey_missing', 'segment_missing']))
    })
  })
})

describe('an archived thing', () => {
  it('is named by no message and no invitation any more', async () => {
    await put('messaging', 'templates/gone', mail)
    await put('feedback', 'surveys/gone', survey)
    await statusOf('messaging', 'POST /v1/templates/gone/archive')
    await statusOf('feedback', 'POST /v1/surveys/gone/archive')
    const message = { to: { channel: 'email', address: 'jane@example.org' }, class: 'service', topic: 'news', data: {} }
    for (const template of [{ key: 'gone' }, { key: 'gone', version: 1 }]) {
      const headers = { 'idempotency-key': crypto.randomUUID() }
      const refused = await call('messaging', 'POST /v1/messages', { body: { ...message, template }, headers })
      expect([refused.status, refused.body.code]).toEqual([422, 'template_unknown'])
    }
    const invited = await statusOf('feedback', 'POST /v1/surveys/gone/invitations', { profileId: crypto.randomUUID() })
    expect([invited.status, invited.body.code]).toEqual([404, 'survey_unknown'])
    expect((await statusOf('feedback', 'GET /v1/surveys/gone/invitations')).status).toBe(200)
  })

  it('has nobody in it, where it is a segment, until it is restored', async () => {
    await put('profile', 'segments/few', segment)
    const jane = await call('profile', 'PUT /v1/profiles/by/user_id/jane', { body: { traits: { plan: 'plus' } } })
    const segments = async (): Promise<readonly string[]> =>
      (await statusOf('profile', `GET /v1/profiles/${jane.body.id}`)).body.segments
    await eventually(async () => expect(await segments()).toContain('few'))
    await put('profile', 'segments/of-few', { name: 'A', condition: { segment: 'few' } })
    const refused = await statusOf('profile', 'POST /v1/segments/few/archive')
    expect(refused).toMatchObject({ status: 409, body: { code: 'segment_in_use' } })
    expect((await statusOf('profile', 'GET /v1/segments/few/uses')).body.items).toEqual([
      { kind: 'segment', key: 'of-few' },
    ])
    await put('profile', 'segments/of-few', { name: 'A', condition: { path: 'traits.plan', op: 'eq', value: 'none' } })
    expect((await statusOf('profile', 'POST /v1/segments/few/archive')).status).toBe(200)
    await eventually(async () => expect(await segments()).not.toContain('few'))
    await statusOf('profile', 'POST /v1/segments/few/restore')
    await eventually(async () => expect(await segments()).toContain('few'))
  })

  it('is a journey that goes on for whoever is on the way, by their version', async () => {
    const waits = { ...journey, entry: { ...journey.entry, triggers: [{ type: 'api' }] }, start: 'wait' }
    const body = (value: number) => ({
      ...waits,
      steps: { wait: { type: 'wait', for: 'PT3S', next: 'end' }, end: { type: 'exit', outcome: `after_${value}` } },
    })
    const jane = await call('profile', 'PUT /v1/profiles/by/user_id/wanda', { body: { traits: {} } })
    await put('journey', 'journeys/waits', body(1))
    const run = await eventually(async () => {
      const started = await statusOf('journey', 'POST /v1/journeys/waits/runs', { profileId: jane.body.id })
      expect(started.status).toBeLessThan(300)
      return started.body
    })
    await put('journey', 'journeys/waits', body(2))
    await statusOf('journey', 'POST /v1/journeys/waits/rollback', { version: 1 })
    await statusOf('journey', 'POST /v1/journeys/waits/archive')
    await eventually(async () => {
      const { body: now } = await statusOf('journey', `GET /v1/runs/${run.id ?? run.runId}`)
      expect(now).toMatchObject({ version: 1, outcome: 'after_1' })
    })
  })
})

describe('a segment that names another one', () => {
  it('is neither published, rolled back nor restored while that one is archived', async () => {
    const act = (path: string, body?: object) => statusOf('profile', `POST /v1/segments/${path}`, body)
    const leaning = { name: 'Leans on it', condition: { not: { segment: 'left-behind' } } }
    await put('profile', 'segments/left-behind', segment)
    await put('profile', 'segments/leans-on', leaning)
    await put('profile', 'segments/leans-on', segment)
    expect((await act('left-behind/archive')).status).toBe(200)
    expect(await statusOf('profile', 'PUT /v1/segments/leans-on', leaning)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/body/condition', code: 'segment_archived' }] },
    })
    expect((await act('leans-on/rollback', { version: 1 })).status).toBe(422)
    await act('left-behind/restore')
    expect((await act('leans-on/rollback', { version: 1 })).body.version).toBe(3)
    expect((await act('leans-on/archive')).status).toBe(200)
    expect((await act('left-behind/archive')).status).toBe(200)
    expect((await act('leans-on/restore')).status).toBe(422)
  })
})
