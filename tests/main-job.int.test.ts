import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkIn, mailsTo, type ReceivedMail } from './mail.js'
import { type ServiceName, startTestStack, type TestStack } from './stack.js'

let stack: TestStack

beforeAll(async () => {
  stack = await startTestStack()
  for (const [operation, body] of definitions) await ok(operation, body)
})

afterAll(() => stack?.close())

const mail = (subject: string, text: string, link: string) => ({
  subject,
  body: `<p>${text}</p><p><a href="{{ url }}">${link}</a></p><p><a href="{{ unsubscribeUrl }}">x</a></p>`,
})

const definitions: readonly (readonly [`${ServiceName}: ${string}`, object])[] = [
  [
    'feedback: PUT /v1/surveys/lieferung',
    {
      title: { de: 'Ihre Lieferung', en: 'Your delivery' },
      questions: [
        {
          id: 'score',
          kind: 'csat',
          text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
          required: true,
        },
        { id: 'why', kind: 'text', text: { de: 'Warum?', en: 'Why?' } },
      ],
      ending: { de: 'Schönen Dank!', en: 'Thank you!' },
    },
  ],
  [
    'messaging: PUT /v1/templates/danke',
    {
      channel: 'email',
      fallbackLocale: 'en',
      variables: [],
      locales: {
        de: mail('Grüße, {{ person.traits.firstName }}!', 'Ihr Päckchen ist da.', 'Zur Umfrage'),
        en: mail('Greetings, {{ person.traits.firstName }}!', 'Your parcel has arrived.', 'To the survey'),
      },
    },
  ],
  [
    'journey: PUT /v1/journeys/nach-lieferung',
    {
      schema: 'polyphon.journey/1',
      class: 'research',
      entry: {
        triggers: [{ type: 'event', event: 'Order Delivered' }],
        reentry: { mode: 'always', concurrent: 10 },
      },
      start: 'ask',
      steps: {
        ask: {
          type: 'ask',
          survey: 'lieferung',
          template: 'danke',
          topic: 'umfragen',
          channels: ['email'],
          properties: { late: { path: 'event.properties.late' } },
          timeout: 'P30D',
          onAnswered: 'answered',
          next: null,
        },
        answered: { type: 'exit', outcome: 'answered' },
      },
    },
  ],
]

/** Calls with the secret key, and fails with the whole answer if it is no success. */
async function ok(operation: string, body?: object, headers: Readonly<Record<string, string>> = {}) {
  const [service = '', rest = ''] = operation.split(': ')
  const options = { headers, ...(body === undefined ? {} : { body }) }
  const answer = await stack.workspace.call(service as ServiceName, rest, options) // Written so in this file.
  if (answer.status >= 300) throw new Error(`${operation}: ${answer.status} ${answer.text}`)
  return answer.body
}

const collect = (type: string, body: object) =>
  ok(`profile: POST /v1/${type}`, body, { authorization: `Bearer ${stack.workspace.publishableKey}` })

const people = [
  {
    language: 'German',
    userId: 'änne-weiß',
    traits: { email: 'aenne@example.test', firstName: 'Änne', locale: 'de' },
    late: true,
    score: 2,
    words: {
      subject: 'Grüße, Änne!',
      text: 'Ihr Päckchen ist da.',
      link: 'Zur Umfrage',
      question: 'Wie zufrieden sind Sie?',
      ending: 'Schönen Dank!',
      why: 'Drei Tage zu spät – schade!',
      unsubscribed: 'Sie sind abgemeldet',
    },
  },
  {
    language: 'English',
    userId: 'jane-doe',
    traits: { email: 'jane@example.test', firstName: 'Jane', locale: 'en-GB' },
    late: false,
    score: 5,
    words: {
      subject: 'Greetings, Jane!',
      text: 'Your parcel has arrived.',
      link: 'To the survey',
      question: 'How satisfied are you?',
      ending: 'Thank you!',
      why: 'It came a day early',
      unsubscribed: 'You are unsubscribed',
    },
  },
] as const

describe.each(people)('a person who speaks $language', ({ userId, traits, late, score, words }) => {
  let profileId = ''
  let received: ReceivedMail
  let surveyUrl = ''

  const messages = async (): Promise<readonly Record<string, unknown>[]> =>
    (await ok(`messaging: GET /v1/messages?profileId=${profileId}`)).items

  it('is known by what the page says, and by name', async () => {
    await collect('identify', { userId, traits })
    const { items } = await ok(`profile: GET /v1/profiles?identifier=email:${traits.email}`)
    expect(items).toMatchObject([{ traits, locale: traits.locale }])
    profileId = items[0].id
  })

  it('allows to be asked, with a proof of what was shown', async () => {
    const proof = {
      noticeKey: 'umfragen',
      noticeVersion: '1',
      noticeText: 'Ja, Sie dürfen mich nach meiner Meinung fragen.',
      locale: traits.locale,
      mechanism: 'checkbox',
      occurredAt: new Date().toISOString(),
      actor: 'person',
    }
    const body = { profileId, channel: 'email', topic: 'umfragen', state: 'granted', proof }
    expect(await ok('messaging: PUT /v1/permissions', body)).toMatchObject({ state: 'granted' })
  })

  it('gets a mail in their own language after the delivery', async () => {
    await collect('track', { userId, event: 'Order Delivered', properties: { late, orderId: 'B-1' } })
    received = await eventually(() => {
      const [found] = mailsTo(stack.mailFolder, traits.email)
      if (found === undefined) throw new Error('No mail came.')
      return found
    })
    expect(received.subject).toBe(words.subject)
    expect(received.html).toContain(words.text)
    surveyUrl = linkIn(received.html, words.link)
    expect(await eventuallySent(messages)).toMatchObject([{ class: 'research', topic: 'umfragen', delivery: 'sent' }])
  })

  it('finds the survey behind the link in that language, and answers', async () => {
    const opened = await (await fetch(surveyUrl)).json()
    expect(opened).toMatchObject({ survey: { questions: [{ text: words.question }, {}] } })
    const answered = await fetch(surveyUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answers: { score, why: words.why }, complete: true }),
    })
    expect(answered.status).toBe(201)
    expect(await answered.json()).toMatchObject({ complete: true, ending: words.ending })
    expect((await fetch(surveyUrl)).status).toBe(410)
  })

  it('is counted, by whether the delivery was late', async () => {
    await eventually(async () => {
      const { groups } = await ok('analytics: GET /v1/metrics/score.mean?by=property.late&where=question:score')
      const group = groups.find(({ by }: { by: Record<string, string> }) => by['property.late'] === String(late))
      expect(group).toMatchObject({ value: score, n: 1 })
    })
    const [run] = (await ok(`journey: GET /v1/journeys/nach-lieferung/runs?profileId=${profileId}`)).items
    await eventually(async () =>
      expect(await ok(`journey: GET /v1/runs/${run.id}`)).toMatchObject({ outcome: 'answered' }),
    )
  })

  it('has it all in one timeline', async () => {
    await eventually(async () => {
      const { items } = await ok(`profile: GET /v1/profiles/${profileId}/timeline?limit=200`)
      const types = items.map((item: { type: string }) => item.type)
      for (const type of WHOLE_STORY) expect(types).toContain(type)
      const given = items.find((item: { type: string }) => item.type === 'feedback.feedback_given.v1')
      expect(given.data.texts).toEqual([{ question: 'why', text: words.why }])
      const times = items.map((item: { occurredAt: string }) => item.occurredAt)
      expect(times).toEqual(times.toSorted().toReversed())
      // Whoever reads the timeline must not be able to answer in their name.
      expect(JSON.stringify(items)).not.toContain(surveyUrl.split('/').at(-1))
    })
  })

  it('is never asked again after one click on unsubscribe', async () => {
    const page = await fetch(received.unsubscribeUrl)
    expect(page.status).toBe(200)
    expect(await page.text()).not.toContain(words.unsubscribed)
    const clicked = await fetch(received.unsubscribeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(await clicked.text()).toContain(words.unsubscribed)
    await collect('track', { userId, event: 'Order Delivered', properties: { late, orderId: 'B-2' } })
    await eventually(async () => {
      const all = await messages()
      expect(all).toHaveLength(2)
      expect(all[0]).toMatchObject({ delivery: 'dropped', reason: 'permission_withdrawn' })
    })
    expect(mailsTo(stack.mailFolder, traits.email)).toHaveLength(1)
  })
})

const WHOLE_STORY = [
  'profile.interaction_recorded.v1',
  'journey.run_started.v1',
  'journey.run_ended.v1',
  'messaging.message_queued.v1',
  'messaging.message_sent.v1',
  'feedback.feedback_requested.v1',
  'feedback.feedback_given.v1',
]

const eventuallySent = (messages: () => Promise<readonly Record<string, unknown>[]>) =>
  eventually(async () => {
    const all = await messages()
    if (all[0]?.['delivery'] !== 'sent') throw new Error(`The message is ${JSON.stringify(all[0])}`)
    return all
  })
