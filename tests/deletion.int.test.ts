import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { topics } from '@polyphon/contracts'
import { caller, eventually } from '@polyphon/testkit'
import { groupBy } from '@polyphon/values'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEverything } from './api/everything.js'
import { SERVICES, type ServiceName, startTestStack, type TestStack } from './stack.js'

/** Stands in everything that is written in the workspace that goes, and in the one that stays. */
const GONE = 'zaunkoenig'
const STAYS = 'feldlerche'

let stack: TestStack
let operator: ReturnType<typeof caller>
beforeAll(async () => {
  stack = await startTestStack()
  operator = caller(stack.url('profile'), stack.adminToken)
  await makeEverything(stack, stack.workspace, GONE)
  await makeEverything(stack, stack.other, STAYS)
}, 240_000)
afterAll(() => stack?.close())

async function query<Row extends pg.QueryResultRow>(
  name: ServiceName | 'log',
  work: (ask: (text: string, values?: unknown[]) => Promise<Row[]>) => Promise<Row[]>,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl(name) })
  await client.connect()
  try {
    return await work(async (text, values = []) => (await client.query<Row>(text, values)).rows)
  } finally {
    await client.end()
  }
}

/** Every table of a service in which a row says one of these words, with such a row. */
const tablesThatSay = (service: ServiceName, words: readonly string[]) =>
  query<{ name: string; found: string }>(service, async (ask) => {
    const tables = await ask(
      `select c.oid::regclass::text as name, '' as found from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and c.relname not in ('deleted_workspace', 'consumer_offset') order by 1`,
    )
    const rows: { name: string; found: string }[] = []
    for (const { name } of tables)
      rows.push(
        ...(await ask(
          `select $2 as name, left(it::text, 300) as found from ${name} it
            where exists (select from unnest($1::text[]) as word where position(word in it::text) > 0)`,
          [words, name],
        )),
      )
    return rows.filter((row) => !isOfOperator(row))
  })

/** When it is looked once more whether anything has come, for a day what the operator was answered, and that they did it. */
const isOfOperator = ({ name, found }: { readonly name: string; readonly found: string }): boolean =>
  (name === 'timer' && found.includes('workspace_deletion')) ||
  (name === 'idempotency' && found.includes('deleteWorkspace')) ||
  (name.startsWith('audit_') && found.startsWith(`(${OPERATOR},`))
const OPERATOR = '00000000-0000-0000-0000-000000000000'

/** How much there is of the other one, by table; but for what is under way. */
const tablesWithRows = async (service: ServiceName) => {
  const rows = (await tablesThatSay(service, [STAYS])).filter(({ name }) => !UNDER_WAY.has(name))
  return [...groupBy(rows, ({ name }) => name)].map(([name, of]) => [name, of.length])
}
const UNDER_WAY = new Set(['outbox', 'timer', 'webhook_delivery', 'audit_waiting', 'audit_entry'])

/** Keys of the workspace of which compacted topics keep a state. */
const statesInLog = (workspaceId: string) =>
  query<{ topic: string; record_key: string }>('log', (ask) =>
    ask(
      `select distinct on (p.topic, r.record_key) p.topic, r.record_key, r.value
         from log_record r join log_partition p using (partition_id)
        where p.topic = any ($2) and r.record_key like $1 || '%'
        order by p.topic, r.record_key, r.record_offset desc`,
      [workspaceId, topics.filter(({ compacted }) => compacted).map(({ name }) => name)],
    ),
  )

/** How far a service has come with it, and what stands in the way: said where the test waits in vain. */
const turnOf = async (service: ServiceName) => ({
  service,
  turns: await query(service, (ask) =>
    ask(
      `select t.attempts, t.last_error, t.run_at - now() as runs_in, t.data::text as data, d.heard_at, d.ended_at
         from deleted_workspace d left join timer t on t.kind = 'workspace_deletion' and t.key = d.workspace_id::text`,
    ),
  ),
})

const remove = (key: string, headers: Readonly<Record<string, string>> = { 'idempotency-key': randomUUID() }) =>
  operator(`DELETE /v1/workspaces/${key}`, { headers })
const mails = (): string =>
  readdirSync(stack.mailFolder)
    .map((name) => readFileSync(join(stack.mailFolder, name), 'latin1'))
    .join('\n')

describe('deleting a workspace', () => {
  it('is asked by the operator alone, with a key of its own, of a workspace that is there and suspended', async () => {
    const key = 'hofladen'
    expect((await stack.workspace.call('profile', `DELETE /v1/workspaces/${key}`)).status).toBe(403)
    expect((await caller(stack.url('profile'), null)(`DELETE /v1/workspaces/${key}`)).status).toBe(401)
    const keyless = await remove(key, {})
    expect([keyless.status, keyless.body.code]).toEqual([400, 'idempotency_key_required'])
    const running = await remove(key)
    expect([running.status, running.body.code]).toEqual([409, 'workspace_not_suspended'])
    const unknown = await remove('nirgends')
    expect([unknown.status, unknown.body.code]).toEqual([404, 'workspace_unknown'])
    expect((await remove('Größe')).status).toBe(400)
    const none = await operator(`GET /v1/workspaces/${key}/deletion`)
    expect([none.status, none.body.code]).toEqual([404, 'workspace_not_deleted'])
    expect((await stack.workspace.call('profile', 'GET /v1/workspace')).status).toBe(200)
  })

  it('leaves nothing of it in any service, in the log and on the disk, and another one as it was', async () => {
    const { id, secretKey } = stack.workspace
    for (const service of SERVICES) expect(await tablesThatSay(service, [id])).not.toEqual([])
    expect(await statesInLog(id)).not.toEqual([])
    const before = await Promise.all(SERVICES.map((service) => tablesWithRows(service)))

    expect((await operator(`POST /v1/workspaces/${id}/suspend`)).status).toBe(200)
    const headers = { 'idempotency-key': 'the end' }
    const [first, again] = [await remove('hofladen', headers), await remove('hofladen', headers)]
    expect(first.status).toBe(202)
    expect(first.body).toMatchObject({ kind: 'workspace.deletion', state: 'running', workspaceId: id, key: 'hofladen' })
    expect(again.body).toEqual(first.body)
    expect((await remove('hofladen')).status).toBe(202)
    const resumed = await operator(`POST /v1/workspaces/${id}/resume`)
    expect([resumed.status, resumed.body.code]).toEqual([409, 'workspace_deleted'])

    const { body: job } = await eventually(
      async () => {
        // The other one is served meanwhile.
        expect((await stack.other.call('profile', 'GET /v1/profiles')).status).toBe(200)
        const answer = await operator('GET /v1/workspaces/hofladen/deletion')
        if (answer.body.state !== 'succeeded') expect(await Promise.all(SERVICES.map(turnOf))).toEqual([])
        expect(answer.body).toMatchObject({ state: 'succeeded', progress: { done: 5, total: 5 } })
        return answer
      },
      { timeoutMs: 180_000 },
    )
    expect(job.receipts.map(({ service }: { service: string }) => service)).toEqual([...SERVICES])
    for (const { at, logUntil, counts } of job.receipts) {
      expect(Date.parse(logUntil)).toBeGreaterThan(Date.parse(at) + 6 * 86_400_000)
      expect(counts.workspace).toBe(1)
    }
    for (const service of SERVICES) {
      await eventually(async () => expect([service, await tablesThatSay(service, [id, GONE])]).toEqual([service, []]))
      const refused = await stack.workspace.call(service, 'GET /v1/dead-letters')
      expect([service, refused.status]).toEqual([service, 401])
    }
    await eventually(async () => {
      const states = (await statesInLog(id)).filter((state) => Object(state)['value'] !== null)
      expect(states.map(({ record_key: key }) => key)).toEqual([`${id}:deletion`])
    })
    expect(mails()).not.toContain(GONE)
    expect(mails()).toContain(STAYS)
    expect(await Promise.all(SERVICES.map((service) => tablesWithRows(service)))).toEqual(before)
    expect((await caller(stack.url('profile'), secretKey)('GET /v1/workspace')).status).toBe(401)
  }, 300_000)

  it('gives its key to nobody else, and its id to nobody again', async () => {
    const made = await operator('POST /v1/workspaces', { body: { key: 'hofladen', name: 'Der Nächste' } })
    expect([made.status, made.body.code]).toEqual([409, 'workspace_key_taken'])
    const known = await operator(`POST /v1/workspaces/${stack.workspace.id}/resume`)
    expect([known.status, known.body.code]).toEqual([404, 'workspace_unknown'])
    const { items } = (await operator('GET /v1/workspaces?limit=500')).body
    expect(items.map(({ key }: { key: string }) => key)).not.toContain('hofladen')
  })
})
