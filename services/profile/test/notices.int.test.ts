import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { staffChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
const got = new Map<string, string[]>()
const statuses = new Map<string, number>()
const hooks = createServer((request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const path = request.url ?? ''
    got.set(path, [...(got.get(path) ?? []), Buffer.concat(chunks).toString()])
    response.writeHead(statuses.get(path) ?? 200).end('ok')
  })
})
let base = ''

beforeAll(async () => {
  profile = await startProfile()
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
  const address = hooks.address()
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  await profile.call('PUT /v1/units/service', { body: { name: 'Kundendienst' } })
})
afterAll(async () => {
  await profile.close()
  hooks.closeAllConnections()
  await new Promise((resolve) => hooks.close(resolve))
})

const put = (staffId: string, changes: object) =>
  profile.call(`PUT /v1/staff/${staffId}`, {
    body: {
      name: 'Jörg',
      email: `${staffId}@shop.example`,
      unit: 'service',
      roles: ['agent'],
      languages: ['de'],
      ...changes,
    },
  })
const open = (staffId: string) =>
  profile.call('POST /v1/work', { body: { why: 'Paket <!here> [fehlt](http://x) & *mehr*', owner: { staffId } } })
const bodiesAt = (path: string) => (got.get(path) ?? []).map((body) => JSON.parse(body))

describe('an incoming webhook', () => {
  it('is posted what its kind takes, each once', async () => {
    const staffId = randomUUID()
    const notifyUrls = { webhook: `${base}/hook`, slack: `${base}/slack`, teams: `${base}/teams` }
    expect((await put(staffId, { notify: ['webhook', 'slack', 'teams'], notifyUrls })).status).toBe(201)
    const { body: work } = await open(staffId)
    await eventually(() => {
      for (const path of ['/hook', '/slack', '/teams']) expect(bodiesAt(path)).toHaveLength(1)
    })
    expect(bodiesAt('/hook')).toMatchObject([
      { type: 'profile.work_opened.v1', work: { workId: work.workId, owner: { staffId } }, language: 'de' },
    ])
    // Nobody is called by it, and nothing is a link.
    expect(bodiesAt('/slack')[0].text).toContain('Paket &lt;!here&gt; [fehlt](http://x) &amp; *mehr*')
    const { content } = bodiesAt('/teams')[0].attachments[0]
    expect(content.body[2].inlines[0].text).toBe('Worum es geht: Paket <!here> [fehlt](http://x) & *mehr*')
    await eventually(async () => {
      const { rows } = await profile.deps.db.transact(profile.workspace.id, (tx) =>
        tx.query("select from timer where workspace_id = $1 and kind = 'notice'", [tx.workspaceId]),
      )
      expect(rows).toEqual([])
    })
  })

  it('is tried again while it fails, and no more once it is gone', async () => {
    const [failing, gone] = [randomUUID(), randomUUID()]
    statuses.set('/failing', 503).set('/gone', 410)
    await put(failing, { notify: ['slack'], notifyUrls: { slack: `${base}/failing` } })
    await put(gone, { notify: ['slack'], notifyUrls: { slack: `${base}/gone` } })
    await open(failing)
    await open(gone)
    const timers = async () => {
      const { rows } = await profile.deps.db.transact(profile.workspace.id, (tx) =>
        tx.query<{ data: { staffId: string; tries: number } }>(
          "select data from timer where workspace_id = $1 and kind = 'notice'",
          [tx.workspaceId],
        ),
      )
      return rows.map(({ data }) => [data.staffId, data.tries])
    }
    await eventually(async () => {
      expect([bodiesAt('/failing').length, bodiesAt('/gone').length]).toEqual([1, 1])
      expect(await timers()).toEqual([[failing, 1]])
    })
    statuses.set('/failing', 200)
    await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query(
        "update timer set run_at = now() - interval '1 minute', due_at = now() where workspace_id = $1 and kind = 'notice'",
        [tx.workspaceId],
      ),
    )
    await eventually(async () => {
      expect(bodiesAt('/failing')).toHaveLength(2)
      expect(await timers()).toEqual([])
    })
  })

  it('says nothing any more of work that is done, or somebody else’s', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    statuses.set('/late', 500)
    await put(first, { notify: ['slack'], notifyUrls: { slack: `${base}/late` } })
    await put(second, { notify: [] })
    const noted = async (workId: string) => {
      const { rows } = await profile.deps.db.transact(profile.workspace.id, (tx) =>
        tx.query("select from timer where workspace_id = $1 and kind = 'notice' and key like $2", [
          tx.workspaceId,
          `${workId}:%`,
        ]),
      )
      return rows.length
    }
    for (const [call, body] of [
      ['complete', undefined],
      ['reassign', { staffId: second }],
    ] as const) {
      const { workId } = (await open(first)).body
      await eventually(async () => expect(await noted(workId)).toBe(1))
      await profile.call(`POST /v1/work/${workId}/${call}`, body === undefined ? {} : { body })
      await eventually(async () => expect(await noted(workId)).toBe(0))
    }
  })

  it('is a secret: it is sealed, stays where it is not named, and is answered and published nowhere', async () => {
    const staffId = randomUUID()
    const url = `${base}/secret-${staffId}`
    await put(staffId, { notify: ['teams'], notifyUrls: { teams: url } })
    const changed = await put(staffId, { notify: ['teams'], name: 'Jörg Müßig' })
    expect([changed.status, changed.text.includes('secret-')]).toEqual([200, false])
    const published = await profile.waitFor(staffChanged, 2, ({ data }) => data.staffId === staffId)
    expect(JSON.stringify(published)).not.toContain('secret-')
    const { rows } = await profile.deps.db.transact(profile.workspace.id, (tx) =>
      tx.query<{ sealed: string }>('select sealed from staff_url where workspace_id = $1 and staff_id = $2', [
        tx.workspaceId,
        staffId,
      ]),
    )
    expect(rows[0]?.sealed).toMatch(/^test\./)
    await open(staffId)
    await eventually(() => expect(got.get(`/secret-${staffId}`)).toHaveLength(1))
    const removed = await put(staffId, { notify: ['teams'], notifyUrls: { teams: null } })
    expect([removed.status, removed.body.code]).toEqual([422, 'notify_url_missing'])
    expect((await put(staffId, { notify: [], notifyUrls: { teams: null } })).status).toBe(200)
    expect((await put(staffId, { notify: ['teams'] })).body.code).toBe('notify_url_missing')
  })

  it.each([
    ['http://169.254.169.254/latest', 'notify_url_invalid'],
    ['http://8.8.8.8/hook', 'notify_url_invalid'],
    ['ftp://shop.example/hook', 'notify_url_invalid'],
    ['nowhere', 'notify_url_invalid'],
  ])('is refused where it is not called: %s', async (slack, code) => {
    const { status, body } = await put(randomUUID(), { notify: ['slack'], notifyUrls: { slack } })
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, code, '/body/notifyUrls/slack'])
  })
})
