import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import { SERVICES } from '../cluster.js'
import type { Fault, FaultRun } from '../fault.js'
import { makeTenant, type Person, STEP, type Tenant } from '../load/tenant.js'

const PEOPLE = 6
// More than goes in one transaction, so that some of it is still there when a process dies.
const EVENTS = 1_200
const BATCH = 400
const IN_THE_MIDDLE = 'killed in the middle of an erasure'
const REASON = 'at the wish of the person'
/** What holds ids that senders gave, as the proof that they were applied. */
const IDS_OF_SENDERS = ['seen_message']

interface Leaving {
  readonly tenant: Tenant
  /** Ids of the requests. */
  readonly requests: Map<Person, string>
}

/** Who is erased in a run, by its seed. */
const leaving = new WeakMap<FaultRun, Leaving>()

/** 30: somebody who is forgotten stays forgotten, whoever dies while that is done. */
export const killedErasures: Fault = {
  name: '30',
  title:
    'kill -9 of one service after the other, again and again, while people are erased and late events of theirs come',
  expect: { mayBreak: 'all', recoverySeconds: 30 },
  sometimes: [IN_THE_MIDDLE],
  inject: async (run) => {
    const tenant = await makeTenant(run.cluster, `forgets-${run.seed}-${Date.now().toString(36)}`, 'test', PEOPLE)
    const requests = new Map<Person, string>()
    leaving.set(run, { tenant, requests })
    const before = new Date().toISOString()
    for (const person of tenant.people) await act(tenant, person)
    const asking = Promise.all(
      tenant.people.map(async (person, index) => {
        await delay(index * 400)
        requests.set(person, await erase(tenant, person))
        await comeLate(tenant, person, before)
      }),
    )
    for (let round = 0; round < 2; round += 1)
      for (const victim of run.random.shuffle(run.cluster.processes)) {
        await delay(run.random.between(50, 700))
        if (!victim.isRunning()) continue
        if (await isUnderWay(tenant)) run.saw(IN_THE_MIDDLE)
        victim.kill('SIGKILL')
        run.killed()
      }
    await asking
  },
  check: async (run) => {
    const found = leaving.get(run)
    if (found === undefined) return run.wrong('nobody was erased')
    const { tenant, requests } = found
    for (const [person, requestId] of requests) {
      try {
        await eventually(() => assertEnded(tenant, requestId), { timeoutMs: 90_000, everyMs: 500 })
      } catch (error) {
        run.wrong(`an erasure has not ended: ${error instanceof Error ? error.message : String(error)}`)
      }
      await findAgain(run, tenant, person)
      for (const service of SERVICES) await findLeft(run, service, person)
    }
  },
}

/** Much of somebody, with their address in all of it. */
async function act({ api }: Tenant, { userId, email }: Person): Promise<void> {
  for (let first = 0; first < EVENTS; first += BATCH) {
    const event = () => ({ type: 'track', userId, event: STEP, properties: { email } })
    await api.must('profile', 'POST /v1/batch', { batch: Array.from({ length: BATCH }, event) })
  }
}

/** Whoever gets no answer asks again, with the same key. */
const erase = (tenant: Tenant, { profileId, userId }: Person): Promise<string> =>
  eventually(
    async () => {
      const body = { profileId, reason: REASON }
      const headers = { 'idempotency-key': `forget-${userId}` }
      const answer = await tenant.api.call('profile', 'POST /v1/privacy/erasures', body, headers)
      if (answer.status !== 202) throw new Error(`requestErasure answered ${answer.status}: ${answer.text}`)
      return String(answer.body.jobId)
    },
    { timeoutMs: 60_000, everyMs: 100 },
  )

/** What a telephone had kept to itself until now. */
const comeLate = ({ api }: Tenant, { userId, email }: Person, timestamp: string): Promise<void> =>
  eventually(
    async () => {
      const batch = [{ type: 'track', userId, event: STEP, timestamp, properties: { email } }]
      const { status, body, text } = await api.call('profile', 'POST /v1/batch', { batch })
      if (status !== 200 || body.rejected?.[0]?.code !== 'person_forgotten')
        throw new Error(`a late event was answered with ${status}: ${text}`)
    },
    { timeoutMs: 60_000, everyMs: 100 },
  )

async function isUnderWay({ api }: Tenant): Promise<boolean> {
  const { status, body } = await api.call('profile', 'GET /v1/privacy/erasures?ended=false')
  return status === 200 && body.items.length > 0
}

async function assertEnded({ api }: Tenant, requestId: string): Promise<void> {
  const { state, receipts } = await api.must('profile', `GET /v1/privacy/erasures/${requestId}`)
  const from: readonly string[] = receipts.map(({ service }: { service: string }) => service)
  if (state !== 'succeeded') throw new Error(`it is ${state}, with receipts of ${from.join(', ')}`)
}

/** Whether somebody is known again under an identifier of theirs. */
async function findAgain(run: FaultRun, { api }: Tenant, { userId, email }: Person): Promise<void> {
  for (const identifier of [`user_id:${userId}`, `email:${email}`]) {
    const { items } = await api.must('profile', `GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`)
    if (items.length > 0) run.wrong(`somebody who was erased is known again by their ${identifier.split(':', 1)[0]}`)
  }
}

/** Tables in which the address of somebody still stands. */
async function findLeft(
  { cluster, wrong }: FaultRun,
  service: (typeof SERVICES)[number],
  { email }: Person,
): Promise<void> {
  const database = cluster.database(service)
  const { rows: tables } = await database.query<{ name: string }>(
    `select relname as name from pg_class
      where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
        and relname <> all ($1)`,
    [IDS_OF_SENDERS],
  )
  for (const { name } of tables) {
    const { rows } = await database.query<{ count: number; example: string | null }>(
      `select count(*)::int as count, left(min(it::text), 300) as example from ${name} it
        where position($1 in it::text) > 0`,
      [email],
    )
    const [{ count, example } = { count: 0, example: null }] = rows
    if (count > 0) wrong(`${count} rows of somebody who was erased stay in ${service}.${name}, such as ${example}`)
  }
}
