import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { mailsTo } from '../mail.js'
import type { ServiceName, Tenant, TestStack } from '../stack.js'
import type { Operation } from './operations.js'

/** What a workspace holds: for each service the values that its paths take. */
export interface Everything {
  /** The rare word. */
  readonly word: string
  readonly profileId: string
  readonly address: string
  readonly userId: string
  readonly paths: Readonly<Record<ServiceName, Readonly<Record<string, string>>>>
}

/** The values of an operation's path that lead to something. No dead letter can be made from outside. */
export function leadsTo({ paths }: Everything, { service, path }: Operation): Readonly<Record<string, string>> {
  if (path.startsWith('/v1/dead-letters')) return { id: randomUUID() }
  return path.startsWith('/v1/jobs') ? { jobId: randomUUID(), ...paths[service] } : paths[service]
}

/** Whether something can be there: what imports nothing has no jobs, no dead letter can be made from outside, and nobody is restricted. */
export const canLead = ({ service, path }: Operation): boolean =>
  !path.startsWith('/v1/dead-letters') &&
  !path.startsWith('/v1/privacy/restrictions') &&
  !(path.startsWith('/v1/jobs') && (service === 'journey' || service === 'analytics'))

const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const

/** A definition, published and as a draft. */
async function define(call: Caller, service: ServiceName, path: string, body: object): Promise<void> {
  await call(service, `PUT ${path}`, body)
  await call(service, `PUT ${path}?publish=false`, body)
}

/** Fills a workspace with one of everything, each with the same rare word in what people have written. */
export async function makeEverything(stack: TestStack, tenant: Tenant, word: string): Promise<Everything> {
  const call = tenant.must
  const [userId, address, key] = [`kunde-${word}`, `${word}@example.test`, `k-${word}`]
  const made = await call('profile', `PUT /v1/profiles/by/user_id/${userId}`, {
    traits: { email: address, firstName: `Änne ${word}` },
    identifiers: [{ type: 'email', value: address }],
  })
  const profileId: string = made.id
  await call('profile', 'POST /v1/track', {
    userId,
    messageId: `nachricht-${word}`,
    event: `Gelesen ${word}`,
    properties: { word },
  })
  await call('profile', 'PUT /v1/consents', {
    profileId,
    purpose: 'profiling',
    state: 'granted',
    proof: proofWith(word),
  })
  await call('profile', `PUT /v1/accounts/${key}`, { traits: { name: `Firma ${word}` } })
  await call('profile', `PUT /v1/accounts/${key}/members/${profileId}`, { roles: ['customer'] })
  // Two devices that two people use.
  for (const number of [1, 2])
    for (const user of [1, 2])
      await call('profile', 'POST /v1/track', {
        userId: `teilt-${word}-${user}`,
        anonymousId: `gerät-${word}-${number}`,
        event: 'Gesehen',
      })
  const refused = [1, 2].map((number) => ({ type: 'nothing', userId, messageId: `abgelehnt-${number}-${word}` }))
  await call('profile', 'POST /v1/batch', { batch: refused })
  await define(call, 'profile', `/v1/segments/${key}`, {
    name: `Segment ${word}`,
    condition: { any: [{ path: 'traits.firstName', op: 'exists' }, { listed: key }] },
  })
  await call('profile', `PUT /v1/segments/${key}/members/${profileId}`)
  await define(call, 'profile', `/v1/computed-traits/${key}`, {
    name: `Berechnet ${word}`,
    compute: 'count',
    event: 'Order Completed',
  })
  await define(call, 'profile', `/v1/calendars/${key}`, {
    timeZone: 'Europe/Berlin',
    hours: [{ days: [1], from: '09:00', to: '17:00' }],
    holidays: [{ date: '2026-10-03', name: `Feiertag ${word}` }],
  })
  await define(call, 'profile', '/v1/units/service', { name: 'Kundendienst' })
  await define(call, 'profile', `/v1/units/${key}`, { name: `Einheit ${word}`, parent: 'service' })
  const staffId = randomUUID()
  await call('profile', `PUT /v1/staff/${staffId}`, {
    name: `Jörg ${word}`,
    email: `joerg-${word}@shop.example`,
    unit: key,
    roles: ['agent'],
  })
  await call('profile', 'PUT /v1/identity-provider', {
    issuer: `https://login-${word}.shop.example`,
    audience: 'polyphon',
    jwksUri: `https://login-${word}.shop.example/jwks`,
  })
  for (const service of SERVICES)
    await call(service, `PUT /v1/webhooks/${key}`, { url: `http://127.0.0.1:1024/${word}`, types: ['*'] })
  const spare = await call('profile', 'POST /v1/keys', { kind: 'publishable', origins: [`https://${word}.example`] })
  const feedback = await makeFeedback(call, { key, word, profileId })
  const messaging = await makeMessages(call, { key, word, profileId })
  const { workId } = await call('profile', 'POST /v1/work', { why: `Zurückrufen wegen ${word}`, profileId })
  const erased = [await makeErased(call, `${word}-1`), await makeErased(call, `${word}-2`)]
  const { jobId: exportId } = await call('profile', 'POST /v1/privacy/exports', { profileId })
  const runId = await makeRun(call, { key, word, profileId })
  const imported = async (service: ServiceName, kind: string): Promise<string> => {
    const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/x-ndjson' }
    // Rejected, with the word in what is said of it.
    const body = JSON.stringify({ [word]: word })
    const { status, text } = await tenant.call(service, `POST /v1/imports?kind=${kind}`, { headers, body })
    if (status !== 202) throw new Error(`${service} ${kind}: ${status} ${text}`)
    return JSON.parse(text).jobId
  }
  const token = await eventually(async () => {
    const [mail] = mailsTo(stack.mailFolder, address)
    if (mail === undefined)
      throw new Error(`No mail yet: ${JSON.stringify(await call('messaging', 'GET /v1/messages'))}`)
    return mail.unsubscribeUrl.split('/').at(-1) ?? ''
  })
  return {
    word,
    profileId,
    address,
    userId,
    paths: {
      profile: {
        profileId,
        survivorId: profileId,
        accountKey: key,
        key,
        keyId: spare.id,
        staffId,
        messageId: `nachricht-${word}`,
        type: 'user_id',
        value: userId,
        name: 'firstName',
        writeKey: tenant.publishableKey,
        jobId: await imported('profile', 'people'),
        workId,
        requestId: erased[0] ?? '',
        exportId,
      },
      journey: { key, runId },
      messaging: { key, id: messaging, token, provider: 'generic', jobId: await imported('messaging', 'suppressions') },
      feedback: { key, ...feedback, jobId: await imported('feedback', 'answers') },
      analytics: { key, metric: 'interactions.count', report: 'overview' },
    },
  }
}

/** Somebody who was there and is forgotten. */
async function makeErased(call: Caller, name: string): Promise<string> {
  const { id: profileId } = await call('profile', `PUT /v1/profiles/by/user_id/vergessen-${name}`, { traits: {} })
  const { jobId } = await call('profile', 'POST /v1/privacy/erasures', { profileId, reason: 'Antrag' })
  return jobId
}

type Caller = (service: ServiceName, operation: string, body?: object) => ReturnType<typeof JSON.parse>
interface Wanted {
  readonly key: string
  readonly word: string
  readonly profileId: string
}

async function makeFeedback(call: Caller, { key, word, profileId }: Wanted): Promise<{ id: string; token: string }> {
  await define(call, 'feedback', `/v1/surveys/${key}`, {
    title: `Umfrage ${word}`,
    questions: [
      { id: 'score', kind: 'csat', text: `Wie war es, ${word}?` },
      { id: 'why', kind: 'text', text: `Warum, ${word}?` },
    ],
  })
  const invited = await call('feedback', `POST /v1/surveys/${key}/invitations`, { profileId, properties: { word } })
  const answered = await call('feedback', 'POST /v1/answers', {
    survey: key,
    profileId,
    answers: { score: 4, why: `Weil ${word}` },
    properties: { word },
    complete: true,
  })
  return { id: answered.id, token: String(invited.url).split('/').at(-1) ?? '' }
}

const proofWith = (word: string) => ({
  noticeKey: word,
  noticeVersion: '1',
  noticeText: `Ja, ${word}`,
  locale: 'de',
  mechanism: 'checkbox',
  occurredAt: new Date().toISOString(),
  actor: 'person',
})

async function makeMessages(call: Caller, { key, word, profileId }: Wanted): Promise<string> {
  await define(call, 'messaging', `/v1/templates/${key}`, {
    channel: 'email',
    locales: { de: { subject: `Betreff ${word}`, body: `<p>Grüße, {{ data.word }}</p>` } },
    fallbackLocale: 'de',
    variables: ['word'],
  })
  await call('messaging', 'PUT /v1/permissions', {
    profileId,
    channel: 'email',
    topic: `thema-${word}`,
    state: 'granted',
    proof: proofWith(word),
  })
  await call('messaging', 'PUT /v1/suppressions', {
    channel: 'email',
    address: `gesperrt-${word}@example.test`,
    reason: `Grund ${word}`,
  })
  const sent = await call('messaging', 'POST /v1/messages', {
    profileId,
    template: { key },
    data: { word },
    class: 'marketing',
    topic: `thema-${word}`,
  })
  return sent.id
}

async function makeRun(call: Caller, { key, word, profileId }: Wanted): Promise<string> {
  await define(call, 'journey', `/v1/journeys/${key}`, {
    schema: 'polyphon.journey/1',
    name: `Reise ${word}`,
    class: 'service',
    entry: { triggers: [{ type: 'api' }] },
    start: 'wait',
    steps: { wait: { type: 'wait', for: 'P30D', next: null } },
  })
  // A journey takes a person in as soon as it knows them.
  const started = await eventually(() =>
    call('journey', `POST /v1/journeys/${key}/runs`, { profileId, data: { word } }),
  )
  return started.id
}
