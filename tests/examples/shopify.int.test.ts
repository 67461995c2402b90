import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { type Program, startProgram } from './program.js'
import { consent, customer, order, privacyRequest, refund, SHOP } from './shopify-payloads.js'

const folder = mkdtempSync(join(tmpdir(), 'polyphon-shopify-'))
const noticeFile = join(folder, 'notice.json')
const notice = {
  noticeKey: 'kasse',
  noticeVersion: '2026-03',
  noticeText: 'Ja, schreiben Sie mir von Neuem aus dem Hofladen.',
  locale: 'de',
}
const SECRETS = ['shpss_neu', 'shpss_alt'] as const

interface Sent {
  readonly secret?: string
  readonly shop?: string
  readonly eventId?: string
  readonly signature?: string
  readonly at?: string
  readonly method?: string
}

async function deliver(program: Program, topic: string, payload: unknown, sent: Sent = {}) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const { secret = SECRETS[0], shop = SHOP, eventId = randomUUID(), at = '2026-10-03T07:15:00.123456Z' } = sent
  const answer = await fetch(program.url, {
    method: sent.method ?? 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop,
      'x-shopify-api-version': '2025-10',
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-event-id': eventId,
      'x-shopify-triggered-at': at,
      'x-shopify-hmac-sha256': sent.signature ?? createHmac('sha256', secret).update(body).digest('base64'),
    },
    ...(sent.method === undefined ? { body } : {}),
  })
  return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('retry-after') }
}

// oxlint-disable-next-line typescript/no-explicit-any -- as a test looks into an answer
type Item = Readonly<Record<string, any>>
let stack: TestStack
let program: Program
const env = (more: Readonly<Record<string, string>> = {}) => ({
  PROFILE_URL: stack.url('profile'),
  MESSAGING_URL: stack.url('messaging'),
  POLYPHON_KEY: stack.workspace.secretKey,
  SHOPIFY_SHOP: SHOP,
  SHOPIFY_SECRET: SECRETS.join(','),
  CONSENT_NOTICE: noticeFile,
  ...more,
})

beforeAll(async () => {
  writeFileSync(noticeFile, JSON.stringify(notice))
  stack = await startTestStack()
  program = await startProgram('connectors/shopify.ts', env())
})
afterAll(async () => {
  await program?.stop()
  await stack?.close()
  rmSync(folder, { recursive: true })
})

const personOf = async (identifier: string) => {
  const { body } = await stack.workspace.call(
    'profile',
    `GET /v1/profiles?identifier=${encodeURIComponent(identifier)}`,
  )
  expect(body.items.length, identifier).toBeLessThanOrEqual(1)
  return body.items[0]
}
const timelineOf = async (profileId: string) => {
  const { body } = await stack.workspace.call(
    'profile',
    `GET /v1/profiles/${profileId}/timeline?kind=interaction&limit=100`,
  )
  return body.items as readonly { readonly occurredAt: string; readonly data: Item }[]
}
const eventsOf = async (profileId: string, name: string) =>
  (await timelineOf(profileId)).filter(({ data }) => data['name'] === name)

describe('orders of a shop', () => {
  it('are stored before they are acknowledged, of whoever has bought, with money and the time of the shop', async () => {
    expect(await deliver(program, 'customers/create', customer)).toMatchObject({ status: 200, text: 'stored' })
    expect(await deliver(program, 'orders/create', order)).toMatchObject({ status: 200, text: 'stored' })
    const person = await personOf(`shopify_customer_id:${customer.id}`)
    expect(person).toMatchObject({
      traits: { email: customer.email, firstName: 'Jörg', lastName: 'Weiß', address: { city: 'Köln', country: 'DE' } },
      locale: 'de-DE',
    })
    const [event] = await eventsOf(person.id, 'Order Completed')
    expect(event?.occurredAt).toBe('2026-10-02T21:30:00.000Z')
    expect(event?.data['properties']).toEqual({
      orderId: '5678901234567',
      orderName: '#1042',
      total: { amount: '41.90', currency: 'EUR' },
      tax: { amount: '2.74', currency: 'EUR' },
      discount: { amount: '0.00', currency: 'EUR' },
      items: [
        {
          productId: '71',
          sku: 'HONIG-500',
          name: 'Waldhonig',
          quantity: 2,
          price: { amount: '12.95', currency: 'EUR' },
        },
        { name: 'Trinkgeld', quantity: 1, price: { amount: '16.00', currency: 'EUR' } },
      ],
    })
  })

  it('go on by all their topics, and a refund finds its order', async () => {
    const cancelled = { ...order, cancelled_at: '2026-10-06T10:00:00+02:00', cancel_reason: 'customer' }
    for (const [topic, payload] of Object.entries({
      'orders/paid': order,
      'orders/fulfilled': order,
      'refunds/create': refund,
      'orders/cancelled': cancelled,
    }))
      expect(await deliver(program, topic, payload), topic).toMatchObject({ status: 200, text: 'stored' })
    const { id } = await personOf(`shopify_customer_id:${customer.id}`)
    const [paid] = await eventsOf(id, 'Order Paid')
    const [refunded] = await eventsOf(id, 'Order Refunded')
    const [stopped] = await eventsOf(id, 'Order Cancelled')
    expect(paid?.occurredAt).toBe('2026-10-03T07:15:00.123Z')
    expect(refunded?.data['properties']).toEqual({
      orderId: '5678901234567',
      refundId: '929361464',
      refunds: [{ amount: '12.95', currency: 'EUR' }],
    })
    expect([stopped?.occurredAt, stopped?.data['properties'].reason]).toEqual(['2026-10-06T08:00:00.000Z', 'customer'])
  })

  it('count once, however often they are delivered, and again where they happen again', async () => {
    const { id } = await personOf(`shopify_customer_id:${customer.id}`)
    const [eventId, at] = [randomUUID(), '2026-10-04T12:00:00Z']
    for (const secret of [...SECRETS, ...SECRETS]) {
      expect(await deliver(program, 'orders/create', order, { secret })).toMatchObject({ status: 200, text: 'stored' })
      expect(await deliver(program, 'orders/fulfilled', order, { eventId, at, secret })).toMatchObject({ status: 200 })
    }
    expect((await eventsOf(id, 'Order Completed')).length).toBe(1)
    expect((await eventsOf(id, 'Order Fulfilled')).length).toBe(2)
  })

  it('of guests are of who has the address, and of nobody else where there is none', async () => {
    const guest = { ...order, id: 42, admin_graphql_api_id: 'gid://shopify/Order/820982911946154508', customer: null }
    await deliver(program, 'orders/create', { ...guest, email: 'gast@example.net' })
    const { id } = await personOf('email:gast@example.net')
    // An id that JSON.parse would round.
    expect((await eventsOf(id, 'Order Completed'))[0]?.data['properties'].orderId).toBe('820982911946154508')
    const till = { ...guest, id: 43, admin_graphql_api_id: 'gid://shopify/Order/43', email: null }
    expect(await deliver(program, 'orders/create', till)).toMatchObject({ text: 'stored' })
    await deliver(program, 'refunds/create', { ...refund, id: 44, admin_graphql_api_id: undefined, order_id: 43 })
    const anonymous = await personOf('anonymous_id:shopify-order-43')
    expect((await timelineOf(anonymous.id)).map(({ data }) => data['name'])).toEqual([
      'Order Refunded',
      'Order Completed',
    ])
  })

  it('that are tests are passed over aloud', async () => {
    const tested = { ...order, id: 77, admin_graphql_api_id: 'gid://shopify/Order/77', test: true }
    expect((await deliver(program, 'orders/create', tested)).text).toBe('passed over: a test order')
    const transactions = refund.transactions.map((each) => ({ ...each, test: true }))
    expect((await deliver(program, 'refunds/create', { ...refund, transactions })).text).toContain('a test order')
    expect(await personOf('anonymous_id:shopify-order-77')).toBeUndefined()
  })
})

describe('consent of a shop', () => {
  const held = async () => {
    const { id } = await personOf(`shopify_customer_id:${customer.id}`)
    const { body } = await stack.workspace.call('messaging', `GET /v1/permissions?profileId=${id}`)
    return body.items[0]
  }
  const change = (...words: Parameters<typeof consent>) =>
    deliver(program, 'customers_email_marketing_consent/update', consent(...words))

  it.each([
    ['not_subscribed', null, null, 'neither yes nor no'],
    ['pending', 'confirmed_opt_in', '2026-10-01T08:00:00+02:00', 'neither yes nor no'],
    ['subscribed', 'single_opt_in', '2026-10-01T08:00:00+02:00', 'single_opt_in is not enough'],
    ['subscribed', null, '2026-10-01T08:00:00+02:00', 'an unknown opt-in is not enough'],
    ['subscribed', 'confirmed_opt_in', null, 'nobody knows when'],
  ])('is no permission without its proof: %s, %s, %s', async (state, level, at, why) => {
    const { status, text } = await change(state, level, at)
    expect([status, text]).toEqual([200, expect.stringContaining(why)])
    expect(await held()).toBeUndefined()
  })

  it('is kept with the words that were agreed to, and ends', async () => {
    expect(await change('subscribed', 'confirmed_opt_in', '2026-10-01T08:00:00+02:00')).toMatchObject({
      text: 'permission: granted',
    })
    const { topic, state, history } = await held()
    expect([topic, state]).toEqual(['newsletter', 'granted'])
    expect(history[0].proof).toMatchObject({
      ...notice,
      mechanism: 'shopify:confirmed_opt_in',
      occurredAt: '2026-10-01T06:00:00.000Z',
      actor: `shopify:${SHOP}`,
    })
    await change('unsubscribed', 'confirmed_opt_in', '2026-10-07T08:00:00+02:00')
    expect(await held()).toMatchObject({ state: 'withdrawn' })
    // A yes of before that comes late.
    expect((await change('subscribed', 'confirmed_opt_in', '2026-10-01T08:00:00+02:00')).text).toBe(
      'permission: withdrawn',
    )
  })
})

describe('requests about privacy', () => {
  it('stand in the timeline and in the log of who is known, and make nobody', async () => {
    expect((await deliver(program, 'customers/data_request', privacyRequest)).text).toMatch(
      /^to do by hand: .*, stored$/,
    )
    const redact = { ...privacyRequest, data_request: undefined, orders_to_redact: [order.id] }
    expect((await deliver(program, 'customers/redact', redact)).text).toContain('Erasure Requested')
    const { id } = await personOf(`shopify_customer_id:${customer.id}`)
    expect((await eventsOf(id, 'Data Requested')).length).toBe(1)
    expect((await eventsOf(id, 'Erasure Requested'))[0]?.data['properties'].orders).toEqual(['5678901234567'])
    const stranger = { ...redact, customer: { id: 1, email: 'niemand@example.net', phone: null } }
    expect((await deliver(program, 'customers/redact', stranger)).text).toContain('nobody is known')
    expect(await personOf('email:niemand@example.net')).toBeUndefined()
    expect((await deliver(program, 'shop/redact', { shop_id: 1, shop_domain: SHOP })).text).toContain('to do by hand')
  })
})

describe('a delivery', () => {
  it('that is not signed by Shopify is refused', async () => {
    const wrong = ['', 'bm9wZQ==', createHmac('sha256', 'other').update(JSON.stringify(order)).digest('base64')]
    for (const signature of wrong)
      expect((await deliver(program, 'orders/create', order, { signature })).status).toBe(401)
    expect((await deliver(program, 'orders/create', order, { method: 'GET' })).status).toBe(405)
    expect((await deliver(program, 'orders/create', ' '.repeat(4 * 1024 * 1024 + 1))).status).toBe(413)
  })

  it('of another topic or shop is acknowledged, and its passing is said', async () => {
    expect(await deliver(program, 'products/update', {})).toMatchObject({
      status: 200,
      text: expect.stringContaining('nobody handles'),
    })
    expect(await deliver(program, '__proto__', {})).toMatchObject({
      status: 200,
      text: expect.stringContaining('nobody handles'),
    })
    expect(await deliver(program, 'orders/create', order, { shop: 'x.myshopify.com' })).toMatchObject({
      status: 200,
      text: `passed over: this is for ${SHOP}`,
    })
    expect(program.lines().at(-1)).toMatchObject({ topic: 'orders/create', from: 'x.myshopify.com', status: 200 })
  })

  it('leaves no person in the log', () => {
    for (const word of ['joerg', 'Jörg', 'Weiß', '49151', 'gast@', 'Köln']) expect(program.output()).not.toContain(word)
  })

  it('that Polyphon cannot store, or not in time, is to come again', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const hung = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const cases: readonly (readonly [Record<string, string>, string])[] = [
      [{ PROFILE_URL: 'http://127.0.0.1:9' }, 'send again'],
      [{ PROFILE_URL: hung }, 'send again'],
      [{ POLYPHON_KEY: `${stack.workspace.secretKey.slice(0, -3)}abc` }, '401'],
    ]
    for (const [more, why] of cases) {
      const other = await startProgram('connectors/shopify.ts', env(more))
      const answer = await deliver(other, 'orders/create', order)
      expect(answer).toMatchObject({ status: 503, text: expect.stringContaining(why), retryAfter: '10' })
      await other.kill()
    }
    silent.closeAllConnections()
    silent.close()
  })
})
