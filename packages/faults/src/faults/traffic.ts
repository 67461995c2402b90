import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Fault, FaultRun } from '../fault.js'
import { WRITTEN } from '../load/load.js'
import { setPermission, TEMPLATE, TOPIC } from '../load/tenant.js'
import { failuresOf } from './nemesis.js'

const LATE_MS = 48 * 3_600_000

/** 14: events come late and in any order of their own times; the timeline sorts them by when they happened. */
export const lateEvents: Fault = {
  name: '14',
  title: 'events up to 48 h late, in any order of their times',
  load: (random) => ({ shiftMs: () => -random.between(0, LATE_MS) }),
  inject: () => delay(15_000),
  check: async (run) => {
    for (const tenant of run.tenants) {
      for (const { profileId, userId } of tenant.people) {
        const page = await tenant.api.must(
          'profile',
          `GET /v1/profiles/${profileId}/timeline?kind=interaction&limit=500`,
        )
        const times: readonly string[] = page.items.map((item: { occurredAt: string }) => item.occurredAt)
        if (times.some((time, index) => index > 0 && time > (times[index - 1] ?? '')))
          run.wrong(`the timeline of ${userId} is not sorted`)
      }
    }
  },
}

const KIB = 1024

/** 17: bodies that are too large or pretend to be small; each gets its 4xx, and nobody else notices. */
export const hugeBodies: Fault = {
  name: '17',
  title: 'bodies at and over every limit: 32 KiB an event, 500 KiB a batch, 2,501 events, 5 MiB, a zip bomb',
  inject: async (run) => {
    const end = performance.now() + 12_000
    while (performance.now() < end) {
      for (const { what, path, body, headers, expected } of hugeRequests(run)) {
        const status = await post(run, path, body, headers)
        run.saw(`${what} ${status}`)
        if (!expected.includes(status)) run.wrong(`${what} was answered with ${status}`)
      }
    }
  },
}

interface HugeRequest {
  readonly what: string
  readonly path: string
  readonly body: Buffer
  readonly headers?: Readonly<Record<string, string>>
  readonly expected: readonly number[]
}

function hugeRequests({ tenants }: FaultRun): readonly HugeRequest[] {
  const userId = tenants[0]?.people[0]?.userId ?? ''
  // Of a kind that no invariant counts.
  const page = (bytes: number, index = 0): object => {
    const bare = {
      type: 'page',
      userId,
      messageId: `huge-${index}-${Date.now()}`,
      name: 'Huge',
      properties: { text: '' },
    }
    const room = bytes - JSON.stringify(bare).length
    return { ...bare, properties: { text: 'x'.repeat(Math.max(0, room)) } }
  }
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const batch = (count: number, bytes: number): Buffer =>
    json({ batch: Array.from({ length: count }, (_, index) => page(bytes, index)) })
  const bomb = gzipSync(Buffer.alloc(50 * KIB * KIB, ' '))
  return [
    { what: 'an event of 32 KiB', path: '/v1/page', body: json(page(32 * KIB)), expected: [200] },
    { what: 'an event of 32 KiB and 1', path: '/v1/page', body: json(page(32 * KIB + 1)), expected: [413] },
    { what: 'a batch below 500 KiB', path: '/v1/batch', body: batch(20, 24 * KIB), expected: [200] },
    { what: 'a batch over 500 KiB', path: '/v1/batch', body: batch(21, 25 * KIB), expected: [413] },
    { what: 'a batch of 2,501', path: '/v1/batch', body: batch(2_501, 120), expected: [400, 413, 422] },
    { what: '5 MiB', path: '/v1/track', body: json(page(5 * KIB * KIB)), expected: [413] },
    {
      what: 'a zip bomb',
      path: '/v1/batch',
      body: bomb,
      headers: { 'content-encoding': 'gzip' },
      expected: [413, 415],
    },
  ]
}

async function post(
  run: FaultRun,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const [tenant] = run.tenants
  if (tenant === undefined) throw new Error('There is no tenant.')
  const answer = await tenant.api.call('profile', `POST ${path}`, body, {
    'content-type': 'application/json',
    ...headers,
  })
  return answer.status
}

const BURST_MS = 10_000
const CALM_MS = 15_000
const BRIEF_CALM_MS = 6_000
const LOOKED_AT_MS = 3_000
const FLOOD = 40

/** 18: ten times as much for a while. What is taken is kept; what is too much is refused in words. */
export const burst: Fault = {
  name: '18',
  title: 'ten times the load for 10 s',
  expect: { recoverySeconds: 30, readsMayFail: true },
  inject: async (run) => {
    run.load.pace(10)
    const flooded = await flood(run)
    run.load.pace(1)
    // A brief run does not look how soon it is calm again, which at worst takes long; whether anybody is answered it sees soon.
    await delay(run.isBrief ? BRIEF_CALM_MS : CALM_MS)
    const calm = run.load.acked.writes.filter(({ at }) => at > performance.now() - LOOKED_AT_MS).map(({ ms }) => ms)
    const p99 = calm.toSorted((a, b) => a - b)[Math.floor(calm.length * 0.99)] ?? 0
    if (calm.length === 0) run.wrong('nothing was written after the burst')
    if (p99 > 1_000 && !run.isBrief)
      run.late(`${CALM_MS / 1000} s after the burst the p99 of writes is ${Math.round(p99)} ms`)
    for (const service of WRITTEN) {
      const odd = failuresOf(
        run,
        `${service} write`,
        (status) => (status < 200 || status >= 300) && status !== 429 && status !== 503,
      )
      if (odd > 0) run.wrong(`${odd} writes to ${service} were answered with something else than 2xx, 429 or 503`)
    }
    await checkFlood(run, flooded)
  },
}

/** Many callers at once beside the ordinary load; answers what was taken. */
async function flood(run: FaultRun): Promise<readonly string[]> {
  const taken: string[] = []
  const end = performance.now() + BURST_MS
  const [tenant] = run.tenants
  if (tenant === undefined) throw new Error('There is no tenant.')
  const call = async (_: unknown, caller: number): Promise<void> => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      const userId = run.random.pick(tenant.people).userId
      const messageId = `flood-${tenant.key}-${caller}-${turn}`
      const { status } = await tenant.api.call('profile', 'POST /v1/page', { userId, messageId, name: 'Flood' })
      if (status === 200) taken.push(messageId)
      else run.saw(String(status))
      if (status === 0 || (status >= 500 && status !== 503)) run.wrong(`the burst was answered with ${status}`)
    }
  }
  await Promise.all(Array.from({ length: FLOOD }, call))
  return taken
}

async function checkFlood(run: FaultRun, taken: readonly string[]): Promise<void> {
  const { rows } = await run.cluster
    .database('profile')
    .query<{ count: number }>(
      'select count(*)::int as count from interaction where workspace_id = any($1) and message_id = any($2)',
      [run.tenants.map(({ id }) => id), taken],
    )
  run.saw(`${taken.length} taken in the burst`)
  if (rows[0]?.count !== taken.length) run.wrong(`${taken.length} were taken in the burst, ${rows[0]?.count} are there`)
}

const SENDERS = 12
const SENDING_MS = 12_000

/** 19: people say no while a large send is under way. */
export const withdrawals: Fault = {
  name: '19',
  title: 'permission withdrawn by two thirds of the people while messages are sent to them',
  sometimes: ['dropped after a withdrawal'],
  expect: { recoverySeconds: 30 },
  inject: async (run) => {
    const tenant = run.tenants.find(({ mode }) => mode === 'live')
    if (tenant === undefined) throw new Error('There is no tenant.')
    const end = performance.now() + SENDING_MS
    let count = 0
    const send = async (): Promise<void> => {
      while (performance.now() < end) {
        const person = run.random.pick(tenant.people)
        const body = {
          profileId: person.profileId,
          template: { key: TEMPLATE },
          data: {},
          class: 'marketing',
          topic: TOPIC,
        }
        const headers = { 'idempotency-key': `bulk-${(count += 1)}` }
        const { status, body: answer } = await tenant.api.call('messaging', 'POST /v1/messages', body, headers)
        if (status === 202) run.load.acked.sends.push({ tenant, messageId: answer.id })
        else run.saw(`send ${status}`)
      }
    }
    const withdraw = async (): Promise<void> => {
      for (const person of run.random.shuffle(tenant.people).slice(0, 8)) {
        await delay(run.random.between(500, 1_200))
        await setPermission(tenant.api, person, 'withdrawn')
        run.withdrawn.set(person.profileId, Date.now())
      }
    }
    await Promise.all([withdraw(), ...Array.from({ length: SENDERS }, send)])
  },
  check: async (run) => {
    run.saw('dropped after a withdrawal', await countMessages(run, 'dropped'))
  },
}

/** 20: the mail server is busy, hangs, or takes a mail and hangs up. */
export const badProvider: Fault = {
  name: '20',
  title: 'SMTP: 30 % busy (451), 5 % silent, 5 % taken and then hung up',
  sometimes: ['uncertain'],
  expect: { recoverySeconds: 45 },
  inject: async (run) => {
    run.cluster.ledger.behave(() => {
      const dice = run.random.next()
      if (dice < 0.3) return 'busy'
      if (dice < 0.35) return 'hang'
      return dice < 0.4 ? 'take_and_drop' : 'take'
    })
    await delay(15_000)
    run.cluster.ledger.behave(() => 'take')
  },
  check: async (run) => {
    run.saw('uncertain', await countMessages(run, 'uncertain'))
  },
}

async function countMessages({ cluster, tenants }: FaultRun, stage: string): Promise<number> {
  const { rows } = await cluster
    .database('messaging')
    .query<{ count: number }>(
      'select count(*)::int as count from message where workspace_id = any($1) and stage = $2',
      [tenants.map(({ id }) => id), stage],
    )
  return rows[0]?.count ?? 0
}
