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

function callsOf(index: number) {
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

describe.each(LANGUAGES.map((client, index) => ({ client, calls: callsOf(index) })))(
  '$client.name',
  ({ client, calls }) => {
    let folder: string
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'polyphon-client-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it(
      'sends each call as it was made, and all of them are one person’s',
      async (test) => {
        const reason = await client.install(folder)
        if (reason !== null) {
          process.stderr.write(`SKIPPED ${client.name}: ${reason}\n`)
          test.skip(reason)
        }
        const from = proxy.seen.length
        const service = { url: proxy.url, key: stack.workspace.publishableKey }
        const { ok, text } = await client.run(folder, service, JSON.stringify(calls))
        expect(ok, text).toBe(true)
        const seen = proxy.seen.slice(from)
        expect(seen.map(({ status }) => status)).toEqual(seen.map(() => 200))
        for (const { path } of seen) expect(path).toMatch(client.path)
        const { items } = await eventually(async () => {
          const wanted = encodeURIComponent(`user_id:${calls.userId}`)
          const [found] = (await stack.workspace.call('profile', `GET /v1/profiles?identifier=${wanted}`)).body.items
          const page = await stack.workspace.call('profile', `GET /v1/profiles/${found.id}/timeline?limit=100`)
          expect(page.body.items).toHaveLength(KINDS.length)
          expect(found.traits).toEqual(calls.traits)
          return page.body
        })
        const byKind = new Map(items.map(({ data }: { readonly data: { readonly kind: string } }) => [data.kind, data]))
        expect([...byKind.keys()].toSorted()).toEqual(KINDS)
        expect(byKind.get('track')).toMatchObject({ name: calls.event, properties })
        for (const kind of ['page', 'screen']) expect(byKind.get(kind)).toMatchObject({ name: calls.name, properties })
        expect(byKind.get('group')).toMatchObject({ groupId: calls.groupId, traits: { name: calls.name } })
        const tracked = items.find(({ data }: { readonly data: { readonly kind: string } }) => data.kind === 'track')
        expect(new Date(tracked.occurredAt).toISOString()).toBe(calls.utc)
      },
      INSTALL_MS,
    )
  },
)
