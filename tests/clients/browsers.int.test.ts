import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { findChromium, openShop, PAGE_CLIENTS, type PageClient, type Shop } from './browser.js'
import type { Kind, Message } from './clients.js'
import { openProxy, type Proxy } from './proxy.js'

const executable = findChromium()
if (executable === null) process.stderr.write('SKIPPED clients in browsers: there is no chromium in the PATH\n')

let stack: TestStack
let proxy: Proxy
let shop: Shop
beforeAll(async () => {
  if (executable === null) return
  stack = await startTestStack()
  proxy = await openProxy(stack.url('profile'))
  shop = await openShop(executable)
})
afterAll(async () => {
  await shop?.close()
  await proxy?.close()
  await stack?.close()
})

const properties = {
  größe: '38½',
  total: 129.9,
  gift: false,
  products: [{ sku: 'W-38', name: 'Wanderschuh „Zugspitze“ 🚲', tags: ['Frühling'] }],
}

/** @param visit nobody else has it: a second try is about somebody else */
function callsOf(visit: string): Readonly<Record<Kind, Message>> {
  const userId = `seite-${visit}`
  const email = `Änne.${visit}@Seiten.example`
  return {
    track: { event: 'Größe gewählt', properties },
    identify: { userId, traits: { email, lastName: 'Weiß', locale: 'de-DE' } },
    page: { category: 'Kasse', name: 'Übersicht', properties },
    screen: { category: 'Kasse', name: 'Übersicht', properties },
    group: { groupId: `seite-firma-${visit}`, traits: { name: 'Müller & Söhne GmbH' } },
    alias: { userId, previousId: `seite-frueher-${visit}` },
  }
}

/** A call comes by itself, in any order: the person is read once all of them stand in the timeline. */
async function everythingOf(identifier: string, calls: number) {
  const read = async (path: string) => (await stack.workspace.call('profile', `GET ${path}`)).body
  const query = `identifier=${encodeURIComponent(identifier)}`
  const { id, items } = await eventually(async () => {
    const [person] = (await read(`/v1/profiles?${query}`)).items
    const page = await read(`/v1/profiles/${person?.id}/timeline?kind=interaction&limit=100`)
    expect(page.items).toHaveLength(calls)
    return { id: person.id, items: page.items }
  })
  return { found: await read(`/v1/profiles/${id}`), items }
}

const service = () => ({ url: proxy.url, key: stack.workspace.publishableKey })

describe.skipIf(executable === null).each(PAGE_CLIENTS)('$name in a page of another origin', (client) => {
  it('sends each call as it was made, and all of them are one person’s', async () => {
    const from = proxy.seen.length
    const calls = callsOf(randomUUID())
    const visitor = await shop.newVisitor()
    const { page, call } = await shop.open(visitor, client, service())
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    for (const kind of client.kinds) await call(kind, calls[kind])
    const seen = await everythingOf(`user_id:${calls.identify.userId}`, client.kinds.length)
    await visitor.close()
    expect(complaints).toEqual([])
    expectSimilar(client, calls, seen)
    expectRequests(client, proxy.seen.slice(from))
  })
})

describe.skipIf(executable === null).each(PAGE_CLIENTS)('$name on a later visit', (client) => {
  it('starts without the service, with what it was told before', async () => {
    const visitor = await shop.newVisitor()
    const configurations = (from: number) => proxy.seen.slice(from).filter(({ method }) => method === 'GET').length
    const first = proxy.seen.length
    await shop.open(visitor, client, service())
    await eventually(() => expect(configurations(first)).toBe(1))
    const second = proxy.seen.length
    const { call } = await shop.open(visitor, client, service())
    await call('track', { event: 'Wieder da' })
    await eventually(() => expect(proxy.seen.slice(second).some(({ method }) => method === 'POST')).toBe(true))
    await visitor.close()
    expect(configurations(second)).toBe(0)
  })
})

function expectSimilar(
  client: PageClient,
  calls: Readonly<Record<Kind, Message>>,
  { items, found }: Awaited<ReturnType<typeof everythingOf>>,
): void {
  expect(found.traits).toEqual(calls.identify.traits)
  expect(found.locale).toBe('de-DE')
  const byKind = new Map(items.map(({ data }: { readonly data: { readonly kind: string } }) => [data.kind, data]))
  expect([...byKind.keys()].toSorted()).toEqual(client.kinds.toSorted())
  expect(byKind.get('track')).toMatchObject({ name: calls.track.event, properties })
  // A client adds what it knows of the page.
  expect(byKind.get('page')).toMatchObject({ name: calls.page.name, properties: { ...properties, title: 'Hofladen' } })
  expect(byKind.get('group')).toMatchObject({ groupId: calls.group.groupId, traits: calls.group.traits })
  if (client.kinds.includes('screen'))
    expect(byKind.get('screen')).toMatchObject({ name: calls.screen.name, properties })
}

function expectRequests(client: PageClient, seen: Proxy['seen']): void {
  expect(seen.filter(({ status }) => status >= 300)).toEqual([])
  const posted = seen.filter(({ method }) => method === 'POST')
  for (const { path, headers } of posted) {
    expect(path).toMatch(client.path)
    expect(headers['content-type']?.split(';')[0]).toBe(client.contentType)
    expect(headers['origin']).toBe(shop.origin)
  }
  const preflights = seen.filter(({ method, path }) => method === 'OPTIONS' && !path.startsWith('/sourceConfig'))
  const headers = new Set(preflights.map((request) => request.headers['access-control-request-headers']))
  expect([...headers]).toEqual(client.asksFor === null ? [] : [client.asksFor])
}
