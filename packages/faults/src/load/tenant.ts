import { eventually } from '@polyphon/testkit'
import type { Cluster, Service } from '../cluster.js'
import { type Api, openApi } from './api.js'

/** Somebody whose events are sent one after the other, so that their order can be checked. */
export interface Person {
  readonly userId: string
  readonly profileId: string
  readonly email: string
}

/**
 * A workspace under load. `live` sends marketing mail by SMTP, at most once; `test` sends service mail into a folder,
 * exactly once. Each is the other's canary.
 */
export interface Tenant {
  readonly key: string
  readonly id: string
  readonly mode: 'live' | 'test'
  readonly people: readonly Person[]
  readonly api: Api
  /** The secret key that `api` has. */
  readonly secret: string
}

export const ORDER = 'Order Placed'
export const STEP = 'Step'
export const TOPIC = 'news'
export const SURVEY = 'how-was-it'
export const TEMPLATE = 'thank-you'
export const JOURNEY = 'thank'

// A service that knows a new workspace and its people only from Kafka may be late on a busy machine.
const UNTIL_KNOWN = { timeoutMs: 30_000, everyMs: 100 }

export async function makeTenant(cluster: Cluster, key: string, mode: Tenant['mode'], people: number): Promise<Tenant> {
  const admin = openApi(cluster.stack.urls, cluster.stack.adminToken)
  const body = { key, name: key, mode, timeZone: 'Europe/Berlin', locale: 'de', defaultRegion: 'DE' }
  const made = await admin.must('profile', 'POST /v1/workspaces', body)
  const { secret } = made.secretKey
  const api = openApi(cluster.stack.urls, secret)
  await eventually(async () => {
    for (const service of Object.keys(cluster.stack.urls)) await api.must(service, 'GET /v1/dead-letters?limit=1')
  }, UNTIL_KNOWN)
  // A template that could not be rendered in time is no template that is wrong, and nothing is tried yet.
  for (const [service, operation, definition] of definitions(mode))
    await eventually(() => api.must(service, operation, definition), UNTIL_KNOWN)
  const tenant = { key, id: made.workspace.id, mode, api, secret }
  return { ...tenant, people: await makePeople(api, key, people) }
}

async function makePeople(api: Api, key: string, count: number): Promise<readonly Person[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => makePerson(api, `${key}-${index}`)))
}

async function makePerson(api: Api, userId: string): Promise<Person> {
  const email = `${userId}@example.test`
  await api.must('profile', 'POST /v1/identify', {
    userId,
    messageId: `identify-${userId}`,
    traits: { email, locale: 'de' },
  })
  const { items } = await api.must('profile', `GET /v1/profiles?identifier=user_id:${userId}`)
  const person = { userId, email, profileId: items[0].id }
  await eventually(() => setPermission(api, person, 'granted'), UNTIL_KNOWN)
  return person
}

/** Says yes or no to mail; the answer is given when it binds every later send. */
export async function setPermission(api: Api, person: Person, state: 'granted' | 'withdrawn'): Promise<void> {
  const proof = {
    noticeKey: 'news',
    noticeVersion: '1',
    noticeText: 'Ich möchte Neuigkeiten per E-Mail bekommen.',
    locale: 'de',
    mechanism: 'checkbox',
    occurredAt: new Date().toISOString(),
    actor: person.userId,
  }
  const body = { profileId: person.profileId, channel: 'email', topic: TOPIC, state, proof }
  await api.must('messaging', 'PUT /v1/permissions', body)
}

function definitions(mode: Tenant['mode']): readonly (readonly [Service, string, object])[] {
  const content = (subject: string, text: string): object => ({
    subject,
    body: `<p>${text}</p><p>{{ unsubscribeUrl }}</p>`,
  })
  const locales = { de: content('Danke', 'Vielen Dank!'), en: content('Thanks', 'Thank you!') }
  const question = {
    id: 'score',
    kind: 'csat',
    text: { de: 'Wie war es?', en: 'How was it?' },
    scale: { min: 1, max: 5 },
    required: true,
  }
  const send = { type: 'send', template: TEMPLATE, topic: TOPIC, channels: ['email'], next: 'sent', onDrop: 'dropped' }
  return [
    ['messaging', `PUT /v1/templates/${TEMPLATE}`, { channel: 'email', fallbackLocale: 'en', variables: [], locales }],
    [
      'feedback',
      `PUT /v1/surveys/${SURVEY}`,
      { title: { de: 'Umfrage', en: 'Survey' }, questions: [question], ending: { de: 'Danke!', en: 'Thanks!' } },
    ],
    [
      'journey',
      `PUT /v1/journeys/${JOURNEY}`,
      {
        schema: 'polyphon.journey/1',
        class: mode === 'live' ? 'marketing' : 'service',
        entry: { triggers: [{ type: 'event', event: ORDER }], reentry: { mode: 'always', concurrent: 1000 } },
        start: 'pause',
        steps: {
          // A timer of every run falls due while the fault lasts.
          pause: { type: 'wait', for: 'PT2S', next: 'send' },
          send,
          sent: { type: 'exit', outcome: 'sent' },
          dropped: { type: 'exit', outcome: 'dropped' },
        },
      },
    ],
  ]
}
