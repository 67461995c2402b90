/**
 * A shop's webhooks in, in Shopify's form (API 2025-10): orders, refunds, customers, consent and privacy requests become
 * events, people and permissions of Polyphon. README.md says how it is started, and what becomes of what.
 *
 * - A delivery is acknowledged once Polyphon has stored it; Shopify waits for 5 seconds, and sends again for 4 hours.
 * - A delivery that comes again changes nothing: each event has a messageId that follows from what happened.
 * - A line of the log names topics and ids of Shopify, and no person.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createPolyphon, dataOf, PolyphonError, type Schemas } from '@polyphon/client'

const env = process.env
const shop = required('SHOPIFY_SHOP')
/** The app's client secret; with a comma also the one before, which Shopify uses for up to an hour after a change. */
const secrets = required('SHOPIFY_SECRET').split(',')
/** What stands beside the box that customers tick. Without it nobody can say later what they have agreed to. */
const notice: Notice | null = env['CONSENT_NOTICE'] ? JSON.parse(readFileSync(env['CONSENT_NOTICE'], 'utf8')) : null
const consentTopic = env['CONSENT_TOPIC'] ?? 'newsletter'
/** Whose yes counts: `confirmed_opt_in` of those who answered a mail, `single_opt_in` also of those who ticked the box. */
const consentLevels = ['confirmed_opt_in', ...(env['CONSENT_LEVEL'] === 'single_opt_in' ? ['single_opt_in'] : [])]
const { profile, messaging } = createPolyphon({
  services: { profile: required('PROFILE_URL'), messaging: required('MESSAGING_URL') },
  key: required('POLYPHON_KEY'),
})
const DEADLINE_MS = 4_000
const LARGEST_BODY = 4 * 1024 * 1024

type Text = string | null
type Event = Schemas['profile']['TrackingBatch']['batch'][number]
type Notice = Readonly<Record<'noticeKey' | 'noticeVersion' | 'noticeText' | 'locale', string>>

/** What is read of Shopify's payloads. What an app's scopes do not allow is missing. */
interface Thing {
  readonly id: number
  readonly admin_graphql_api_id?: string
}
interface Customer extends Thing {
  readonly email?: Text
  readonly phone?: Text
  readonly first_name?: Text
  readonly last_name?: Text
  readonly default_address?: { readonly city?: Text; readonly zip?: Text; readonly country_code?: Text } | null
  readonly updated_at?: string
}
interface MoneySet {
  readonly shop_money: { readonly amount: string; readonly currency_code: string }
}
interface LineItem {
  readonly product_id?: number | null
  readonly sku?: Text
  readonly title?: string
  readonly quantity?: number
  readonly price_set?: MoneySet
}
interface Order extends Thing {
  readonly name?: string
  readonly test?: boolean
  readonly created_at: string
  readonly cancelled_at?: Text
  readonly cancel_reason?: Text
  readonly email?: Text
  readonly phone?: Text
  readonly customer?: Customer | null
  readonly customer_locale?: Text
  readonly total_price_set?: MoneySet
  readonly total_tax_set?: MoneySet
  readonly total_discounts_set?: MoneySet
  readonly line_items?: readonly LineItem[]
}
interface Transaction {
  readonly kind: string
  readonly status: string
  readonly test?: boolean
  readonly amount: string
  readonly currency: string
}
interface Refund extends Thing {
  readonly order_id: number
  readonly created_at: string
  readonly transactions?: readonly Transaction[]
}
interface ConsentChange {
  readonly customer_id: number
  readonly email_address?: Text
  readonly email_marketing_consent: {
    readonly state: string
    readonly opt_in_level: Text
    readonly consent_updated_at: Text
  }
}
interface PrivacyRequest {
  readonly customer: { readonly id: number }
  readonly data_request?: { readonly id: number }
  readonly orders_to_redact?: readonly number[]
}

/** A delivery whose signature is right. */
interface Delivery {
  readonly topic: string
  /** `X-Shopify-Event-Id`, the same whenever it is delivered again. */
  readonly eventId: string
  /** `X-Shopify-Triggered-At`, for payloads that do not say when it happened. */
  readonly at: string
  readonly payload: unknown
  readonly signal: AbortSignal
}
/** Takes a delivery, and says what became of it. Whatever it throws is a reason for Shopify to send again. */
type Take = (delivery: Delivery) => Promise<string>

const topics = new Map<string, Take>(
  Object.entries({
    'orders/create': order('Order Completed', ({ created_at: at }) => at),
    'orders/paid': order('Order Paid', (_, { at }) => at),
    'orders/fulfilled': order('Order Fulfilled', (_, { at }) => at, 'more than once'),
    'orders/cancelled': order('Order Cancelled', (cancelled, { at }) => cancelled.cancelled_at ?? at),
    'refunds/create': taking<Refund>(refund),
    'customers/create': taking<Customer>(customer),
    'customers/update': taking<Customer>(customer),
    'customers_email_marketing_consent/update': taking<ConsentChange>(consent),
    'customers/data_request': privacy('Data Requested'),
    'customers/redact': privacy('Erasure Requested'),
    'shop/redact': async () => 'to do by hand: the app was uninstalled, erase what came from this shop',
  }),
)

/** An event of an order. What may happen to it more than once is told apart by Shopify's event id. */
function order(event: string, timeOf: (order: Order, delivery: Delivery) => string, often?: 'more than once'): Take {
  return taking<Order>((payload, delivery) => {
    if (payload.test === true) return Promise.resolve('passed over: a test order')
    const once = often === undefined ? idOf(payload) : delivery.eventId
    const call = ofOrder(idOf(payload), { event, messageId: `shopify:${delivery.topic}:${once}` })
    const { customer: buyer, customer_locale: locale } = payload
    const externalIds = [
      ...(buyer ? externalId('shopify_customer_id', idOf(buyer)) : []),
      ...externalId('email', payload.email ?? buyer?.email),
      ...externalId('phone', payload.phone ?? buyer?.phone),
    ]
    const context = { externalIds, ...(locale ? { locale } : {}) }
    const properties = { ...call.properties, ...aboutOrder(payload) }
    return collect([{ ...call, timestamp: timeOf(payload, delivery), context, properties }], delivery)
  })
}

/** A refund says whose it is only by its order, so all events of an order share an id that is no customer's. */
const ofOrder = (orderId: string, { event, messageId }: { readonly event: string; readonly messageId: string }) =>
  ({ type: 'track', event, messageId, anonymousId: `shopify-order-${orderId}`, properties: { orderId } }) as const

const aboutOrder = (about: Order) => ({
  orderName: about.name,
  total: moneyOf(about.total_price_set),
  tax: moneyOf(about.total_tax_set),
  discount: moneyOf(about.total_discounts_set),
  items: about.line_items?.map(({ product_id: product, sku, title, quantity, price_set: price }) => ({
    ...(product ? { productId: String(product) } : {}),
    ...(sku ? { sku } : {}),
    name: title,
    quantity,
    price: moneyOf(price),
  })),
  ...(about.cancel_reason ? { reason: about.cancel_reason } : {}),
})

async function refund(payload: Refund, delivery: Delivery): Promise<string> {
  const paid = (payload.transactions ?? []).filter(({ kind, status }) => kind === 'refund' && status === 'success')
  if (paid.some(({ test }) => test === true)) return 'passed over: a refund of a test order'
  const call = ofOrder(String(payload.order_id), {
    event: 'Order Refunded',
    messageId: `shopify:${delivery.topic}:${idOf(payload)}`,
  })
  const refunds = paid.map(({ amount, currency }) => ({ amount, currency }))
  const properties = { ...call.properties, refundId: idOf(payload), refunds }
  return await collect([{ ...call, timestamp: payload.created_at, properties }], delivery)
}

async function customer(payload: Customer, delivery: Delivery): Promise<string> {
  const { first_name: firstName, last_name: lastName, email, phone, default_address: address, updated_at: at } = payload
  const traits = {
    ...given({ email, phone, firstName, lastName }),
    ...(address
      ? { address: given({ city: address.city, postalCode: address.zip, country: address.country_code }) }
      : {}),
  }
  return await collect([identifies(idOf(payload), { traits, at: at ?? delivery.at }, delivery)], delivery)
}

function identifies(
  id: string,
  { traits, at }: { readonly traits: object; readonly at: string },
  { topic, eventId }: Delivery,
): Event {
  const context = { externalIds: externalId('shopify_customer_id', id) }
  return { type: 'identify', messageId: `shopify:${topic}:${eventId}`, timestamp: at, traits: { ...traits }, context }
}

/** Keeps a no, and a yes that can be proven: who agreed, when, how, and to which words. */
async function consent(payload: ConsentChange, delivery: Delivery): Promise<string> {
  const { state, consent_updated_at: at } = payload.email_marketing_consent
  if (state !== 'subscribed' && state !== 'unsubscribed') return `passed over: ${state} is neither yes nor no`
  const missing = state === 'subscribed' ? missingProof(payload.email_marketing_consent) : null
  if (missing !== null) return `no permission: ${missing}`
  const person = { traits: given({ email: payload.email_address }), at: at ?? delivery.at }
  await collect([identifies(String(payload.customer_id), person, delivery)], delivery)
  const profileId = await find(payload.customer_id, delivery)
  if (profileId === undefined) return 'no permission: the person was refused'
  const permission = { ...permissionOf(payload, delivery), profileId, channel: 'email', topic: consentTopic }
  const { state: holds } = await dataOf(messaging.PUT('/v1/permissions', { body: permission, signal: delivery.signal }))
  return `permission: ${holds}`
}

function missingProof({ opt_in_level: level, consent_updated_at: at }: ConsentChange['email_marketing_consent']) {
  if (notice === null) return 'CONSENT_NOTICE does not say what was agreed to'
  if (at === null) return 'nobody knows when it was given'
  return consentLevels.includes(level ?? '') ? null : `${level ?? 'an unknown opt-in'} is not enough`
}

function permissionOf({ email_marketing_consent: change }: ConsentChange, { at }: Delivery) {
  const { state, opt_in_level: level, consent_updated_at: occurredAt } = change
  const isYes = state === 'subscribed'
  const words = { noticeKey: 'shopify', noticeVersion: state, noticeText: `Shopify: ${state}`, locale: 'en' }
  const how = { mechanism: `shopify:${level ?? state}`, occurredAt: occurredAt ?? at, actor: `shopify:${shop}` }
  return { state: isYes ? 'granted' : 'withdrawn', proof: { ...((isYes && notice) || words), ...how } } as const
}

/** What somebody at the firm has to do within 30 days: it stands in the person's timeline, and in the log. */
function privacy(event: 'Data Requested' | 'Erasure Requested'): Take {
  return taking<PrivacyRequest>(
    async ({ customer: { id }, data_request: request, orders_to_redact: orders }, delivery) => {
      if ((await find(id, delivery)) === undefined) return `nobody is known as Shopify's customer ${id}`
      const messageId = `shopify:${delivery.topic}:${request?.id ?? delivery.eventId}`
      const context = { externalIds: externalId('shopify_customer_id', String(id)) }
      const properties = { source: 'shopify', customerId: String(id), orders: orders?.map(String) }
      const call = { type: 'track', event, messageId, timestamp: delivery.at, context, properties } as const
      return `to do by hand: ${event} of customer ${id}, ${await collect([call], delivery)}`
    },
  )
}

/** Hands events over; what is refused one by one would be refused again, so it is said and not asked for again. */
async function collect(batch: Event[], { signal }: Delivery): Promise<string> {
  const { rejected = [] } = await dataOf(profile.POST('/v1/batch', { body: { batch }, signal }))
  return rejected.length === 0
    ? 'stored'
    : `refused: ${rejected.map(({ code, detail }) => `${code}, ${detail}`).join('; ')}`
}

async function find(customerId: number, { signal }: Delivery): Promise<string | undefined> {
  const query = { identifier: `shopify_customer_id:${customerId}` }
  const { items } = await dataOf(profile.GET('/v1/profiles', { params: { query }, signal }))
  return items[0]?.id
}

// JSON.parse rounds ids beyond 2^53; the end of gid://shopify/Order/820982911946154508 is exact.
function idOf({ id, admin_graphql_api_id: gid }: Thing): string {
  return gid?.split('/').at(-1) ?? String(id)
}
/** Money in the currency of the shop, as Polyphon writes it. */
function moneyOf(set: MoneySet | undefined) {
  return set && { amount: set.shop_money.amount, currency: set.shop_money.currency_code }
}
function externalId(type: string, id: Text | undefined) {
  return id ? [{ type, id, collection: 'users', encoding: 'none' }] : []
}
/** Fields that say something. */
function given(fields: Readonly<Record<string, Text | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the signed payload is
function taking<Payload>(take: (payload: Payload, delivery: Delivery) => Promise<string>): Take {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- signed by Shopify, whose form it is
  return (delivery) => take(delivery.payload as Payload, delivery)
}
function required(name: string): string {
  const value = env[name]
  if (value) return value
  throw new Error(`${name} is not set.`)
}

const isSigned = (body: Buffer, signature: string): boolean =>
  secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(body).digest()
    const named = Buffer.from(signature, 'base64')
    return named.length === expected.length && timingSafeEqual(named, expected)
  })

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > LARGEST_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Answers a delivery: what is not 2xx is sent again by Shopify. */
async function receive(request: IncomingMessage): Promise<{ readonly status: number; readonly outcome: string }> {
  const header = (name: string): string => String(request.headers[`x-shopify-${name}`] ?? '')
  if (request.method !== 'POST') return { status: 405, outcome: 'webhooks are posted' }
  const body = await readBody(request)
  if (body === null) return { status: 413, outcome: 'too large' }
  if (!isSigned(body, header('hmac-sha256'))) return { status: 401, outcome: 'the signature is wrong' }
  const take = topics.get(header('topic'))
  if (header('shop-domain') !== shop) return { status: 200, outcome: `passed over: this is for ${shop}` }
  if (take === undefined) return { status: 200, outcome: 'passed over: nobody handles this topic' }
  const at = header('triggered-at') || new Date().toISOString()
  const named = { topic: header('topic'), eventId: header('event-id') || header('webhook-id'), at }
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS)
    return { status: 200, outcome: await take({ ...named, payload: JSON.parse(body.toString('utf8')), signal }) }
  } catch (error) {
    const why = error instanceof PolyphonError ? `${error.status} ${error.code}` : String(error)
    return { status: 503, outcome: `not stored, send again: ${why}` }
  }
}

const server = createServer((request, response) => {
  void receive(request).then(({ status, outcome }) => {
    const { 'x-shopify-topic': topic, 'x-shopify-event-id': eventId, 'x-shopify-shop-domain': from } = request.headers
    process.stdout.write(`${JSON.stringify({ at: new Date(), topic, eventId, from, status, outcome })}\n`)
    response
      .writeHead(status, { 'content-type': 'text/plain', ...(status === 503 ? { 'retry-after': '10' } : {}) })
      .end(outcome)
  })
})
server.listen(Number(env['PORT'] ?? 8787), () =>
  process.stdout.write(`Listening: ${JSON.stringify(server.address())}\n`),
)
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => server.close())
