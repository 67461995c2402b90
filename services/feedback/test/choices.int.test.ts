import { feedbackGiven, surveyPublished } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Feedback, invite, known, pointersOf, publish, startFeedback } from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
  await publish(feedback, 'umzug', moving)
})
afterAll(() => feedback.close())

const moving = {
  title: { de: 'Ihr Umzug', en: 'Your move' },
  questions: [
    { id: 'gruss', kind: 'statement', text: { de: 'Schön, dass Sie da sind!', en: 'Good to see you!' } },
    {
      id: 'wohnung',
      kind: 'single',
      text: { de: 'Wie groß ist die Wohnung?', en: 'How big is the flat?' },
      options: [
        { id: 'klein', text: { de: 'klein', en: 'small' } },
        { id: 'gross', text: { de: 'groß', en: 'big' } },
      ],
      required: true,
    },
    {
      id: 'grund',
      kind: 'multi',
      text: { de: 'Was war schwierig?', en: 'What was hard?' },
      options: [
        { id: 'strasse', text: { de: 'Die Straße', en: 'The street' } },
        { id: 'treppe', text: { de: 'Die Treppe', en: 'The stairs' } },
      ],
      other: true,
    },
    {
      id: 'mehr',
      kind: 'text',
      text: { de: 'Welche Straße?', en: 'Which street?' },
      showIf: { path: 'answer.grund', op: 'contains', value: 'strasse' },
    },
  ],
  ending: null,
}
const chosen = [
  { question: 'wohnung', values: ['gross'] },
  { question: 'grund', values: ['strasse'], other: 'Der Aufzug klemmte – ärgerlich.' },
]

const submit = (answers: object, more: object = {}) =>
  feedback.call('POST /v1/answers', { body: { survey: 'umzug', answers, ...more } })
const givenBy = async (id: string) => {
  const [event] = await feedback.waitFor(feedbackGiven, 1, ({ data }) => data.answerId === id)
  return event?.data
}

describe('a survey with choices', () => {
  it('is published with its options, and is the same version when it comes again', async () => {
    const again = await feedback.call('PUT /v1/surveys/umzug', { body: moving })
    expect([again.status, again.body.version]).toEqual([200, 1])
    const read = await feedback.call('GET /v1/surveys/umzug')
    expect(read.body.questions).toEqual(moving.questions.map((question) => ({ required: false, ...question })))
    const [event] = await feedback.waitFor(surveyPublished, 1, ({ data }) => data.key === 'umzug')
    expect(event?.data.questions).toEqual(read.body.questions)
  })

  it('is refused where an option has no id, there are none or too many', async () => {
    const put = (options: unknown, more: object = {}) =>
      feedback.call('PUT /v1/surveys/falsch', {
        body: { ...moving, questions: [{ id: 'q', kind: 'single', text: 'Q', options, ...more }] },
      })
    const option = { id: 'a', text: 'A' }
    for (const [options, pointer] of [
      [[], ''],
      [[{ id: '', text: 'A' }], '/0/id'],
      [[{ id: 'größe', text: 'A' }], '/0/id'],
      [[option, { id: 'b' }], '/1/text'],
      [[{ ...option, bild: 'x.png' }], '/0/bild'],
      [Array.from({ length: 251 }, (_, index) => ({ id: `o${index}`, text: 'x' })), ''],
    ] as const) {
      const refused = await put(options)
      expect([refused.status, pointersOf(refused)]).toEqual([400, [`/body/questions/0/options${pointer}`]])
    }
    const twice = await put([option, option])
    expect([twice.status, twice.body.code, pointersOf(twice)]).toEqual([
      422,
      'survey_wrong',
      ['/body/questions/0/options/1/id'],
    ])
    const none = await put(undefined)
    expect([none.status, pointersOf(none)]).toEqual([422, ['/body/questions/0/options']])
    const most = await put(Array.from({ length: 250 }, (_, index) => ({ id: `o${index}`, text: 'x' })))
    expect(most.status).toBe(201)
  })

  it('is published with a warning where a condition asks for an option that there is not', async () => {
    const [, , reasons, more] = moving.questions
    const body = {
      ...moving,
      questions: [reasons, { ...more, showIf: { path: 'answer.grund', op: 'eq', value: 'x' } }],
    }
    const put = await feedback.call('PUT /v1/surveys/gewarnt', { body })
    expect(put.status).toBe(201)
    expect(put.body.warnings).toContainEqual(
      expect.objectContaining({ code: 'comparison_pointless', pointer: '/body/questions/1/showIf' }),
    )
  })
})

describe('choices', () => {
  it('are kept and published with what was written beside them', async () => {
    const grund = { values: ['strasse'], other: 'Der Aufzug klemmte – ärgerlich.' }
    const sent = await submit({ wohnung: 'gross', grund, mehr: 'Lange Straße' })
    expect(sent.status).toBe(201)
    expect(await givenBy(sent.body.id)).toMatchObject({
      choices: chosen,
      scores: [],
      texts: [{ question: 'mehr', text: 'Lange Straße' }],
    })
    const read = await feedback.call(`GET /v1/answers/${sent.body.id}`)
    expect(read.body).toMatchObject({ choices: chosen, scores: [] })
    const listed = await feedback.call('GET /v1/answers?survey=umzug')
    expect(listed.body.items[0].choices).toEqual(chosen)
  })

  it('are refused with a pointer into the answer', async () => {
    for (const [answers, pointer, code] of [
      [{ wohnung: 'riesig' }, '/wohnung', 'option_unknown'],
      [{ wohnung: ['klein', 'gross'] }, '/wohnung', 'too_many_chosen'],
      [{ wohnung: 'klein', grund: ['treppe', 'treppe'] }, '/grund/1', 'option_repeated'],
      [{ wohnung: { values: [], other: 'mittel' } }, '/wohnung/other', 'other_not_offered'],
      [{ wohnung: 'klein', grund: { values: [], other: 'x'.repeat(1_001) } }, '/grund/other', 'other_too_long'],
      [{ wohnung: 'klein', gruss: 'Hallo' }, '/gruss', 'answer_not_possible'],
      [{ wohnung: [] }, '/wohnung', 'answer_required'],
      [{ wohnung: [1] }, '/wohnung', 'invalid_union'],
      [{ wohnung: true }, '/wohnung', 'invalid_union'],
      [{ wohnung: {} }, '/wohnung', 'invalid_union'],
      [{ wohnung: { values: ['klein'], farbe: 'rot' } }, '/wohnung/farbe', 'unrecognized_key'],
      [{ wohnung: 'klein', grund: Array.from({ length: 251 }, () => 'treppe') }, '/grund', 'too_many_chosen'],
      [{ wohnung: 'klein', grund: ['x'.repeat(100_000)] }, '/grund/0', 'option_unknown'],
    ] as const) {
      const refused = await submit(answers)
      expect([refused.status, pointersOf(refused)[0], refused.body.errors?.[0].code], refused.text).toEqual([
        400,
        `/body/answers${pointer}`,
        code,
      ])
    }
  })

  it('are shown again to who goes on, in the language of the person', async () => {
    const token = await invite(feedback, { profileId: await known(feedback, [], 'en') }, 'umzug')
    const path = `/v1/invitations/${token}`
    const part = await feedback.call(`POST ${path}`, { body: { answers: { grund: ['treppe'] }, complete: false } })
    expect([part.status, await givenBy(part.body.id)]).toMatchObject([
      201,
      { complete: false, choices: [{ question: 'grund', values: ['treppe'] }] },
    ])
    const opened = await feedback.call(`GET ${path}`)
    expect(opened.body.answers).toEqual({ grund: { values: ['treppe'] } })
    expect(opened.body.survey.questions[0]).toMatchObject({ kind: 'statement', text: 'Good to see you!' })
    expect(opened.body.survey.questions[2]).toMatchObject({
      options: [
        { id: 'strasse', text: 'The street' },
        { id: 'treppe', text: 'The stairs' },
      ],
      other: true,
    })
    const rest = await feedback.call(`POST ${path}`, { body: { answers: { wohnung: ['klein'] }, complete: true } })
    expect(rest.status).toBe(200)
    expect((await feedback.call(`GET /v1/answers/${part.body.id}`)).body.choices).toEqual([
      { question: 'wohnung', values: ['klein'] },
      { question: 'grund', values: ['treppe'] },
    ])
  })

  it('are those of the version that somebody was asked, whatever later ones offer', async () => {
    await publish(feedback, 'fassung', moving)
    const token = await invite(feedback, {}, 'fassung')
    const [greeting, flat] = moving.questions
    const questions = [greeting, { ...flat, options: [{ id: 'palast', text: 'Ein Palast' }] }]
    await publish(feedback, 'fassung', { ...moving, questions })
    const body = { answers: { wohnung: 'gross' }, complete: true }
    const invited = await feedback.call(`POST /v1/invitations/${token}`, { body })
    expect(invited.status).toBe(201)
    expect(await givenBy(invited.body.id)).toMatchObject({ version: 1, choices: [{ values: ['gross'] }] })
    const late = await submit({ wohnung: 'gross' }, { survey: 'fassung' })
    expect([late.status, late.body.errors[0].code]).toEqual([400, 'option_unknown'])
    const read = await feedback.call(`GET /v1/answers/${invited.body.id}`)
    expect(read.body.choices).toEqual([{ question: 'wohnung', values: ['gross'] }])
  })
})

describe('what the last release has stored', () => {
  it('is read as before: a survey, an answer, and what was answered so far', async () => {
    const { id } = feedback.workspace
    const questions = [
      { id: 'choices', kind: 'csat', text: { de: 'Gut?' }, scale: { min: 1, max: 5 }, required: true },
      { id: 'mehr', kind: 'text', text: 'Mehr?', required: false },
    ]
    const answerId = '01890a5d-ac96-774b-bcce-b302099a8057'
    await feedback.deps.db.transact(id, async (tx) => {
      await tx.query(`insert into survey (workspace_id, key, version) values ($1, 'alt', 1)`, [id])
      await tx.query(
        `insert into survey_version (workspace_id, key, version, definition, published_at)
         values ($1, 'alt', 1, $2, now())`,
        [id, JSON.stringify({ title: 'Alt', questions, ending: null })],
      )
      await tx.query(
        `insert into answer (workspace_id, id, survey_key, version, scores, texts, properties, complete, occurred_at,
           received_at, begun_at) values ($1, $2, 'alt', 1, $3, '[]', '{}', true, now(), now(), now())`,
        [id, answerId, JSON.stringify([{ question: 'choices', kind: 'csat', value: 4, scale: { min: 1, max: 5 } }])],
      )
    })
    expect((await feedback.call('GET /v1/surveys/alt')).body.questions).toEqual(questions)
    const again = await feedback.call('PUT /v1/surveys/alt', { body: { title: 'Alt', questions } })
    expect([again.status, again.body.version]).toEqual([200, 1])
    const old = await feedback.call(`GET /v1/answers/${answerId}`)
    expect(old.body).toMatchObject({ scores: [{ question: 'choices', value: 4 }], texts: [], choices: [] })
    const token = await invite(feedback, {}, 'alt')
    await feedback.deps.db.transact(id, async (tx) => {
      await tx.query(
        `update invitation set answers = $2, started_at = now() where workspace_id = $1 and survey_key = 'alt'`,
        [id, JSON.stringify({ choices: 2, mehr: 'Größe' })],
      )
    })
    expect((await feedback.call(`GET /v1/invitations/${token}`)).body.answers).toEqual({ choices: 2, mehr: 'Größe' })
    const rest = await feedback.call(`POST /v1/invitations/${token}`, { body: { answers: {}, complete: true } })
    expect(await givenBy(rest.body.id)).toMatchObject({
      scores: [{ value: 2 }],
      texts: [{ text: 'Größe' }],
      choices: [],
    })
  })
})
