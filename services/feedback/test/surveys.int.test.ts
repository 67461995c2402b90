import { surveyPublished } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { delivery, type Feedback, pointersOf, publish, startFeedback } from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
})
afterAll(() => feedback.close())

describe('putSurvey', () => {
  it('publishes a first version with its scales, also as an event', async () => {
    const put = await feedback.call('PUT /v1/surveys/groesse', { body: delivery })
    expect(put.status).toBe(201)
    expect(put.headers.get('etag')).toBe('"1"')
    expect(put.body).toMatchObject({ key: 'groesse', version: 1, title: delivery.title, ending: delivery.ending })
    expect(put.body.questions[0]).toMatchObject({ scale: { min: 1, max: 5 }, required: true })
    expect(put.body.questions[2]).toMatchObject({ scale: { min: 0, max: 10 }, required: false })
    const [event] = await feedback.waitFor(surveyPublished, 1, ({ data }) => data.key === 'groesse')
    expect(event?.data).toMatchObject({ version: 1, title: delivery.title })
  })

  it('keeps the version for the same content, and makes the next for another', async () => {
    await feedback.call('PUT /v1/surveys/gleich', { body: delivery })
    const again = await feedback.call('PUT /v1/surveys/gleich', { body: delivery })
    expect([again.status, again.body.version]).toEqual([200, 1])
    const other = await feedback.call('PUT /v1/surveys/gleich', { body: { ...delivery, title: 'Straße 5' } })
    expect([other.status, other.body.version]).toEqual([200, 2])
    const old = await feedback.call('GET /v1/surveys/gleich?version=1')
    expect(old.body.title).toEqual(delivery.title)
  })

  it('numbers versions without a gap when many are published at the same time', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => ({ ...delivery, title: `Fassung ${index}` }))
    const puts = await Promise.all(bodies.map((body) => feedback.call('PUT /v1/surveys/eilig', { body })))
    expect(puts.map(({ body }) => body.version).toSorted((a, b) => a - b)).toEqual(bodies.map((_, index) => index + 1))
    const events = await feedback.waitFor(surveyPublished, 12, ({ data }) => data.key === 'eilig')
    expect(events.map(({ data }) => data.version)).toEqual(bodies.map((_, index) => index + 1))
  })

  it('refuses a version that was made from an older one', async () => {
    await feedback.call('PUT /v1/surveys/stand', { body: delivery })
    const headers = { 'if-match': '"7"' }
    const put = await feedback.call('PUT /v1/surveys/stand', { body: { ...delivery, title: 'x' }, headers })
    expect([put.status, put.body.code]).toEqual([412, 'version_mismatch'])
  })

  it('names every field of the wrong form', async () => {
    const put = await feedback.call('PUT /v1/surveys/falsch', {
      body: { ...delivery, farbe: 'rot', questions: [{ id: '1a', kind: 'smiley', text: 'Hm?' }] },
    })
    expect(put.status).toBe(400)
    expect(pointersOf(put).toSorted()).toEqual(['/body/farbe', '/body/questions/0/id', '/body/questions/0/kind'])
    const key = await feedback.call('PUT /v1/surveys/Größe', { body: delivery })
    expect([key.status, pointersOf(key)]).toEqual([400, ['/path/key']])
  })

  it('refuses what is well-formed but wrong, with a pointer to each fault', async () => {
    const put = await feedback.call('PUT /v1/surveys/falsch', {
      body: {
        title: {},
        questions: [
          { id: 'a', kind: 'nps', text: 'A', scale: { min: 1, max: 5 } },
          { id: 'a', kind: 'text', text: 'B', showIf: { path: 'answer.b', op: 'eq', value: 1 } },
        ],
      },
    })
    expect([put.status, put.body.code]).toEqual([422, 'survey_wrong'])
    expect(pointersOf(put)).toEqual([
      '/body/title',
      '/body/questions/0/scale',
      '/body/questions/1/id',
      '/body/questions/1/showIf/path',
    ])
    expect((await feedback.call('GET /v1/surveys/falsch')).status).toBe(404)
  })
})

describe('reading surveys', () => {
  it('lists the newest versions by key, page by page', async () => {
    const { secretKey: key } = await feedback.newWorkspace()
    for (const name of ['c', 'a', 'b']) await feedback.call(`PUT /v1/surveys/${name}`, { body: delivery, key })
    const first = await feedback.call('GET /v1/surveys?limit=2', { key })
    expect(first.body.items.map((survey: { key: string }) => survey.key)).toEqual(['a', 'b'])
    const second = await feedback.call(`GET /v1/surveys?limit=2&cursor=${first.body.nextCursor}`, { key })
    expect(second.body).toMatchObject({ items: [{ key: 'c' }], nextCursor: null })
    const wrong = await feedback.call('GET /v1/surveys?cursor=quatsch', { key })
    expect([wrong.status, pointersOf(wrong)]).toEqual([400, ['/query/cursor']])
  })

  it('answers another workspace as if there were no such survey', async () => {
    await feedback.call('PUT /v1/surveys/geheim', { body: delivery })
    const foreign = await feedback.call('GET /v1/surveys/geheim', { key: feedback.other.secretKey })
    const unknown = await feedback.call('GET /v1/surveys/gibtsnicht', { key: feedback.other.secretKey })
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect((await feedback.call('GET /v1/surveys', { key: feedback.other.secretKey })).body.items).toEqual([])
  })

  it('needs a secret key', async () => {
    const key = feedback.workspace.publishableKey
    expect((await feedback.call('GET /v1/surveys', { key })).status).toBe(403)
    expect((await feedback.call('PUT /v1/surveys/x', { key, body: delivery })).status).toBe(403)
    expect((await feedback.call('GET /v1/surveys', { key: null })).status).toBe(401)
    expect((await feedback.call('GET /v1/surveys', { key: 'sk_live_falsch' })).status).toBe(401)
  })
})

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

async function updates(query: string): Promise<{ readonly ids: readonly string[]; readonly cursor: string }> {
  const headers = { accept: 'application/x-ndjson' }
  const { text } = await feedback.call(`GET /v1/answers?${query}`, { headers })
  const lines = text.split('\n').filter((line) => line !== '')
  const parsed: { readonly id?: string; readonly nextCursor?: string }[] = lines.map((line) => JSON.parse(line))
  return { ids: parsed.flatMap(({ id }) => id ?? []), cursor: parsed.at(-1)?.nextCursor ?? '' }
}

const submit = async (): Promise<string> =>
  (await feedback.call('POST /v1/answers', { body: { survey: 'lieferung', answers: { zufriedenheit: 5 } } })).body.id

describe('the updates of answers', () => {
  beforeAll(() => publish(feedback))

  it('passes over nothing that is committed while somebody reads updates', async () => {
    const { db } = feedback.deps
    const early: string = await submit()
    await eventually(async () => expect((await updates('')).ids).toContain(early))
    const [begun, done] = [signal(), signal()]
    const open = db.transact(feedback.workspace.id, async (tx) => {
      await tx.query('update answer set locale = null, written_at = now() where workspace_id = $1 and id = $2', [
        tx.workspaceId,
        early,
      ])
      begun.give()
      await done.given
    })
    await begun.given
    const late: string = await submit()
    const committed = await db.serverTime()
    await eventually(async () => expect((await db.serverTime()).getTime() - committed.getTime()).toBeGreaterThan(1_200))
    const meanwhile = await updates('')
    done.give()
    await open
    expect(meanwhile.ids).not.toContain(late)
    await eventually(async () =>
      expect((await updates(`cursor=${meanwhile.cursor}`)).ids).toEqual(expect.arrayContaining([early, late])),
    )
  })

  it('is left by whoever reads updates without harm to anybody', async () => {
    const headers = { authorization: `Bearer ${feedback.workspace.secretKey}`, accept: 'application/x-ndjson' }
    for (let reader = 0; reader < 30; reader += 1) {
      const given = new AbortController()
      const { body } = await fetch(`${feedback.url}/v1/answers`, { headers, signal: given.signal })
      given.abort()
      await expect(body?.getReader().read()).rejects.toThrow()
    }
    expect((await feedback.call('GET /v1/answers?limit=1')).status).toBe(200)
  })
})
