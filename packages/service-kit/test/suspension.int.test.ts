import { interactionRecorded } from '@polyphon/contracts'
import { eventually, openEvents, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWorkspace, saveWorkspace } from '../src/auth/store.js'
import { wakeWorkspace } from '../src/copies/wake-workspace.js'
import { append } from '../src/events/outbox.js'
import { forgetOldDeliveries } from '../src/webhooks/delivery-store.js'
import { query } from './harness.js'
import { notesService } from './notes-service.js'
import { openReceiver, type Receiver } from './receiver.js'

let t: TestService<object, unknown>
let receiver: Receiver
beforeAll(async () => {
  t = await startTestService(notesService)
  receiver = await openReceiver()
})
afterAll(async () => {
  await receiver.close()
  await t.close()
})

const suspend = (suspendedAt: Date | null): Promise<void> =>
  t.deps.db.transact(t.workspace.id, async (tx) => {
    const workspace = await readWorkspace(tx, t.workspace.id)
    if (workspace === null) throw new Error('The workspace of the test is gone.')
    await saveWorkspace(tx, { ...workspace, suspendedAt })
    if (suspendedAt === null) await wakeWorkspace(tx)
  })
const publish = (...names: readonly string[]): Promise<void> =>
  t.deps.db.transact(t.workspace.id, async (tx) => {
    append(tx, interactionRecorded, ...names.map((name) => ({ ...interactionRecorded.example, name })))
  })
const names = (): readonly unknown[] => receiver.got.map(({ body }) => JSON.parse(body).data.name)
const stream = () => openEvents(`${t.url}/v1/stream`, { authorization: `Bearer ${t.workspace.secretKey}` })

describe('while its workspace is suspended', () => {
  it('a stream ends, a poll that waits is refused, and webhooks rest and then go on where they were', async () => {
    const webhook = { url: receiver.url, types: [interactionRecorded.type], payload: 'full' }
    expect((await t.call('PUT /v1/webhooks/crm', { body: webhook })).status).toBe(201)
    await publish('before')
    await eventually(() => expect(names()).toEqual(['before']))
    const open = await stream()
    const waits = t.call('GET /v1/events/poll?wait=10')

    await suspend(new Date())
    await eventually(() => expect(open.isEnded()).toBe(true))
    expect((await stream()).status).toBe(403)
    const polled = await waits
    expect([polled.status, polled.body.code]).toEqual([403, 'workspace_suspended'])
    await publish('while 1', 'while 2')
    // All of them are there, and the timer that would send them lies down.
    await eventually(async () =>
      expect(
        await query(
          t.ownerUrl,
          `select (select count(*)::integer from webhook_delivery where state = 'waiting') as waiting,
                  (select run_at::text from timer where kind = 'webhook') as at`,
        ),
      ).toEqual([{ waiting: 2, at: 'infinity' }]),
    )
    expect(names()).toEqual(['before'])

    // It rests for longer than anything is kept that could have been sent.
    await query(
      t.ownerUrl,
      `update webhook_delivery set created_at = created_at - interval '8 days', run_at = run_at - interval '8 days'`,
    )
    await query(t.ownerUrl, `update webhook set failing_since = now() - interval '8 days'`)
    await suspend(null)
    await t.deps.db.transact(t.workspace.id, (tx) => forgetOldDeliveries(tx, 1_000))
    await publish('after')
    await eventually(() => expect(names()).toEqual(['before', 'while 1', 'while 2', 'after']))
    expect((await t.call('GET /v1/webhooks/crm')).body.disabledAt ?? null).toBeNull()
    await eventually(async () => expect((await t.call('GET /v1/events/poll')).status).toBe(200))
    // What was sent goes by its age, as ever.
    await eventually(async () =>
      expect(await query(t.ownerUrl, `select 1 from webhook_delivery where state = 'waiting'`)).toEqual([]),
    )
    expect(await t.deps.db.transact(t.workspace.id, (tx) => forgetOldDeliveries(tx, 1_000))).toBe(2)
  }, 180_000)
})
