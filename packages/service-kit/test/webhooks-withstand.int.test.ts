import { interactionRecorded } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { append } from '../src/events/outbox.js'
import { setTimer } from '../src/timers/timer.js'
import { MOST_WEBHOOKS, requireWebhook, sendNow } from '../src/webhooks/commands.js'
import { readBehind } from '../src/webhooks/cursor-store.js'
import { forgetOldDeliveries } from '../src/webhooks/delivery-store.js'
import { lockWebhook } from '../src/webhooks/webhook-store.js'
import { WEBHOOK_TIMER } from '../src/webhooks/webhook-timer.js'
import { notesService } from './notes-service.js'
import { openReceiver, type Receiver } from './receiver.js'

const TYPE = interactionRecorded.type

let t: TestService<object, unknown>
let receiver: Receiver

const publish = (...names: readonly string[]) =>
  t.deps.db.transact(t.workspace.id, async (tx) => {
    for (const name of names)
      append(tx, interactionRecorded, { ...interactionRecorded.example, profileId: uuidv7(), name })
  })
const put = (key: string, body: object) => t.call(`PUT /v1/webhooks/${key}`, { body: { types: [TYPE], ...body } })
const lastTry = async (key: string) => {
  const { body } = await t.call(`GET /v1/webhooks/${key}/deliveries`)
  return body.items[0]?.tries[0]
}

beforeAll(async () => {
  t = await startTestService(notesService)
})
afterEach(async () => {
  const { body } = await t.call('GET /v1/webhooks?limit=5')
  for (const { key } of body.items) await t.call(`DELETE /v1/webhooks/${key}`)
  await receiver.close()
})
afterAll(() => t.close())

describe('an endpoint', () => {
  it('that answers a gigabyte is cut off', async () => {
    receiver = await openReceiver()
    let sent = 0
    receiver.answer = (_, response) => {
      const more = (): void => {
        while (sent < 1e9 && !response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      }
      response.on('drain', more).on('error', () => undefined)
      more()
    }
    await put('large', { url: receiver.url })
    await publish('x')
    await eventually(async () => expect(await lastTry('large')).toMatchObject({ status: 200 }))
    expect(sent).toBeLessThan(50_000_000)
  })

  it('that redirects, also to this machine, has failed', async () => {
    receiver = await openReceiver()
    const inside = await openReceiver()
    receiver.answer = (_, response) => response.writeHead(307, { location: inside.url }).end()
    await put('elsewhere', { url: receiver.url })
    await publish('x')
    await eventually(async () => expect(await lastTry('elsewhere')).toMatchObject({ error: 'redirect_refused' }))
    expect(inside.got).toHaveLength(0)
    await inside.close()
  })

  it('that hangs holds up no other one on its host', async () => {
    receiver = await openReceiver()
    receiver.answer = ({ path }, response) => {
      if (path !== '/hangs') response.writeHead(204).end()
    }
    for (const key of ['hangs', 'well']) await put(key, { url: `${receiver.url}/${key}` })
    await publish(...Array.from({ length: 12 }, (_, n) => `n ${n}`))
    const delivered = async () => (await t.call('GET /v1/webhooks/well/deliveries?state=delivered')).body.items
    await eventually(async () => expect(await delivered()).toHaveLength(12), { timeoutMs: 60_000 })
    // Who had to wait for a connection would have been given up once, with those that hang.
    for (const { tries } of await delivered()) expect(tries).toMatchObject([{ status: 204 }])
  }, 90_000)

  it('is not behind where nothing was published', async () => {
    receiver = await openReceiver()
    await put('quiet', { url: receiver.url })
    const behind = () => t.deps.db.transact(null, readBehind)
    await t.deps.db.transact(null, (tx) => tx.query("update webhook_cursor set at = at - interval '3 hours'"))
    await eventually(async () => expect(await behind()).toBeLessThan(600), { timeoutMs: 20_000 })
    await t.call('DELETE /v1/webhooks/quiet')
    await t.deps.db.transact(null, (tx) => tx.query("update webhook_cursor set at = at - interval '3 hours'"))
    // Where nobody asks for anything nothing is behind, however long ago the last look was.
    expect(await behind()).toBe(0)
  })

  it('that somebody changes is waited for by no timer, which they may have to set', async () => {
    receiver = await openReceiver()
    await put('held', { url: receiver.url })
    const { db, now } = t.deps
    const { webhookId } = await db.transact(t.workspace.id, (tx) => requireWebhook(tx, 'held'))
    const timer = () =>
      db.transact(t.workspace.id, async (tx) => {
        const found = 'select run_at, attempts from timer where workspace_id = $1 and kind = $2 and key = $3'
        return (await tx.query<{ run_at: Date; attempts: number }>(found, [t.workspace.id, WEBHOOK_TIMER, webhookId]))
          .rows[0]
      })
    await db.transact(t.workspace.id, async (tx) => {
      await lockWebhook(tx, 'held')
      const dueAt = now()
      await db.transact(t.workspace.id, (other) =>
        setTimer(other, { kind: WEBHOOK_TIMER, key: webhookId, dueAt, data: {} }),
      )
      await eventually(async () => {
        const seen = await timer()
        expect(seen?.run_at.getTime()).toBeGreaterThan(dueAt.getTime())
        // One that had waited for it would have been given up after three seconds.
        expect(seen?.attempts).toBe(0)
      })
      await sendNow(tx, webhookId)
    })
    await publish('x')
    await eventually(() => expect(receiver.got).toHaveLength(1))
  })

  it('that asks for rest has it', async () => {
    receiver = await openReceiver()
    receiver.answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end()
    await put('resting', { url: receiver.url })
    await publish('one')
    await eventually(async () => expect(await lastTry('resting')).toMatchObject({ status: 429 }))
    await publish('two')
    const { body } = await t.call('GET /v1/webhooks/resting/deliveries?sort=position')
    const waits = new Date(body.items[0].nextTryAt).getTime() - t.deps.now().getTime()
    expect(waits).toBeGreaterThan(3_500_000)
    await publish('three')
    await eventually(async () =>
      expect((await t.call('GET /v1/webhooks/resting/deliveries')).body.items).toHaveLength(3),
    )
    expect(receiver.got).toHaveLength(1)
  })

  it('is kept what waits for it, however long that takes, unless it is disabled', async () => {
    receiver = await openReceiver()
    receiver.answer = (_, response) => response.writeHead(503, { 'retry-after': '3600' }).end()
    await put('slow', { url: receiver.url })
    await publish('one')
    await eventually(async () => expect(await lastTry('slow')).toMatchObject({ status: 503 }))
    await publish('two')
    const waiting = async () => (await t.call('GET /v1/webhooks/slow/deliveries?state=waiting')).body.items
    await eventually(async () => expect(await waiting()).toHaveLength(2))
    const sql = (text: string) => t.deps.db.transact(t.workspace.id, (tx) => tx.query(text, [t.workspace.id]))
    const forget = () => t.deps.db.transact(t.workspace.id, (tx) => forgetOldDeliveries(tx, 1_000))
    // What webhooks that were deleted have left.
    await forget()
    await sql(
      `update webhook_delivery set created_at = created_at - interval '8 days', run_at = now() - interval '8 days'
        where workspace_id = $1 and state = 'waiting'`,
    )
    expect([await forget(), (await waiting()).length]).toEqual([0, 2])
    await sql(`update webhook set disabled_at = now(), disabled_because = 'failing' where workspace_id = $1`)
    expect([await forget(), (await waiting()).length]).toEqual([2, 0])
  })

  it('is sent no more in a second than it takes', async () => {
    receiver = await openReceiver()
    await put('paced', { url: receiver.url, maxPerSecond: 4 })
    await publish(...Array.from({ length: 12 }, (_, n) => `n ${n}`))
    await eventually(() => expect(receiver.got).toHaveLength(12))
    const [first, last] = [receiver.got[0]?.at ?? 0, receiver.got.at(-1)?.at ?? 0]
    // Four at once, then a second, four, a second, four.
    expect(last - first).toBeGreaterThan(1_800)
  })

  it('is no more known by what it was sent eight days ago, or before it was deleted', async () => {
    receiver = await openReceiver()
    await put('old', { url: receiver.url })
    await publish('old', 'new')
    const items = async () => (await t.call('GET /v1/webhooks/old/deliveries?state=delivered')).body.items
    await eventually(async () => expect(await items()).toHaveLength(2))
    const [{ eventId }] = await items()
    await t.deps.db.transact(t.workspace.id, (tx) =>
      tx.query(`update webhook_delivery set created_at = $3 where workspace_id = $1 and event_id = $2`, [
        t.workspace.id,
        eventId,
        new Date(tx.now.getTime() - 8 * 86_400_000),
      ]),
    )
    await t.deps.db.transact(t.workspace.id, (tx) => forgetOldDeliveries(tx, 1_000))
    expect(await items()).toHaveLength(1)
    await t.call('DELETE /v1/webhooks/old')
    expect(await t.deps.db.transact(t.workspace.id, (tx) => forgetOldDeliveries(tx, 1_000))).toBe(1)
  })

  it('that takes everything and answers nothing delays none of a thousand others; more there cannot be', async () => {
    receiver = await openReceiver()
    receiver.answer = ({ path }, response) => {
      if (path !== '/hangs') response.writeHead(204).end()
    }
    const keys = Array.from({ length: MOST_WEBHOOKS }, (_, n) => `e-${n}`)
    const statuses = new Set<number>()
    for (let n = 0; n < keys.length; n += 5)
      await Promise.all(
        keys.slice(n, n + 5).map(async (key) => {
          const path = key === 'e-7' ? '/hangs' : `/${key}`
          statuses.add((await put(key, { url: receiver.url + path })).status)
        }),
      )
    expect([...statuses]).toEqual([201])
    const refused = await put('one-more', { url: receiver.url })
    expect([refused.status, refused.body.code]).toEqual([422, 'webhooks_too_many'])
    await publish('to all')
    await eventually(() => expect(new Set(receiver.got.map(({ path }) => path)).size).toBe(MOST_WEBHOOKS))
    // The one that hangs is still being waited for, or was left after its ten seconds.
    await eventually(async () => expect(await lastTry('e-7')).toMatchObject({ error: 'timeout' }))
  }, 300_000)
})
