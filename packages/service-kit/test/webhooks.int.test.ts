import { interactionRecorded, work } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { eventually, startTestService, type TestService, type TestWorkspace } from '@polyphon/testkit'
import { Webhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { append } from '../src/events/outbox.js'
import { notesService } from './notes-service.js'
import { type Got, openReceiver, type Receiver } from './receiver.js'

const TYPE = interactionRecorded.type
const ANNA = interactionRecorded.example.profileId

let t: TestService<object, unknown>
const receivers: Receiver[] = []

const receive = async (): Promise<Receiver> => {
  const receiver = await openReceiver()
  receivers.push(receiver)
  return receiver
}
const publish = (workspace: TestWorkspace, ...events: readonly { name: string; profileId?: string }[]) =>
  t.deps.db.transact(workspace.id, async (tx) => {
    append(tx, interactionRecorded, ...events.map((event) => ({ ...interactionRecorded.example, ...event })))
  })
const put = async (key: string, body: object, more: object = {}) =>
  t.call(`PUT /v1/webhooks/${key}`, { body: { types: [TYPE], ...body }, ...more })
const headersOf = (got: Got | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(got?.headers ?? {}).map(([name, value]) => [name, String(value)]))
const nameIn = (body: string): unknown => JSON.parse(body).data.name
const namesAt = ({ got }: Receiver): readonly unknown[] => got.map(({ body }) => nameIn(body))

beforeAll(async () => {
  t = await startTestService(notesService)
})
afterEach(async () => {
  const { body } = await t.call('GET /v1/webhooks?limit=500')
  for (const { key } of body.items) await t.call(`DELETE /v1/webhooks/${key}`)
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()))
})
afterAll(() => t.close())

describe('a webhook', () => {
  it('is sent what is published from then on, signed as both libraries verify it', async () => {
    const receiver = await receive()
    await publish(t.workspace, { name: 'before' })
    const made = await put('orders', { url: `${receiver.url}/hooks`, payload: 'full' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ key: 'orders', payload: 'full', version: 1, types: [TYPE] })
    await publish(t.workspace, { name: 'after' })
    await publish(t.other, { name: 'of another' })
    await eventually(() => expect(namesAt(receiver)).toEqual(['after']))
    const [got] = receiver.got
    const headers = headersOf(got)
    const body = got?.body ?? ''
    expect(new Webhook(made.body.secret).verify(body, headers)).toMatchObject({ type: TYPE })
    expect(new SvixWebhook(made.body.secret).verify(body, headers)).toMatchObject({ type: TYPE })
    expect(() => new Webhook(made.body.secret).verify(`${body} `, headers)).toThrow()
    expect(headers['webhook-id']).toBe(JSON.parse(body).id)
    await eventually(async () =>
      expect((await t.call('GET /v1/webhooks/orders/deliveries')).body.items).toMatchObject([
        { state: 'delivered', type: TYPE, tries: [{ status: 204 }] },
      ]),
    )
    expect((await t.call('GET /v1/webhooks/orders')).body.secret).toBeUndefined()
  })

  it('is sent ids alone unless it asks for more, and is told where to read the rest', async () => {
    const receiver = await receive()
    await put('thin', { url: receiver.url })
    await publish(t.workspace, { name: 'Secret Purchase' })
    await eventually(() => expect(receiver.got).toHaveLength(1))
    const event = JSON.parse(receiver.got[0]?.body ?? '')
    expect(event).toMatchObject({ type: TYPE, workspace: t.workspace.id, data: { profileId: ANNA } })
    expect(receiver.got[0]?.body).not.toContain('Secret')
    expect(Object.keys(event.data).toSorted()).toEqual(['messageId', 'profileId'])
  })

  it('is sent what its filter holds for', async () => {
    const receiver = await receive()
    const filter = { path: 'event.data.name', op: 'eq', value: 'wanted' }
    await put('filtered', { url: receiver.url, payload: 'full', filter })
    await put('everything', { url: `${receiver.url}/all`, types: ['*'], payload: 'full' })
    await publish(t.workspace, { name: 'unwanted' }, { name: 'wanted' })
    await eventually(() => expect(receiver.got).toHaveLength(3))
    expect(receiver.got.filter(({ path }) => path === '/').map(({ body }) => nameIn(body))).toEqual(['wanted'])
  })

  it('keeps the order of one person while it fails, and holds nobody else back', async () => {
    const receiver = await receive()
    const [bert, clara] = [uuidv7(), uuidv7()]
    let isUp = false
    receiver.answer = ({ body }, response) =>
      response.writeHead(isUp || JSON.parse(body).data.profileId !== bert ? 200 : 500).end()
    await put('ordered', { url: receiver.url, payload: 'full' })
    await publish(
      t.workspace,
      ...[1, 2, 3].flatMap((n) => [
        { name: `bert ${n}`, profileId: bert },
        { name: `clara ${n}`, profileId: clara },
      ]),
    )
    await eventually(() => expect(namesAt(receiver)).toEqual(expect.arrayContaining(['clara 1', 'clara 2', 'clara 3'])))
    expect(namesAt(receiver)).not.toContain('bert 2')
    isUp = true
    await t.call('POST /v1/webhooks/ordered/recover', { body: {} })
    await eventually(() => expect(namesAt(receiver)).toContain('bert 3'))
    const once = [...new Set(namesAt(receiver).filter((name) => String(name).startsWith('bert')))]
    expect(once).toEqual(['bert 1', 'bert 2', 'bert 3'])
  })

  it('is disabled at once when it says that it is gone, and sends what waits once it is recovered', async () => {
    const receiver = await receive()
    receiver.answer = (_, response) => response.writeHead(410).end()
    await put('gone', { url: receiver.url, payload: 'full' })
    await publish(t.workspace, { name: 'one' })
    await eventually(async () =>
      expect((await t.call('GET /v1/webhooks/gone')).body).toMatchObject({ disabledBecause: 'gone' }),
    )
    const [opened] = await t.waitFor(work.profile.opened, 1)
    expect(opened?.data).toMatchObject({
      kind: 'task',
      owner: { unit: 'root' },
      why: expect.stringContaining('"gone"'),
      href: '/v1/webhooks/gone',
    })
    await publish(t.workspace, { name: 'two' })
    receiver.answer = (_, response) => response.writeHead(200).end()
    receiver.got.length = 0
    const recovered = await t.call('POST /v1/webhooks/gone/recover', { body: {} })
    expect(recovered.status).toBe(202)
    await eventually(() => expect(namesAt(receiver)).toEqual(['one', 'two']))
    expect((await t.call('GET /v1/webhooks/gone')).body.disabledAt).toBeUndefined()
    const [canceled] = await t.waitFor(work.profile.canceled, 1)
    expect(canceled?.data).toMatchObject({ workId: opened?.data.workId, state: 'canceled', version: 2 })
  })

  it('sends what waits at once where it gets another URL, and not after the pauses of the one that failed', async () => {
    const receiver = await receive()
    receiver.answer = (_, response) => response.writeHead(500).end()
    await put('mended', { url: receiver.url, payload: 'full' })
    await publish(t.workspace, { name: 'one' })
    const next = async (): Promise<number> => {
      const { body } = await t.call('GET /v1/webhooks/mended/deliveries')
      return Date.parse(body.items[0]?.nextTryAt) - Date.now()
    }
    // Five minutes, after the second try.
    await eventually(async () => expect(await next()).toBeGreaterThan(60_000))
    receiver.answer = (_, response) => response.writeHead(200).end()
    receiver.got.length = 0
    await put('mended', { url: `${receiver.url}/mended`, payload: 'full' })
    await eventually(() => expect(receiver.got.map(({ path }) => path)).toEqual(['/mended']))
  })

  it('is sent nothing any more once its deletion is answered', async () => {
    const receiver = await receive()
    let answered = 0
    receiver.answer = (_, response) => {
      setTimeout(() => {
        answered += 1
        response.writeHead(200).end()
      }, 300)
    }
    await put('deleted', { url: receiver.url })
    await publish(t.workspace, ...Array.from({ length: 50 }, (_, n) => ({ name: `n ${n}`, profileId: uuidv7() })))
    await eventually(() => expect(receiver.got.length).toBeGreaterThan(0))
    expect((await t.call('DELETE /v1/webhooks/deleted')).status).toBe(204)
    const then = receiver.got.length
    expect(answered).toBe(then)
    await publish(t.workspace, { name: 'later' })
    const other = await receive()
    await put('deleted', { url: other.url, payload: 'full' })
    await publish(t.workspace, { name: 'to the new one' })
    await eventually(() => expect(namesAt(other)).toEqual(['to the new one']))
    expect(receiver.got).toHaveLength(then)
  })

  it('is signed with both secrets for a day after its secret was rotated', async () => {
    const receiver = await receive()
    const { body: made } = await put('rotated', { url: receiver.url })
    const { body: rotated, status } = await t.call('POST /v1/webhooks/rotated/rotate-secret')
    expect([status, rotated.secret === made.secret]).toEqual([200, false])
    await publish(t.workspace, { name: 'x' })
    await eventually(() => expect(receiver.got).toHaveLength(1))
    const [got] = receiver.got
    for (const secret of [made.secret, rotated.secret])
      expect(new Webhook(secret).verify(got?.body ?? '', headersOf(got))).toBeDefined()
  })

  it('is sent something again on demand', async () => {
    const receiver = await receive()
    await put('again', { url: receiver.url, payload: 'full' })
    await publish(t.workspace, { name: 'one' }, { name: 'two' })
    await eventually(async () =>
      expect((await t.call('GET /v1/webhooks/again/deliveries?state=delivered')).body.items).toHaveLength(2),
    )
    const { body } = await t.call('GET /v1/webhooks/again/deliveries?sort=position')
    const replay = (wish: object) => t.call('POST /v1/webhooks/again/replay', { body: wish })
    expect((await replay({ eventId: body.items[0].eventId })).body).toEqual({ replayed: 1, nextSince: null })
    await eventually(() => expect(namesAt(receiver)).toEqual(['one', 'two', 'one']))
    expect((await replay({ failedSince: '2026-01-01T00:00:00Z' })).body.replayed).toBe(0)
    await eventually(async () =>
      expect((await t.call('GET /v1/webhooks/again/deliveries?state=delivered')).body.items).toHaveLength(2),
    )
    expect((await replay({ since: '2026-01-01T00:00:00Z' })).body.replayed).toBe(2)
    await eventually(() => expect(namesAt(receiver)).toEqual(['one', 'two', 'one', 'one', 'two']))
    expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    expect((await replay({ eventId: uuidv7() })).body.code).toBe('delivery_unknown')
    expect((await replay({})).status).toBe(400)
    expect((await replay({ since: '2026-01-01T00:00:00Z', eventId: uuidv7() })).status).toBe(400)
  })

  it('is tried by testWebhook without being counted', async () => {
    const receiver = await receive()
    await put('tested', { url: receiver.url })
    expect((await t.call('POST /v1/webhooks/tested/test')).body).toMatchObject({ delivered: true, status: 204 })
    receiver.answer = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    expect((await t.call('POST /v1/webhooks/tested/test')).body).toMatchObject({
      delivered: false,
      error: 'redirect_refused',
    })
    expect((await t.call('GET /v1/webhooks/tested')).body.failingSince).toBeUndefined()
  })
})

describe('the lists of webhooks and of deliveries', () => {
  it('have pages, filters, orders and cursors that belong to nothing else', async () => {
    const receiver = await receive()
    for (const key of ['a', 'b', 'c']) await put(key, { url: receiver.url, types: key === 'a' ? [TYPE] : ['*'] })
    const keys = async (query: string) => {
      const { body } = await t.call(`GET /v1/webhooks?${query}`)
      return { keys: body.items.map(({ key }: { key: string }) => key), next: body.nextCursor }
    }
    const first = await keys('limit=2')
    expect(first.keys).toEqual(['a', 'b'])
    expect(await keys(`limit=2&cursor=${first.next}`)).toEqual({ keys: ['c'], next: null })
    expect((await keys('sort=-key')).keys).toEqual(['c', 'b', 'a'])
    await publish(t.workspace, { name: '1' }, { name: '2' }, { name: '3' })
    const path = 'GET /v1/webhooks/a/deliveries'
    await eventually(async () => expect((await t.call(`${path}?state=delivered`)).body.items).toHaveLength(3))
    const page = await t.call(`${path}?limit=2&type=${TYPE}`)
    const rest = await t.call(`${path}?limit=2&type=${TYPE}&cursor=${page.body.nextCursor}`)
    const ids = [...page.body.items, ...rest.body.items].map(({ eventId }: { eventId: string }) => eventId)
    expect(new Set(ids).size).toBe(3)
    expect(rest.body.nextCursor).toBeNull()
    const foreign = await t.call(`GET /v1/webhooks/b/deliveries?limit=2&type=${TYPE}&cursor=${page.body.nextCursor}`)
    expect(foreign.body.errors[0].code).toBe('cursor_invalid')
    expect((await t.call(`${path}?type=other`)).body.items).toEqual([])
    expect((await t.call(`${path}?state=lost`)).status).toBe(400)
  })
})

describe('what is no webhook', () => {
  it('is refused where the filters of all have more comparisons than they may have together', async () => {
    const filterOf = (size: number) => ({
      any: Array.from({ length: size }, (_, n) => ({ path: 'event.data.name', op: 'eq', value: `n${n}` })),
    })
    const key = (n: number) => `costly-${n}`
    const putOf = (n: number, size: number) => put(key(n), { url: 'https://example.org/', filter: filterOf(size) })
    for (let n = 0; n < 26; n += 1) expect((await putOf(n, 190)).status).toBe(201)
    const refused = await putOf(26, 70)
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      422,
      'webhook_filters_too_large',
      '/body/filter',
    ])
    // One in the place of another, or without a filter, needs no more room.
    expect([(await putOf(0, 189)).status, (await put(key(27), { url: 'https://example.org/' })).status]).toEqual([
      200, 201,
    ])
    for (let n = 0; n < 28; n += 1) await t.call(`DELETE /v1/webhooks/${key(n)}`)
  })

  it('is refused with everything that is wrong', async () => {
    const url = 'https://169.254.169.254/latest'
    const answer = await put('wrong', {
      url,
      types: [TYPE.replace('recorded', 'recorder'), 'messaging.message_sent.v1', 'x'],
      filter: { any: [{ path: 'traits.a', op: 'eq', value: 1 }, { segment: 'vip' }] },
    })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({
      code: 'webhook_invalid',
      errors: [
        { pointer: '/body/url', code: 'url_not_public' },
        { pointer: '/body/types/0', code: 'type_unknown', detail: `Did you mean ${TYPE}?` },
        { pointer: '/body/types/1', code: 'type_unknown', detail: expect.stringContaining('messaging') },
        { pointer: '/body/types/2', code: 'type_unknown' },
        { pointer: '/body/filter/any/0', code: 'path_not_of_event' },
        { pointer: '/body/filter/any/1', code: 'path_not_of_event' },
      ],
    })
    expect((await put('wrong', { url, types: [] })).status).toBe(400)
    expect((await put('wrong', { url, unknown: 1 })).status).toBe(400)
    const filtered = await put('wrong', { url: 'https://example.org/', filter: { path: 'nonsense' } })
    expect([filtered.status, filtered.body.errors[0].pointer.startsWith('/body/filter')]).toEqual([422, true])
    for (const call of ['GET', 'DELETE'])
      expect((await t.call(`${call} /v1/webhooks/nope`)).body.code).toBe('webhook_unknown')
    for (const of of ['test', 'rotate-secret', 'recover'])
      expect((await t.call(`POST /v1/webhooks/nope/${of}`, { body: {} })).status).toBe(404)
  })

  it('is changed only by who has seen it', async () => {
    const url = 'https://example.org/'
    const first = await put('seen', { url })
    const changed = await put('seen', { url, maxPerSecond: 5 }, { headers: { 'if-match': first.headers.get('etag') } })
    expect([changed.status, changed.body.version, changed.body.secret]).toEqual([200, 2, undefined])
    const late = await put('seen', { url, maxPerSecond: 6 }, { headers: { 'if-match': first.headers.get('etag') } })
    expect(late.status).toBe(412)
  })
})
