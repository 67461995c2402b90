import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import type { Arrival } from '../doors/endpoint.js'
import { type Hostile, type HostileHost, hostiles, openHostile } from '../doors/hostile.js'
import type { Fault, FaultRun } from '../fault.js'
import type { Tenant } from '../load/tenant.js'

const TYPE = 'profile.interaction_recorded.v1'
const ALONE_MS = 5_000
// As long as a call may take, and some of the next ones.
const BESIDE_MS = 13_000
// What one endpoint may cost another: never as long as a call that hangs, which is ten seconds.
const MOST_TIMES = 4
const MOST_MORE_MS = 1_500
const MOST_TAKEN = 20_000_000
const INWARD = [
  'http://10.0.0.1/',
  'http://169.254.169.254/latest',
  'http://[::ffff:192.168.0.1]/',
  'http://0x0a000001/',
]

/** 21: what endpoints of customers do to themselves they do to nobody else. */
export const hostileEndpoints: Fault = {
  name: '21',
  title: 'webhook endpoints that say nothing, are gone (410), lead inwards, answer 1 GB, break off, drip',
  // Few enough that what is posted does not queue up by itself on a busy machine.
  load: () => ({ pauseMs: 1_000 }),
  inject: async (run) => {
    const [tenant, other] = run.tenants
    if (tenant === undefined || other === undefined) throw new Error('There are no two tenants.')
    const host = await openHostile(run.doors.endpoint)
    try {
      await refuseInward(run, tenant)
      const alone = await latenciesOf(run, [tenant, other], ALONE_MS)
      for (const hostile of run.random.shuffle(hostiles)) {
        const wish = { url: host.urlOf(hostile), types: [TYPE] }
        await tenant.api.must('profile', `PUT /v1/webhooks/${hostile.name}`, wish)
        await delay(run.random.between(0, 300))
      }
      compare(run, alone, await latenciesOf(run, [tenant, other], BESIDE_MS))
      await checkEach(run, tenant)
      await failForDays(run, tenant)
      checkHost(run, host)
    } finally {
      for (const { name } of hostiles) await tenant.api.call('profile', `DELETE /v1/webhooks/${name}`)
      await host.close()
    }
  },
}

/** An address of our own network is not even taken down. */
async function refuseInward({ wrong }: FaultRun, { api }: Tenant): Promise<void> {
  for (const url of INWARD) {
    const { status } = await api.call('profile', 'PUT /v1/webhooks/inside', { url, types: [TYPE] })
    if (status !== 422) wrong(`a webhook to ${url} was answered with ${status}`)
  }
}

/** How long after their events those came that have come in this time, for each tenant. */
async function latenciesOf(
  { doors }: FaultRun,
  tenants: readonly Tenant[],
  ms: number,
): Promise<readonly (readonly number[])[]> {
  const before = tenants.map((tenant) => doors.arrivals(tenant).length)
  await delay(ms)
  return tenants.map((tenant, index) => doors.arrivals(tenant).slice(before[index]).map(lateness))
}

const lateness = ({ lateMs }: Arrival): number => lateMs

/** The other endpoint of the same workspace, and one of another workspace, with and without the hostile ones beside. */
function compare(run: FaultRun, alone: readonly (readonly number[])[], beside: readonly (readonly number[])[]): void {
  for (const [index, of] of ['the same workspace', 'another workspace'].entries()) {
    const [without, within] = [slowOf(alone[index] ?? []), slowOf(beside[index] ?? [])]
    run.saw(`ms to an endpoint of ${of} alone (p95)`, without)
    run.saw(`ms to an endpoint of ${of} beside (p95)`, within)
    if (Number.isNaN(within)) run.wrong(`nothing came to an endpoint of ${of}`)
    else if (within > Math.max(MOST_TIMES * without, without + MOST_MORE_MS))
      run.late(`an endpoint of ${of} waited ${within} ms beside hostile ones, ${without} ms alone`)
  }
}

function slowOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN)
}

/** What each has done stands in its deliveries; who is gone is disabled, who fails for some seconds is not. */
async function checkEach(run: FaultRun, { api }: Tenant): Promise<void> {
  for (const { name, shows } of hostiles) {
    const tried = await eventually(() => triesOf(api, name), { timeoutMs: 20_000 })
    const strange = tried.filter((shown) => !shows.includes(shown))
    run.saw(`${name} tried`, tried.length)
    if (strange.length > 0) run.wrong(`${name} shows ${strange.slice(0, 3).join(', ')} instead of ${shows.join(', ')}`)
    const { disabledBecause } = await api.must('profile', `GET /v1/webhooks/${name}`)
    const expected = name === 'gone' ? 'gone' : undefined
    if (disabledBecause !== expected) run.wrong(`${name} is ${disabledBecause ?? 'not'} disabled`)
  }
}

/** What the tries of its last deliveries have come to; throws while there is none. */
async function triesOf(api: Tenant['api'], name: Hostile['name']): Promise<readonly (string | number)[]> {
  const { items } = await api.must('profile', `GET /v1/webhooks/${name}/deliveries?sort=position&limit=50`)
  const tries: readonly { readonly error?: string; readonly status?: number }[] = items.flatMap(
    (item: { readonly tries: readonly object[] }) => item.tries,
  )
  if (tries.length === 0) throw new Error(`${name} has not been tried.`)
  return tries.map(({ error, status }) => error ?? status ?? 'nothing')
}

/** Five days go by for one of them: what waits is due, and its next failure disables it. */
async function failForDays(run: FaultRun, { id, api }: Tenant): Promise<void> {
  const profile = run.cluster.database('profile')
  await profile.query(
    `update webhook set failing_since = now() - interval '121 hours' where workspace_id = $1 and key = 'reset'`,
    [id],
  )
  // Each person's first event waits for minutes by now, and everything of theirs behind it.
  await profile.query(
    `update webhook_delivery d set run_at = now() from webhook w
      where w.workspace_id = $1 and w.key = 'reset' and d.workspace_id = w.workspace_id and d.webhook_id = w.webhook_id
        and d.state = 'waiting' and d.claim is null`,
    [id],
  )
  await eventually(
    async () => {
      const { disabledBecause } = await api.must('profile', 'GET /v1/webhooks/reset')
      if (disabledBecause !== 'failing') throw new Error('reset has failed for five days and is not disabled.')
    },
    { timeoutMs: 20_000 },
  ).catch((error: unknown) => run.wrong(String(error)))
}

function checkHost({ saw, wrong }: FaultRun, host: HostileHost): void {
  if (host.inside() > 0) wrong(`${host.inside()} requests were led inwards`)
  if (host.mostTaken() > MOST_TAKEN) wrong(`${host.mostTaken()} bytes of an answer were taken`)
  saw('KiB taken of 1 GB', Math.round(host.mostTaken() / 1024))
}
