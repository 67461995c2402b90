import { setTimeout as delay } from 'node:timers/promises'
import type { Service } from '../cluster.js'
import type { Random } from '../random.js'
import type { Answer } from './api.js'
import { JOURNEY, ORDER, type Person, STEP, SURVEY, TEMPLATE, type Tenant, TOPIC } from './tenant.js'

/** The services that the load writes to. */
export const WRITTEN: readonly Service[] = ['profile', 'messaging', 'feedback']

/** An event that was answered with 2xx. */
export interface AckedEvent {
  readonly tenant: Tenant
  readonly person: Person
  readonly messageId: string
  readonly seq: number
  readonly isOrder: boolean
}

export interface AckedAnswer {
  readonly tenant: Tenant
  readonly answerId: string
  readonly score: number
}

export interface AckedSend {
  readonly tenant: Tenant
  readonly messageId: string
}

/** Everything that was acknowledged, and how the requests went. */
export interface Acked {
  readonly events: AckedEvent[]
  readonly answers: AckedAnswer[]
  readonly sends: AckedSend[]
  /** Requests whose repetition with the same Idempotency-Key got another answer. */
  readonly unequal: string[]
  /** What was asked for `service kind`, by status; 0 is no answer. */
  readonly statuses: Map<string, Map<number, number>>
  /** The time of each answered write, in milliseconds, with its moment. */
  readonly writes: { readonly at: number; readonly ms: number; readonly status: number }[]
}

export interface LoadOptions {
  readonly tenants: readonly Tenant[]
  readonly random: Random
  /** Pause of a person between two events, in milliseconds. */
  readonly pauseMs: number
  /** The share of events that are sent twice. */
  readonly duplicates?: number
  /** Moves the time at which an event says it happened, in milliseconds. */
  readonly shiftMs?: () => number
}

export interface Load {
  readonly acked: Acked
  /** Sends so much more at once for the time being: 1 is the ordinary load. */
  pace(factor: number): void
  /** Begins nothing more, and waits until what has begun is acknowledged. */
  stop(): Promise<void>
}

const ORDER_EVERY = 4
const ANSWER_EVERY = 7
const SEND_EVERY = 9
const RETRY_MS = 150
const GIVE_UP_MS = 90_000

/** Lets every person do things, one after the other: the next event only once the last one is acknowledged. */
export function startLoad(options: LoadOptions): Load {
  const acked: Acked = { events: [], answers: [], sends: [], unequal: [], statuses: new Map(), writes: [] }
  const state = { isStopped: false, factor: 1, stoppedAt: Number.POSITIVE_INFINITY }
  const work = { options, acked, state }
  const running = options.tenants.flatMap((tenant) => [
    ...tenant.people.map((person) => live(work, tenant, person)),
    lookAround(work, tenant),
  ])
  const ended = Promise.all(running)
  // Whoever stops the load learns what went wrong in it; until then nobody waits for it.
  ended.catch(() => undefined)
  return {
    acked,
    pace: (factor) => {
      state.factor = factor
    },
    stop: async () => {
      state.isStopped = true
      state.stoppedAt = performance.now()
      await ended
    },
  }
}

interface Work {
  readonly options: LoadOptions
  readonly acked: Acked
  readonly state: { isStopped: boolean; factor: number; stoppedAt: number }
}

async function live(work: Work, tenant: Tenant, person: Person): Promise<void> {
  for (let seq = 1; !work.state.isStopped; seq += 1) {
    await trackEvent(work, tenant, person, seq)
    if (seq % ANSWER_EVERY === 0) await giveAnswer(work, tenant, person, seq)
    if (seq % SEND_EVERY === 0) await sendOne(work, tenant, person, seq)
    await delay((work.options.pauseMs * (0.5 + work.options.random.next())) / work.state.factor)
  }
}

async function trackEvent(work: Work, tenant: Tenant, person: Person, seq: number): Promise<void> {
  const { duplicates = 0, shiftMs, random } = work.options
  const isOrder = seq % ORDER_EVERY === 0
  const messageId = `${person.userId}-${seq}`
  const timestamp = new Date(Date.now() + (shiftMs?.() ?? 0)).toISOString()
  const event = { userId: person.userId, messageId, event: isOrder ? ORDER : STEP, timestamp, properties: { seq } }
  const track = (): Promise<Answer> => request(work, tenant, 'profile: POST /v1/track', { body: event })
  await untilAcked(work, track)
  if (random.next() < duplicates) await untilAcked(work, track)
  work.acked.events.push({ tenant, person, messageId, seq, isOrder })
}

async function giveAnswer(work: Work, tenant: Tenant, person: Person, seq: number): Promise<void> {
  const score = 1 + (seq % 5)
  const identifier = { type: 'user_id', value: person.userId }
  const body = { survey: SURVEY, identifier, answers: { score }, properties: {}, complete: true }
  const headers = { 'idempotency-key': `answer-${person.userId}-${seq}` }
  const submit = (): Promise<Answer> => request(work, tenant, 'feedback: POST /v1/answers', { body, headers })
  const first = await untilAcked(work, submit)
  await compare(work, submit, first, `${person.userId} answer ${seq}`)
  work.acked.answers.push({ tenant, answerId: first.body.id ?? first.body.answerId, score })
}

async function sendOne(work: Work, tenant: Tenant, person: Person, seq: number): Promise<void> {
  const kind = tenant.mode === 'live' ? 'marketing' : 'service'
  const body = { profileId: person.profileId, template: { key: TEMPLATE }, data: {}, class: kind, topic: TOPIC }
  const headers = { 'idempotency-key': `send-${person.userId}-${seq}` }
  const send = (): Promise<Answer> => request(work, tenant, 'messaging: POST /v1/messages', { body, headers })
  const first = await untilAcked(work, send)
  await compare(work, send, first, `${person.userId} send ${seq}`)
  work.acked.sends.push({ tenant, messageId: first.body.id })
}

/** Asks once more with the same Idempotency-Key: the answer must be the same, word for word. */
async function compare(work: Work, ask: () => Promise<Answer>, first: Answer, what: string): Promise<void> {
  const again = await untilAcked(work, ask)
  if (again.text !== first.text) work.acked.unequal.push(what)
}

/** Reads like a frontend would, all the time. */
async function lookAround(work: Work, tenant: Tenant): Promise<void> {
  while (!work.state.isStopped) {
    const { profileId } = work.options.random.pick(tenant.people)
    await request(work, tenant, `profile: GET /v1/profiles/${profileId}`)
    await request(work, tenant, `profile: GET /v1/profiles/${profileId}/timeline`)
    await request(work, tenant, `messaging: GET /v1/messages?profileId=${profileId}`)
    await request(work, tenant, `journey: GET /v1/journeys/${JOURNEY}/runs?profileId=${profileId}`)
    await request(work, tenant, `feedback: GET /v1/answers?profileId=${profileId}`)
    await request(work, tenant, 'analytics: GET /v1/metrics/interactions.count')
    await delay(200)
  }
}

interface Content {
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

/** One request to an operation like `profile: POST /v1/track`; its answer is counted. */
async function request(work: Work, tenant: Tenant, where: string, content?: Content): Promise<Answer> {
  const [service = '', operation = ''] = where.split(': ')
  const answer = await tenant.api.call(service, operation, content?.body, content?.headers)
  const isRead = operation.startsWith('GET')
  const kind = `${service} ${isRead ? 'read' : 'write'}`
  const counts = work.acked.statuses.get(kind) ?? new Map<number, number>()
  counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1)
  work.acked.statuses.set(kind, counts)
  if (!isRead) work.acked.writes.push({ at: performance.now(), ms: answer.ms, status: answer.status })
  return answer
}

/** Repeats a request, as a client would, until it is answered with 2xx; another 4xx than 429 is a fault of this program. */
async function untilAcked(work: Work, ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask()
    if (answer.status >= 200 && answer.status < 300) return answer
    const mayHelp = answer.status === 0 || answer.status === 429 || answer.status === 409 || answer.status >= 500
    if (!mayHelp) throw new Error(`The load was refused with ${answer.status}: ${answer.text}`)
    if (performance.now() - work.state.stoppedAt > GIVE_UP_MS)
      throw new Error(`Not acknowledged: ${answer.status} ${answer.text}`)
    await delay(RETRY_MS)
  }
}
