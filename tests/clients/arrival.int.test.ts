import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { CLIENTS, type ClientUnderTest, type Kind, type Message } from './clients.js'
import { openProxy, type Proxy, type Seen, type WireEvent } from './proxy.js'

let stack: TestStack
let proxy: Proxy

beforeAll(async () => {
  stack = await startTestStack()
  proxy = await openProxy(stack.url('profile'))
})

afterAll(async () => {
  await proxy?.close()
  await stack?.close()
})

const DETAILS = {
  größe: '38½',
  Straße: 'Görlitzer Straße 17, Köln 🚲',
  total: 129.9,
  count: 3,
  negative: -0.5,
  gift: false,
  coupon: null,
  products: [
    { sku: 'W-38', name: 'Wanderschuh „Zugspitze“', price: 99.95, tags: ['wandern', 'Frühling'] },
    { sku: 'S-1', name: 'Schnürsenkel', price: 29.95, tags: [] },
  ],
  delivery: { window: { from: 8, to: 12 }, notes: ['klingeln bei Weiß', "ring at O'Brien's"] },
}

const DAY_MS = 86_400_000

/** One call of each kind for one person; German words in what German customers send. */
function callsOf(index: number): Readonly<Record<Kind, Message>> {
  const userId = `kunde-${index}`
  const visitor = `besucher-${index}`
  const at = (minutes: number): Date => new Date(Date.now() - 2 * DAY_MS + minutes * 60_000)
  return {
    track: { anonymousId: visitor, event: 'Größe gewählt', properties: DETAILS, timestamp: at(0) },
    identify: {
      userId,
      traits: { ...DETAILS, email: `Änne.${index}@Example.org`, firstName: 'Änne', lastName: 'Weiß', locale: 'de-DE' },
      context: { locale: 'de-DE', externalIds: [{ id: `erp-${index}`, type: 'erp_id', collection: 'users' }] },
      timestamp: at(1),
    },
    page: { userId, category: 'Kasse', name: 'Übersicht', properties: DETAILS, timestamp: at(2) },
    screen: { userId, name: 'Warenkorb', properties: DETAILS, timestamp: at(3) },
    group: { userId, groupId: `firma-${index}`, traits: { name: 'Müller & Söhne GmbH', ...DETAILS }, timestamp: at(4) },
    alias: { userId, previousId: visitor, timestamp: at(5) },
  }
}

const seenOf = (from: number): readonly Seen[] => proxy.seen.slice(from)

/** The one event of a kind among what went over the wire. */
function wireEvent(seen: readonly Seen[], kind: Kind): WireEvent {
  const found = seen.flatMap(({ events, path }) =>
    events.filter((event) => (event['type'] ?? path.split('/').at(-1)) === kind),
  )
  expect(found, `${kind} on the wire`).toHaveLength(1)
  return found[0] ?? {}
}

const messageIdOf = (event: WireEvent): string => String(event['messageId'])

async function timelineItem(profileId: string, messageId: string) {
  const page = await stack.workspace.call('profile', `GET /v1/profiles/${profileId}/timeline?limit=100`)
  const items = page.body.items.filter((item: { readonly id: string }) => item.id === messageId)
  expect(items, page.text).toHaveLength(1)
  return items[0]
}

async function traceOf(messageId: string) {
  return eventually(async () => {
    const trace = await stack.workspace.call('profile', `GET /v1/events/${encodeURIComponent(messageId)}/trace`)
    expect(trace.status, trace.text).toBe(200)
    return trace.body
  })
}

/** What the public API must show of a call, apart from times. */
function shownOf(client: ClientUnderTest, kind: Kind, message: Message): Readonly<Record<string, unknown>> {
  const { name, event, groupId, properties, traits, category } = message
  const isPage = kind === 'page' && properties !== undefined
  const more = client.takesWholeMessages ? { category } : { name }
  return {
    kind,
    name: (kind === 'track' ? event : name) ?? null,
    ...(properties === undefined ? {} : { properties: isPage ? { ...properties, ...more } : properties }),
    ...(traits === undefined ? {} : { traits }),
    ...(groupId === undefined ? {} : { groupId }),
  }
}

describe.each(CLIENTS.map((client, index) => ({ client, index, calls: callsOf(index) })))(
  '$client.name',
  ({ client, index, calls }) => {
    let seen: readonly Seen[] = []
    let complaints: readonly string[] = []

    beforeAll(async () => {
      const from = proxy.seen.length
      const open = client.open(proxy.url, stack.workspace.publishableKey)
      // A visitor acts first, then says who they are: as it goes in a shop.
      const order: readonly Kind[] = ['track', 'identify', 'page', 'screen', 'group', 'alias']
      for (const kind of order) if (client.kinds.includes(kind)) await open.call(kind, calls[kind])
      await open.finish()
      await eventually(() => {
        const count = seenOf(from).flatMap(({ events }) => events).length
        if (count < client.kinds.length) throw new Error(`${count} of ${client.kinds.length} events were sent.`)
      })
      complaints = open.complaints
      seen = seenOf(from)
    })

    it('is answered 200 on the route and with the content type that it uses', () => {
      expect(complaints).toEqual([])
      for (const { status, path, headers } of seen) {
        expect(status).toBe(200)
        expect(path).toMatch(client.path)
        expect(headers['content-type']?.split(';')[0]).toBe(client.contentType)
      }
    })

    it.each(client.kinds)('%s arrives with its names and values', async (kind) => {
      const messageId = messageIdOf(wireEvent(seen, kind))
      const trace = await traceOf(messageId)
      expect(trace).toMatchObject({ messageId, accepted: true, code: null })
      const { data } = await timelineItem(trace.profileId, messageId)
      const shown = shownOf(client, kind, calls[kind])
      // A browser client adds what it knows of the page; whole messages come exactly as they were given.
      if (client.takesWholeMessages) expect(data).toMatchObject(shown)
      else expect({ ...data, properties: pick(data.properties, shown['properties']) }).toMatchObject(shown)
      if (client.takesWholeMessages && shown['properties'] !== undefined)
        expect(data.properties).toEqual(shown['properties'])
    })

    it.each(client.kinds)('%s happened when the client says', async (kind) => {
      const event = wireEvent(seen, kind)
      const trace = await traceOf(messageIdOf(event))
      const timestamp = client.takesWholeMessages ? calls[kind].timestamp : new Date(String(event['timestamp']))
      expect(trace.occurredAt).toBe(timestamp?.toISOString())
      expect(trace.skewMs).toBe(0)
    })

    it('the person has the traits and identifiers of the calls, and the visit before them', async () => {
      const { profileId } = await traceOf(messageIdOf(wireEvent(seen, 'identify')))
      const profile = (await stack.workspace.call('profile', `GET /v1/profiles/${profileId}`)).body
      // Null is how a trait is taken back.
      const { coupon: _takenBack, ...traits } = calls.identify.traits ?? {}
      expect(profile.traits).toEqual(traits)
      expect(profile.locale).toBe('de-DE')
      const identifiers = profile.identifiers.map(({ type, value }: Record<string, string>) => `${type}:${value}`)
      expect(identifiers).toContain(`user_id:kunde-${index}`)
      expect(identifiers).toContain(`anonymous_id:besucher-${index}`)
      expect(identifiers).toContain(`email:änne.${index}@example.org`)
      if (client.takesWholeMessages) expect(identifiers).toContain(`erp_id:erp-${index}`)
      const before = await traceOf(messageIdOf(wireEvent(seen, 'track')))
      expect(before.profileId).toBe(profileId)
    })
  },
)

describe('ids that are numbers', () => {
  const taking = CLIENTS.filter(
    ({ takesWholeMessages, name }) => takesWholeMessages && !/segment|customerio/.test(name),
  )

  it.each(taking)('$name: the text of the number is the id', async (client) => {
    const from = proxy.seen.length
    const open = client.open(proxy.url, stack.workspace.publishableKey)
    // Applications in plain JavaScript do this; the clients turn it into JSON text.
    const numeric = { userId: 471_100 + CLIENTS.indexOf(client), event: 'Zahl' } as unknown as Message
    await open.call('track', numeric)
    await open.finish()
    const event = await eventually(() => wireEvent(seenOf(from), 'track'))
    const { identifiers } = await traceOf(messageIdOf(event))
    expect(identifiers).toMatchObject([{ type: 'user_id', value: String(471_100 + CLIENTS.indexOf(client)) }])
  })
})

/** The part of an object that another one names too. */
function pick(from: Readonly<Record<string, unknown>>, like: unknown): unknown {
  if (typeof like !== 'object' || like === null) return from
  return Object.fromEntries(Object.keys(like).map((key) => [key, from[key]]))
}
