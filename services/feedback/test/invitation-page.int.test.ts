import type { Call } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Feedback, invite, publish, startFeedback } from './harness.js'

const FORM = 'application/x-www-form-urlencoded'
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
  await publish(feedback)
  await publish(feedback, 'alles', every)
})
afterAll(() => feedback.close())

const every = {
  title: { de: 'Alles <Mögliche> & mehr', en: 'Everything' },
  questions: [
    { id: 'hallo', kind: 'statement', text: { de: 'Zuerst ein Satz.\nUnd noch einer.', en: 'A sentence.' } },
    { id: 'nps', kind: 'nps', text: { de: 'Empfehlen Sie uns?', en: 'Would you?' } },
    { id: 'ces', kind: 'ces', text: { de: 'War es leicht?', en: 'Was it easy?' } },
    { id: 'weit', kind: 'rating', scale: { min: -500, max: 500 }, text: { de: 'Eine Zahl?', en: 'A number?' } },
    {
      id: 'eins',
      kind: 'single',
      text: { de: 'Welches?', en: 'Which one?' },
      options: [
        { id: 'a', text: { de: 'Größe „A“', en: 'Size A' } },
        { id: 'b', text: { de: '<b>', en: '<b>' } },
      ],
      other: true,
    },
    {
      id: 'viele',
      kind: 'multi',
      text: { de: 'Welche?', en: 'Which ones?' },
      options: [
        { id: 'x', text: 'X' },
        { id: 'y', text: 'Y' },
      ],
      other: true,
      required: true,
    },
    { id: 'worte', kind: 'text', text: { de: 'Was noch?', en: 'What else?' } },
  ],
  ending: null,
}

const open = (token: string, headers: Readonly<Record<string, string>> = {}): Promise<Call> =>
  feedback.call(`GET /v1/invitations/${token}`, { key: null, headers: { accept: BROWSER, ...headers } })

const send = (token: string, fields: readonly (readonly [string, string])[]): Promise<Call> =>
  feedback.call(`POST /v1/invitations/${token}/page`, {
    key: null,
    headers: { accept: BROWSER, 'content-type': FORM },
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  })

const answersOf = async (survey: string) =>
  (await feedback.call(`GET /v1/answers?survey=${survey}`)).body.items as readonly Readonly<Record<string, unknown>>[] // Of our own API.

describe('an invitation that a browser opens', () => {
  it('is a page without scripts, in the language of the invitation and then of the browser', async () => {
    const token = await invite(feedback, { locale: 'de' }, 'alles')
    const page = await open(token, { 'accept-language': 'en' })
    expect(page.status).toBe(200)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; form-action 'self'/,
    )
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(page.text).toContain('<html lang="de">')
    expect(page.text).toContain('Alles &lt;Mögliche&gt; &amp; mehr')
    expect(page.text).not.toMatch(/<script|<b>/)
    expect(page.text).toContain(`action="/v1/invitations/${token}/page"`)
    for (const { id } of every.questions.slice(1)) expect(page.text).toContain(`name="asked" value="${id}"`)
    const unsaid = await invite(feedback, {}, 'alles')
    expect((await open(unsaid, { 'accept-language': 'fr;q=0.9, en;q=0.4, de;q=0.7' })).text).toContain(
      '<html lang="de">',
    )
    expect((await open(unsaid, { 'accept-language': 'en-GB' })).text).toContain('Which one?')
  })

  it('is JSON for programs, as before', async () => {
    const token = await invite(feedback)
    for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.9'])
      expect((await open(token, { accept })).body.survey.key).toBe('lieferung')
    expect((await feedback.call(`GET /v1/invitations/${token}`, { key: null })).body.answers).toEqual({})
    const refused = await feedback.call(`POST /v1/invitations/${token}`, {
      key: null,
      headers: { 'content-type': FORM },
      body: 'complete=true',
    })
    expect([refused.status, refused.body.code]).toEqual([415, 'media_type_unsupported'])
  })

  it('changes nothing when it is looked at', async () => {
    const token = await invite(feedback)
    for (let count = 0; count < 3; count += 1) await open(token)
    const { body } = await feedback.call('GET /v1/surveys/lieferung/invitations')
    expect(body.items[0]).toMatchObject({ state: 'open' })
  })

  it('is a page where there is nothing, in the language of the browser', async () => {
    const page = await open('x'.repeat(54), { 'accept-language': 'de' })
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(page.text).toContain('Dieser Link führt zu nichts')
    expect((await send('x'.repeat(54), [])).status).toBe(404)
    expect((await open('x'.repeat(54), { accept: '*/*' })).body.code).toBe('invitation_unknown')
  })
})

describe('the form of the page', () => {
  it('takes an answer of every kind', async () => {
    const token = await invite(feedback, { locale: 'de' }, 'alles')
    const fields: [string, string][] = every.questions.map(({ id }) => ['asked', id])
    fields.push(['a.nps', '9'], ['a.ces', ''], ['a.weit', ' -17 '], ['a.eins', ':other'], ['o.eins', 'Größe C'])
    fields.push(['a.viele', 'x'], ['a.viele', 'y'], ['o.viele', 'Z'], ['a.worte', 'Eine Zeile\r\nund noch eine 🎈'])
    const thanks = await send(token, fields)
    expect([thanks.status, thanks.text.includes('Vielen Dank für Ihre Antwort!')]).toEqual([200, true])
    const [answer] = await answersOf('alles')
    expect(answer).toMatchObject({
      complete: true,
      locale: 'de',
      scores: [
        { question: 'nps', value: 9 },
        { question: 'weit', value: -17 },
      ],
      texts: [{ question: 'worte', text: 'Eine Zeile\nund noch eine 🎈' }],
      choices: [
        { question: 'eins', values: [], other: 'Größe C' },
        { question: 'viele', values: ['x', 'y'], other: 'Z' },
      ],
    })
    const again = await send(token, fields)
    expect([again.status, again.text.includes('Sie haben schon geantwortet')]).toEqual([410, true])
    expect((await open(token)).status).toBe(410)
    expect(await answersOf('alles')).toHaveLength(1)
  })

  it('comes back with what is wrong beside it and all that was filled in', async () => {
    const token = await invite(feedback, { locale: 'en' }, 'alles')
    const fields: [string, string][] = every.questions.map(({ id }) => ['asked', id])
    fields.push(
      ['a.nps', '11'],
      ['a.weit', 'many'],
      ['a.eins', 'a'],
      ['o.eins', 'and "this"'],
      ['a.worte', ' <i>kept</i>\r\n\r\n '],
    )
    const page = await send(token, fields)
    expect(page.status).toBe(400)
    expect(page.text).toContain('<title>Error: Everything</title>')
    const errors = [...page.text.matchAll(/<p class="error" id="e-(\w+)">Error: ([^<]+)<\/p>/g)].map(
      ([, ...found]) => found,
    )
    expect(errors).toEqual([
      ['nps', 'Please choose a number on the scale.'],
      ['weit', 'Please give a whole number.'],
      ['eins', 'Please choose only one, or write something else.'],
      ['viele', 'Please answer this question.'],
    ])
    expect(page.text).toContain('value="many"')
    expect(page.text).toContain('value="and &quot;this&quot;"')
    expect(page.text).toContain('>\n &lt;i&gt;kept&lt;/i&gt;\n\n </textarea>')
    expect(page.text).toMatch(/value="a" checked/)
    expect(await answersOf('alles')).toHaveLength(1)
  })

  it('asks further where an answer leads to another question', async () => {
    const token = await invite(feedback, { locale: 'de' })
    const first = await open(token)
    expect(first.text).not.toContain('Was hätten wir besser machen können?')
    const questions = [...first.text.matchAll(/name="asked" value="(\w+)"/g)].map(([, id = '']): [string, string] => [
      'asked',
      id,
    ])
    const next = await send(token, [...questions, ['a.zufriedenheit', '1']])
    expect(next.status).toBe(200)
    expect(next.text).toContain('Was hätten wir besser machen können?')
    expect(next.text).toContain('Noch nicht fertig')
    expect(next.text).toMatch(/value="1" checked/)
    // What has been given is kept, should nobody go on.
    expect((await open(token)).text).toMatch(/value="1" checked/)
    const still = await send(token, [...questions, ['asked', 'warum'], ['a.zufriedenheit', '1'], ['a.warum', '  ']])
    expect([still.status, still.text.includes('e-warum')]).toEqual([400, true])
    const thanks = await send(token, [...questions, ['asked', 'warum'], ['a.zufriedenheit', '5'], ['a.warum', 'egal']])
    expect([thanks.status, thanks.text.includes('Schönen Dank für Ihre Mühe!')]).toEqual([200, true])
    const [answer] = await answersOf('lieferung')
    expect(answer).toMatchObject({ complete: true, scores: [{ question: 'zufriedenheit', value: 5 }], texts: [] })
  })

  it('is taken once of many who send it at the same time', async () => {
    const token = await invite(feedback)
    const fields: [string, string][] = [
      ['asked', 'zufriedenheit'],
      ['asked', 'nps'],
      ['a.zufriedenheit', '4'],
    ]
    const sent = await Promise.all(Array.from({ length: 5 }, () => send(token, fields)))
    expect(sent.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 410, 410, 410, 410])
  })

  it.each([
    ['nothing', ''],
    ['what is no form', '&&&===%zz%%'],
    ['questions that there are not', 'asked=nichts&a.nichts=1&asked=__proto__&a.__proto__=1'],
    ['a statement', 'asked=hallo&a.hallo=1'],
  ])('asks on when it holds %s', async (_what, body) => {
    const token = await invite(feedback, {}, 'alles')
    const headers = { accept: BROWSER, 'content-type': `${FORM}; charset=UTF-8` }
    const page = await feedback.call(`POST /v1/invitations/${token}/page`, { key: null, headers, body })
    expect([page.status, page.text.includes('<form')]).toEqual([200, true])
  })

  it('is refused as another type, in another encoding and with what cannot be kept', async () => {
    const token = await invite(feedback, { locale: 'en' }, 'alles')
    const post = (type: string, body: string | Uint8Array) =>
      feedback.call(`POST /v1/invitations/${token}/page`, { key: null, headers: { 'content-type': type }, body })
    expect((await post('application/json', '{}')).body).toMatchObject({ status: 415, code: 'media_type_unsupported' })
    expect((await post('multipart/form-data; boundary=x', '--x--')).status).toBe(415)
    expect((await post(FORM, new Uint8Array([0x61, 0xff]))).body.code).toBe('encoding_invalid')
    expect((await post(FORM, 'asked=why&a.why=Gr%F6%DFe')).body.code).toBe('encoding_invalid')
    expect((await post(FORM, `a=${'x'.repeat(1_100_000)}`)).status).toBe(413)
    const page = await post(FORM, 'asked=worte&a.worte=a%00b')
    expect([page.status, page.text.includes('characters that we cannot keep')]).toEqual([400, true])
  })
})

describe('an invitation that is too old', () => {
  it('is a page that says so', async () => {
    const at = new Date('2026-11-29T08:00:00Z')
    const old = await startFeedback({ at })
    await publish(old)
    const token = await invite(old, { locale: 'de', expiresAt: '2026-11-30T08:00:00Z' })
    await old.advanceTo(new Date('2026-12-01T08:00:00Z'))
    const page = await old.call(`GET /v1/invitations/${token}`, { key: null, headers: { accept: BROWSER } })
    expect([page.status, page.text.includes('Diese Umfrage ist beendet')]).toEqual([410, true])
    await old.close()
  })
})
