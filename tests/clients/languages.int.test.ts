import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { LANGUAGES } from './languages.js'
import { openProxy, type Proxy } from './proxy.js'

// Packages come over the network, which may be slow.
const INSTALL_MS = 480_000
// analytics-java waits for 15 seconds before it sends again, then for 30.
const PATIENT_MS = 180_000

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

const KINDS = ['alias', 'group', 'identify', 'page', 'screen', 'track']
const properties = {
  größe: '38½',
  total: 129.9,
  gift: false,
  products: [{ sku: 'W-38', name: 'Wanderschuh „Zugspitze“ 🚲', tags: ['Frühling'] }],
}

function callsOf(index: string) {
  const utc = '2026-11-01T09:30:00.250Z'
  return {
    userId: `sprache-${index}`,
    anonymousId: `sprache-besucher-${index}`,
    event: 'Größe gewählt',
    name: 'Übersicht',
    groupId: `sprache-firma-${index}`,
    properties,
    traits: { email: `Änne.${index}@Sprachen.example`, lastName: 'Weiß', locale: 'de-DE' },
    timestamp: utc.replace('Z', '+00:00'),
    utc,
  }
}

interface Item {
  readonly occurredAt: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What is known of the person of these calls, once all of them have arrived. */
async function arrived(calls: ReturnType<typeof callsOf>): Promise<readonly Item[]> {
  const wanted = encodeURIComponent(`user_id:${calls.userId}`)
  return eventually(async () => {
    const [found] = (await stack.workspace.call('profile', `GET /v1/profiles?identifier=${wanted}`)).body.items
    const page = await stack.workspace.call('profile', `GET /v1/profiles/${found.id}/timeline?limit=100`)
    expect(found.traits).toEqual(calls.traits)
    expect(page.body.items.map((item: Item) => item.data['kind']).toSorted()).toEqual(KINDS)
    return page.body.items
  })
}

describe.each(LANGUAGES.map((client, index) => ({ client, index })))('$client.name', ({ client, index }) => {
  let folder: string
  let reason: string | null = null
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'polyphon-client-'))
    reason = await client.install(folder)
    if (reason !== null) process.stderr.write(`SKIPPED ${client.name}: ${reason}\n`)
  }, INSTALL_MS)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Makes the calls and answers what went over the wire for them. */
  async function run(calls: ReturnType<typeof callsOf>, key = stack.workspace.publishableKey) {
    const from = proxy.seen.length
    const outcome = await client.run(folder, { url: proxy.url, key }, JSON.stringify(calls))
    return { ...outcome, seen: proxy.seen.slice(from) }
  }

  it('sends each call as it was made, and all of them are one person’s', async (test) => {
    test.skip(reason !== null, reason ?? '')
    const calls = callsOf(`gut-${index}`)
    const { ok, text, seen } = await run(calls)
    expect(ok, text).toBe(true)
    expect(seen.map(({ status }) => status)).toEqual(seen.map(() => 200))
    for (const { path } of seen) expect(path).toMatch(client.path)
    const items = await arrived(calls)
    const byKind = new Map(items.map(({ data }) => [data['kind'], data]))
    expect(byKind.get('track')).toMatchObject({ name: calls.event, properties })
    for (const kind of ['page', 'screen']) expect(byKind.get(kind)).toMatchObject({ name: calls.name, properties })
    expect(byKind.get('group')).toMatchObject({ groupId: calls.groupId, traits: { name: calls.name } })
    const tracked = items.find(({ data }) => data['kind'] === 'track')
    expect(new Date(tracked?.occurredAt ?? 0).toISOString()).toBe(calls.utc)
  })

  it(
    'gives up a key that is not known, and says so',
    async (test) => {
      test.skip(reason !== null, reason ?? '')
      const wrong = `${stack.workspace.publishableKey.slice(0, -8)}AAAAAAAA`
      const { ok, text, seen } = await run(callsOf(`falsch-${index}`), wrong)
      expect(ok).toBe(false)
      expect(text).toMatch(/401/)
      expect(seen.map(({ status }) => status)).toEqual(Array(client.requestsWithWrongKey).fill(401))
    },
    PATIENT_MS,
  )

  it(
    'sends again what was lost, and each call is stored once',
    async (test) => {
      test.skip(reason !== null, reason ?? '')
      const calls = callsOf(`verloren-${index}`)
      proxy.fail(
        { kind: 'answer_lost', status: 503 },
        { kind: 'refused', status: 429, headers: { 'retry-after': '1' } },
      )
      const { ok, text, seen } = await run(calls)
      expect(ok, text).toBe(true)
      expect(seen.map(({ status }) => status)).toEqual([503, 429, 200])
      await arrived(calls)
    },
    PATIENT_MS,
  )
})
