import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { findChromium, openShop, PAGE_CLIENTS, type PageClient, type Shop, type ShopPage } from './browser.js'
import { openProxy, type Proxy } from './proxy.js'

const executable = findChromium()
if (executable === null) process.stderr.write('SKIPPED failures of clients in browsers: no chromium in the PATH\n')

let stack: TestStack
let shop: Shop
let proxy: Proxy
beforeAll(async () => {
  if (executable === null) return
  stack = await startTestStack()
  shop = await openShop(executable)
  proxy = await openProxy(stack.url('profile'))
})
afterAll(async () => {
  await proxy?.close()
  await shop?.close()
  await stack?.close()
})

const CLIENTS = PAGE_CLIENTS.map((client, index) => ({ client, name: client.name, userId: `pech-${index}` }))
const isBeacon = ({ way }: PageClient): boolean => way === 'beacon'

// As the services answer: pages may read when to come again.
const readable = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }

const track = { event: 'Bestellt', properties: { größe: 38 } }

/** The page of a visitor who has said who they are; answers what the client sends from then on. */
async function signedIn({ client, userId }: (typeof CLIENTS)[number], key = stack.workspace.publishableKey) {
  const visitor = await shop.newVisitor()
  const shown = await shop.open(visitor, client, { url: proxy.url, key })
  await shown.call('identify', { userId })
  await eventually(async () => expect(await eventsOf(userId)).toHaveLength(1))
  const from = proxy.seen.length
  const posted = () => proxy.seen.slice(from).filter(({ method }) => method === 'POST')
  return { ...shown, visitor, posted }
}

async function eventsOf(userId: string): Promise<readonly string[]> {
  const [found] = (await stack.workspace.call('profile', `GET /v1/profiles?identifier=user_id:${userId}`)).body.items
  const page = await stack.workspace.call(
    'profile',
    `GET /v1/profiles/${found?.id}/timeline?kind=interaction&limit=500`,
  )
  return (page.body.items ?? []).map(({ data }: { readonly data: { readonly kind: string } }) => data.kind)
}

const timesTracked = async (userId: string): Promise<number> =>
  (await eventsOf(userId)).filter((kind) => kind === 'track').length

const linesOf = ({ page }: ShopPage): readonly string[] => {
  const lines: string[] = []
  page.on('console', (line) => lines.push(line.text()))
  page.on('pageerror', (error) => lines.push(error.message))
  return lines
}

describe.skipIf(executable === null)('a page with a key that is not known', () => {
  it.each(CLIENTS)('$name sends nothing and says so in the console', async ({ client }) => {
    const from = proxy.seen.length
    const wrong = `${stack.workspace.publishableKey.slice(0, -8)}AAAAAAAA`
    const visitor = await shop.newVisitor()
    const shown = await shop.open(visitor, client, { url: proxy.url, key: wrong })
    const lines = linesOf(shown)
    // A page that is left before it was answered takes its question with it.
    await eventually(() => expect(proxy.seen.slice(from).filter(({ method }) => method === 'GET')).toHaveLength(1))
    await shown.page.reload()
    await shown.call('track', track)
    await eventually(() => expect(lines.join()).toContain('404'))
    await visitor.close()
    const seen = proxy.seen.slice(from)
    expect(seen.filter(({ method }) => method === 'GET').map(({ status }) => status)).toEqual([404, 404])
    expect(seen.filter(({ method }) => method === 'POST')).toEqual([])
  })
})

describe.skipIf(executable === null)('a page whose network fails', () => {
  it.each(CLIENTS.filter(({ client }) => !isBeacon(client)))(
    '$name sends again with the same messageId, and the event is stored once',
    async (of) => {
      const { call, visitor, posted } = await signedIn(of)
      // A gateway that answers for the service says nothing that a page may read.
      proxy.fail(
        { kind: 'answer_lost', status: 503 },
        { kind: 'refused', status: 429, headers: { ...readable, 'retry-after': '1' } },
      )
      await call('track', track)
      await eventually(() => expect(posted().map(({ status }) => status)).toEqual([503, 429, 200]))
      await visitor.close()
      expect(new Set(posted().flatMap(({ events }) => events.map(({ messageId }) => messageId))).size).toBe(1)
      expect(await timesTracked(of.userId)).toBe(1)
    },
  )

  it.each(CLIENTS.filter(({ client }) => isBeacon(client)))('$name never learns of it', async (of) => {
    const { call, visitor, posted } = await signedIn(of)
    proxy.fail({ kind: 'answer_lost', status: 503 }, { kind: 'refused', status: 429, headers: readable })
    for (const count of [1, 2]) {
      await call('track', track)
      await eventually(() => expect(posted()).toHaveLength(count))
    }
    await visitor.close()
    expect(await timesTracked(of.userId)).toBe(1)
  })
})

describe.skipIf(executable === null)('a page that is left right after a call', () => {
  it.each(CLIENTS)('$name: the call arrives once, at the latest with the next page', async ({ client, name }) => {
    const of = { client, name, userId: `eilig-${CLIENTS.findIndex((other) => other.client === client)}` }
    const { call, visitor, page, posted } = await signedIn(of)
    const before = proxy.begun()
    await call('track', track)
    // What a client sends at once has left by the time the next page comes; what it keeps may still be in its queue.
    if (client.way === '') await eventually(() => expect(proxy.begun()).toBeGreaterThan(before))
    await page.goto('about:blank')
    await shop.open(visitor, client, { url: proxy.url, key: stack.workspace.publishableKey })
    await eventually(async () => expect(await timesTracked(of.userId)).toBe(1))
    await visitor.close()
    expect(posted().filter(({ status }) => status !== 200)).toEqual([])
  })
})
