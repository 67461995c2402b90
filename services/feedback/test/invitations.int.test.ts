import { feedbackGiven, feedbackRequested, permissionChanged, templatePublished } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  delivery,
  type Feedback,
  invite,
  known,
  PUBLIC_URL,
  pointersOf,
  publish,
  startFeedback,
  tokenOf,
} from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
  await publish(feedback)
})
afterAll(() => feedback.close())

const post = (token: string, body: unknown, key: string | null = null) =>
  feedback.call(`POST /v1/invitations/${token}`, { body, key })
const open = (token: string) => feedback.call(`GET /v1/invitations/${token}`, { key: null })
const factsOf = (answerId: string) => feedback.published(feedbackGiven).filter(({ data }) => data.answerId === answerId)

describe('inviteToSurvey', () => {
  it('asks somebody and publishes the request, with a link that is stored nowhere', async () => {
    const profileId = await known(feedback, [], 'de')
    const invited = await feedback.call('POST /v1/surveys/lieferung/invitations', {
      body: { profileId, properties: { late: true, Straße: 'Größe' }, template: 'umfrage', topic: 'bestellung' },
    })
    expect(invited.status).toBe(201)
    expect(invited.body).toMatchObject({ decision: 'asked', reason: null, version: 1, profileId })
    expect(invited.body.url).toMatch(new RegExp(`^${PUBLIC_URL}/v1/invitations/[\\w-]{54}$`))
    const [event] = await feedback.waitFor(feedbackRequested, 1, ({ data }) => data.profileId === profileId)
    expect(event?.key).toBe(`${feedback.workspace.id}:${profileId}`)
    expect(event?.data).toMatchObject({
      invitationId: invited.body.id,
      url: invited.body.url,
      survey: 'lieferung',
      version: 1,
      profileRevision: 1,
      template: 'umfrage',
      topic: 'bestellung',
      channels: ['email'],
      properties: { late: true, Straße: 'Größe' },
    })
    const stored = await feedback.deps.db.transact(feedback.workspace.id, (tx) =>
      tx.query('select i::text as row from invitation i where id = $1', [invited.body.id]),
    )
    expect(stored.rows[0]?.['row']).not.toContain(tokenOf(invited.body.url))
  })

  it('warns while messaging would drop the mail, and no longer once the person has granted it', async () => {
    const profileId = await known(feedback, [])
    const warnings = async (body: object = {}): Promise<readonly string[]> => {
      const invited = await feedback.call('POST /v1/surveys/lieferung/invitations', { body: { profileId, ...body } })
      return invited.body.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)
    }
    expect(await warnings({ template: 'eigene' })).toEqual([
      '/body/template template_missing',
      '/body/topic permission_missing',
    ])
    const published = await feedback.call('PUT /v1/surveys/lieferung', { body: delivery })
    expect(published.body.warnings).toMatchObject([{ pointer: '/body', code: 'permission_missing' }])
    const permission = { ...permissionChanged.example, profileId, channel: 'email', topic: 'feedback' }
    await feedback.publish(permissionChanged, feedback.workspace.id, { ...permission, state: 'granted' })
    await feedback.publish(templatePublished, feedback.workspace.id, { ...templatePublished.example, key: 'eigene' })
    await eventually(async () => expect(await warnings({ template: 'eigene' })).toEqual([]))
    const again = await feedback.call('PUT /v1/surveys/lieferung', { body: delivery })
    expect(again.body.warnings).toEqual([])
    const later = new Date(Date.parse(permission.occurredAt) + 1_000).toISOString()
    await feedback.publish(permissionChanged, feedback.workspace.id, {
      ...permission,
      state: 'withdrawn',
      occurredAt: later,
    })
    await eventually(async () => expect(await warnings()).toEqual(['/body/topic permission_withdrawn']))
  })

  it('asks somebody whom this service does not know yet, for 30 days', async () => {
    const { status, body } = await feedback.call('POST /v1/surveys/lieferung/invitations', {
      body: { profileId: uuidv7() },
    })
    expect(status).toBe(201)
    const days = (new Date(body.expiresAt).getTime() - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(29.9)
    expect(days).toBeLessThanOrEqual(30)
  })

  it('answers the same link to the same Idempotency-Key', async () => {
    const request = { body: { profileId: uuidv7() }, headers: { 'idempotency-key': 'einmal' } }
    const first = await feedback.call('POST /v1/surveys/lieferung/invitations', request)
    const second = await feedback.call('POST /v1/surveys/lieferung/invitations', request)
    expect(second.body).toEqual(first.body)
    expect(
      feedback.published(feedbackRequested).filter(({ data }) => data.invitationId === first.body.id).length,
    ).toBeLessThan(2)
  })

  it('names each wrong field', async () => {
    const call = (body: object) => feedback.call('POST /v1/surveys/lieferung/invitations', { body })
    const wrong = await call({ profileId: 'anna', properties: { a: { b: 1 } }, channels: [], wer: 1 })
    expect(wrong.status).toBe(400)
    expect(pointersOf(wrong).toSorted()).toEqual([
      '/body/channels',
      '/body/profileId',
      '/body/properties/a',
      '/body/wer',
    ])
    const blank = await call({ profileId: uuidv7(), channels: ['email', ' '] })
    expect([blank.status, pointersOf(blank)]).toEqual([400, ['/body/channels/1']])
    const past = await call({ profileId: uuidv7(), expiresAt: '2020-01-01T00:00:00Z' })
    expect([past.status, pointersOf(past)]).toEqual([400, ['/body/expiresAt']])
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, 1]))
    expect(pointersOf(await call({ profileId: uuidv7(), properties: many }))).toEqual(['/body/properties'])
  })

  it('knows neither unknown surveys nor those of another workspace', async () => {
    const body = { profileId: uuidv7() }
    const foreign = { body, key: feedback.other.secretKey }
    expect((await feedback.call('POST /v1/surveys/nichts/invitations', { body })).body.code).toBe('survey_unknown')
    expect((await feedback.call('POST /v1/surveys/lieferung/invitations', foreign)).status).toBe(404)
    const list = await feedback.call('GET /v1/surveys/lieferung/invitations', { key: feedback.other.secretKey })
    expect(list.status).toBe(404)
    const page = { body, key: feedback.workspace.publishableKey }
    expect((await feedback.call('POST /v1/surveys/lieferung/invitations', page)).status).toBe(403)
  })

  it('lists decisions newest first, of one person where asked, and never the link', async () => {
    await publish(feedback, 'liste')
    const profileId = uuidv7()
    for (const person of [profileId, uuidv7(), profileId]) await invite(feedback, { profileId: person }, 'liste')
    const first = await feedback.call('GET /v1/surveys/liste/invitations?limit=2')
    const rest = await feedback.call(`GET /v1/surveys/liste/invitations?limit=2&cursor=${first.body.nextCursor}`)
    const all = [...first.body.items, ...rest.body.items]
    expect(all.map(({ state }) => state)).toEqual(['open', 'open', 'open'])
    const times: readonly number[] = all.map(({ createdAt }) => Date.parse(createdAt))
    expect(times).toEqual(times.toSorted((left, right) => right - left))
    expect(Object.keys(all[0])).not.toContain('url')
    const listed = await feedback.call(`GET /v1/surveys/liste/invitations?profileId=${profileId}`)
    expect(listed.body.items).toHaveLength(2)
  })
})

describe('openInvitation', () => {
  it('shows the survey in the person’s language and says nothing else about the person', async () => {
    const profileId = await known(feedback, [{ type: 'email', value: 'jürgen@example.test' }], 'de-AT')
    const opened = await open(await invite(feedback, { profileId, properties: { late: true } }))
    expect(opened.status).toBe(200)
    expect(opened.body.survey).toMatchObject({
      key: 'lieferung',
      version: 1,
      locale: 'de',
      title: delivery.title.de,
      ending: delivery.ending.de,
      questions: [{ id: 'zufriedenheit', text: 'Wie zufrieden sind Sie?', scale: { min: 1, max: 5 } }, {}, {}],
    })
    expect(opened.body.answers).toEqual({})
    expect(opened.text).not.toContain(profileId)
    expect(opened.text).not.toContain('late')
  })

  it('falls back to the invitation’s language, then the workspace’s', async () => {
    expect((await open(await invite(feedback, { locale: 'en-GB' }))).body.survey.locale).toBe('en')
    expect((await open(await invite(feedback))).body.survey.locale).toBe('de')
    expect((await open(await invite(feedback, { locale: 'ja' }))).body.survey.locale).toBe('de')
  })

  it('stays with the version that the invitation was made for', async () => {
    await publish(feedback, 'wandel')
    const token = await invite(feedback, {}, 'wandel')
    await publish(feedback, 'wandel', { title: 'Neu', questions: [{ id: 'neu', kind: 'text', text: 'Neu?' }] })
    expect((await open(token)).body.survey).toMatchObject({ version: 1, title: delivery.title.de })
    const answered = await post(token, { answers: { zufriedenheit: 5 }, complete: true })
    expect(answered.status).toBe(201)
  })

  it('knows no other tokens, also not those with a foreign workspace in them', async () => {
    const token = await invite(feedback)
    const other = Buffer.from(token, 'base64url')
    Buffer.from(feedback.other.id.replaceAll('-', ''), 'hex').copy(other)
    for (const wrong of ['quatsch', `${token.slice(0, -4)}AAAA`, other.toString('base64url')]) {
      const opened = await open(wrong)
      expect([opened.status, opened.body.code]).toEqual([404, 'invitation_unknown'])
    }
  })
})

describe('answerInvitation', () => {
  it('keeps the answer and publishes scores, texts and its properties', async () => {
    const profileId = await known(feedback, [], 'de')
    const token = await invite(feedback, { profileId, properties: { late: true }, channels: ['sms', 'email'] })
    const answers = { zufriedenheit: 2, warum: 'Viel zu spät – Straße aufgerissen, Päckchen naß.', nps: 3 }
    const answered = await post(token, { answers, complete: true })
    expect([answered.status, answered.body.complete, answered.body.ending]).toEqual([201, true, delivery.ending.de])
    const [event] = await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === answered.body.id)
    expect(event?.data).toMatchObject({
      profileId,
      survey: 'lieferung',
      version: 1,
      complete: true,
      properties: { late: true },
      locale: 'de',
      channel: 'sms',
      scores: [
        { question: 'zufriedenheit', kind: 'csat', value: 2, scale: { min: 1, max: 5 } },
        { question: 'nps', kind: 'nps', value: 3, scale: { min: 0, max: 10 } },
      ],
      texts: [{ question: 'warum', text: answers.warum }],
    })
    const read = await feedback.call(`GET /v1/answers/${answered.body.id}`)
    expect(read.body).toMatchObject({ profileId, complete: true, invitationId: event?.data.invitationId })
    const list = await feedback.call(`GET /v1/surveys/lieferung/invitations?profileId=${profileId}`)
    expect(list.body.items).toMatchObject([{ state: 'used', answerId: answered.body.id }])
  })

  it('joins parts under one id and is used up by the complete one', async () => {
    const token = await invite(feedback)
    const first = await post(token, { answers: { zufriedenheit: 1 }, complete: false })
    expect([first.status, first.body.complete]).toEqual([201, false])
    expect((await open(token)).body.answers).toEqual({ zufriedenheit: 1 })
    const missing = await post(token, { answers: { nps: 9 }, complete: true })
    expect([missing.status, pointersOf(missing)]).toEqual([400, ['/body/answers/warum']])
    const second = await post(token, { answers: { warum: 'Größe', nps: 9 }, complete: true })
    expect([second.status, second.body.id]).toEqual([200, first.body.id])
    await feedback.waitFor(feedbackGiven, 2, ({ data }) => data.answerId === first.body.id)
    expect(factsOf(first.body.id).map(({ data }) => [data.complete, data.scores.length])).toEqual([
      [false, 1],
      [true, 2],
    ])
    for (const late of [await post(token, { answers: {}, complete: false }), await open(token)])
      expect([late.status, late.body.code]).toEqual([410, 'invitation_used'])
  })

  it('is written anew by each part, so that an export of what has changed has it', async () => {
    const token = await invite(feedback)
    const { id } = (await post(token, { answers: { zufriedenheit: 1 }, complete: false })).body
    const written = () =>
      feedback.deps.db.transact(feedback.workspace.id, async (tx) => {
        const { rows } = await tx.query<{ written_at: Date }>('select written_at from answer where id = $1', [id])
        return rows[0]?.written_at.getTime() ?? 0
      })
    const before = await written()
    await new Promise((passed) => void setTimeout(passed, 2))
    await post(token, { answers: { nps: 4 }, complete: false })
    expect(await written()).toBeGreaterThan(before)
  })

  it('keeps its position in the list while somebody reads page by page', async () => {
    const tokens = await Promise.all(Array.from({ length: 5 }, () => invite(feedback)))
    const ids = new Set<string>()
    for (const token of tokens) ids.add((await post(token, { answers: { zufriedenheit: 1 }, complete: false })).body.id)
    const page = async (cursor = '') => (await feedback.call(`GET /v1/answers?survey=lieferung&limit=2${cursor}`)).body
    const first = await page()
    await post(tokens[0] ?? '', { answers: { nps: 4 }, complete: false })
    const seen: string[] = first.items.map(({ id }: { id: string }) => id)
    for (let { nextCursor } = first; nextCursor !== null; ) {
      const next = await page(`&cursor=${nextCursor}`)
      seen.push(...next.items.map(({ id }: { id: string }) => id))
      nextCursor = next.nextCursor
    }
    expect([...ids].filter((id) => seen.filter((listedId) => listedId === id).length !== 1)).toEqual([])
  })

  it('loses no part of those that come at the same time', async () => {
    const token = await invite(feedback)
    const parts = [{ zufriedenheit: 1 }, { nps: 4 }]
    await Promise.all(parts.map((answers) => post(token, { answers, complete: false })))
    expect((await open(token)).body.answers).toEqual({ zufriedenheit: 1, nps: 4 })
  })

  it('is completed once, however many try at the same time', async () => {
    const profileId = uuidv7()
    const token = await invite(feedback, { profileId })
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(token, { answers: { zufriedenheit: 5, nps: index % 11 }, complete: true }),
      ),
    )
    const won = tries.filter(({ status }) => status === 201)
    expect(won).toHaveLength(1)
    expect(tries.filter(({ body }) => body.code === 'invitation_used')).toHaveLength(19)
    const id = won[0]?.body.id
    await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === id)
    await publish(feedback, 'danach')
    // The facts about one person keep their order: a second one would have come before this.
    await post(await invite(feedback, { profileId }, 'danach'), { answers: { zufriedenheit: 5 }, complete: true })
    await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.survey === 'danach')
    expect(factsOf(id)).toHaveLength(1)
  })

  it('names every answer that does not fit', async () => {
    const token = await invite(feedback)
    const wrong = await post(token, { answers: { zufriedenheit: 6, nps: 7.5, farbe: 'blau' }, complete: true })
    expect(wrong.status).toBe(400)
    expect(pointersOf(wrong).toSorted()).toEqual([
      '/body/answers/farbe',
      '/body/answers/nps',
      '/body/answers/zufriedenheit',
    ])
    const form = await post(token, { answers: { zufriedenheit: { wert: 5 } }, complete: 'ja' })
    expect(pointersOf(form).toSorted()).toEqual(['/body/answers/zufriedenheit', '/body/complete'])
    expect((await open(token)).body.answers).toEqual({})
  })

  it('takes another time only with a secret key of this workspace beside the token', async () => {
    const body = { answers: { zufriedenheit: 5 }, complete: true, occurredAt: '2018-03-04T05:06:07.000Z' }
    const token = await invite(feedback)
    for (const key of [null, feedback.workspace.publishableKey, feedback.other.secretKey]) {
      const refused = await post(token, body, key)
      expect([refused.status, pointersOf(refused)]).toEqual([403, ['/body/occurredAt']])
    }
    const answered = await post(token, body, feedback.workspace.secretKey)
    expect(answered.status).toBe(201)
    const read = await feedback.call(`GET /v1/answers/${answered.body.id}`)
    expect(read.body.occurredAt).toBe('2018-03-04T05:06:07.000Z')
  })
})
