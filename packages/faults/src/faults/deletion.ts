import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@polyphon/testkit'
import { SERVICES } from '../cluster.js'
import type { Fault, FaultRun } from '../fault.js'
import { type Api, openApi } from '../load/api.js'
import { makeTenant, STEP, type Tenant } from '../load/tenant.js'

const PEOPLE = 5
// More than goes in one transaction, so that some of it is still there when a process dies.
const EVENTS_EACH = 1_200
const BATCH = 400
const IN_THE_MIDDLE = 'killed in the middle of the deletion'

/** The workspace that goes in a run, by its seed. */
const leaving = new WeakMap<FaultRun, Tenant>()

/** 29: somebody who deletes a workspace is not asked to wait for a quiet night. */
export const killedDeletion: Fault = {
  name: '29',
  title: 'kill -9 of one service after the other, again and again, while a workspace is deleted',
  expect: { mayBreak: 'all', recoverySeconds: 30 },
  sometimes: [IN_THE_MIDDLE],
  inject: async (run) => {
    const tenant = await makeLeaving(run)
    const operator = operatorOf(run)
    await operator.must('profile', `POST /v1/workspaces/${tenant.id}/suspend`)
    // Whoever gets no answer asks again, with the same key.
    const headers = { 'idempotency-key': `end-${tenant.key}` }
    const remove = async (): Promise<void> => {
      const { status, text } = await operator.call('profile', `DELETE /v1/workspaces/${tenant.key}`, undefined, headers)
      if (status !== 202) throw new Error(`deleteWorkspace answered ${status}: ${text}`)
    }
    const asking = eventually(remove, { timeoutMs: 60_000, everyMs: 100 })
    for (let round = 0; round < 2; round += 1)
      for (const victim of run.random.shuffle(run.cluster.processes)) {
        await delay(run.random.between(50, 700))
        if (!victim.isRunning()) continue
        if (await isUnderWay(operator, tenant)) run.saw(IN_THE_MIDDLE)
        victim.kill('SIGKILL')
        run.killed()
      }
    await asking
  },
  check: async (run) => {
    const tenant = leaving.get(run)
    if (tenant === undefined) return run.wrong('no workspace was deleted')
    const operator = operatorOf(run)
    try {
      await eventually(() => assertEnded(operator, tenant), { timeoutMs: 90_000, everyMs: 500 })
    } catch (error) {
      const turns = await Promise.all(SERVICES.map((service) => turnOf(run, service, tenant)))
      run.wrong(
        `the deletion has not ended: ${error instanceof Error ? error.message : String(error)}; ${turns.join('; ')}`,
      )
    }
    for (const service of SERVICES) await findLeft(run, service, tenant)
  },
}

const operatorOf = ({ cluster }: FaultRun): Api => openApi(cluster.stack.urls, cluster.stack.adminToken)

async function makeLeaving(run: FaultRun): Promise<Tenant> {
  const tenant = await makeTenant(run.cluster, `leaves-${run.seed}-${Date.now().toString(36)}`, 'live', PEOPLE)
  leaving.set(run, tenant)
  for (const { userId } of tenant.people)
    for (let first = 0; first < EVENTS_EACH; first += BATCH) {
      const event = (index: number) => ({ type: 'track', userId, event: STEP, messageId: `${userId}-${first + index}` })
      const body = { batch: Array.from({ length: BATCH }, (_, index) => event(index)) }
      await tenant.api.must('profile', 'POST /v1/batch', body)
    }
  return tenant
}

async function isUnderWay(operator: Api, { key }: Tenant): Promise<boolean> {
  const { status, body } = await operator.call('profile', `GET /v1/workspaces/${key}/deletion`)
  return status === 200 && body.state === 'running'
}

async function assertEnded(operator: Api, { key }: Tenant): Promise<void> {
  const { state, receipts } = await operator.must('profile', `GET /v1/workspaces/${key}/deletion`)
  const from: readonly string[] = receipts.map(({ service }: { service: string }) => service)
  if (state !== 'succeeded' || from.toSorted().join() !== [...SERVICES].toSorted().join())
    throw new Error(`it is ${state}, with receipts of ${from.join(', ')}`)
}

/** When the deletion goes on in a service, and what went wrong at its last turn. */
async function turnOf({ cluster }: FaultRun, service: (typeof SERVICES)[number], { id }: Tenant): Promise<string> {
  const { rows } = await cluster
    .database(service)
    .query<{ turn: string }>(
      `select concat_ws(' ', run_at, attempts, last_error, data) as turn from timer where kind = 'workspace_deletion' and key = $1`,
      [id],
    )
  return `${service}: ${rows.map(({ turn }) => turn).join(', ') || 'no turn'}`
}

/** Tables that still say the workspace, but for the row that says it is gone. */
async function findLeft(
  { cluster, wrong }: FaultRun,
  service: (typeof SERVICES)[number],
  { id }: Tenant,
): Promise<void> {
  const database = cluster.database(service)
  const { rows: tables } = await database.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and a.attname = 'workspace_id' and c.relname <> 'deleted_workspace'`,
  )
  for (const { name } of tables) {
    const { rows } = await database.query<{ count: number; example: string | null }>(
      `select count(*)::int as count, left(min(it::text), 300) as example from ${name} it where workspace_id = $1`,
      [id],
    )
    const [{ count, example } = { count: 0, example: null }] = rows
    if (count > 0) wrong(`${count} rows of the deleted workspace stay in ${service}.${name}, such as ${example}`)
  }
}
