import { createRequire } from 'node:module'
import { interactionRecorded } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

type Call = Readonly<Record<string, unknown>>
/** What these clients have in common; each is used as it came from the registry. */
interface Client {
  identify(call: Call): void
  track(call: Call): void
  page(call: Call): void
  screen?(call: Call): void
  group(call: Call): void
  alias(call: Call): void
}
type Options = Readonly<Record<string, unknown>>

const require = createRequire(import.meta.url)
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- some of these packages come without types
const load = (name: string) => require(name) as Readonly<Record<string, never>>

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

const properties = { total: 129.9, products: [{ name: 'Wanderschuh Größe 38½' }] }

/** Makes every call that the client has, and waits until all of them were published as they were sent. */
async function expectAllCalls(client: Client, id: string, flush: () => Promise<unknown>): Promise<void> {
  client.identify({ userId: id, traits: { email: `${id}@example.org`, city: 'Köln' } })
  client.track({ userId: id, event: 'Bestellung abgeschlossen', properties })
  client.page({ userId: id, name: 'Kasse', properties: { path: '/kasse' } })
  client.screen?.({ userId: id, name: 'Warenkorb', properties: { items: 2 } })
  client.group({ userId: id, groupId: `${id}-firma`, traits: { name: 'Müller GmbH' } })
  client.alias({ userId: id, previousId: `${id}-vorher` })
  await flush()
  const kinds = ['identify', 'track', 'page', ...(client.screen === undefined ? [] : ['screen']), 'group', 'alias']
  const isOfClient = ({ data }: { data: { identifiers: readonly { value: string }[] } }): boolean =>
    data.identifiers.some(({ value }) => value === id)
  const published = await profile.waitFor(interactionRecorded, kinds.length, isOfClient)
  const byKind = new Map(published.map(({ data }) => [data.kind as string, data]))
  expect([...byKind.keys()].toSorted()).toEqual(kinds.toSorted())
  expect(byKind.get('identify')).toMatchObject({ traits: { email: `${id}@example.org`, city: 'Köln' } })
  expect(byKind.get('track')).toMatchObject({ name: 'Bestellung abgeschlossen', properties })
  expect(byKind.get('page')).toMatchObject({ name: 'Kasse', properties: { path: '/kasse' } })
  if (client.screen !== undefined)
    expect(byKind.get('screen')).toMatchObject({ name: 'Warenkorb', properties: { items: 2 } })
  expect(byKind.get('group')).toMatchObject({ groupId: `${id}-firma`, traits: { name: 'Müller GmbH' } })
  expect(new Set(published.map(({ data }) => data.profileId)).size).toBe(1)
}

describe('clients as they come from the registry', () => {
  it('@segment/analytics-node', async () => {
    const { Analytics } = load('@segment/analytics-node') as unknown as {
      Analytics: new (options: Options) => Client & { closeAndFlush(): Promise<void> }
    }
    const client = new Analytics({ writeKey: profile.workspace.publishableKey, host: profile.url })
    await expectAllCalls(client, 'segment-3', () => client.closeAndFlush())
  })

  it('analytics-node', async () => {
    const Analytics = load('analytics-node') as unknown as new (
      key: string,
      options: Options,
    ) => Client & { flush(): Promise<unknown> }
    const client = new Analytics(profile.workspace.publishableKey, { host: profile.url, flushAt: 100 })
    await expectAllCalls(client, 'segment-6', () => client.flush())
  })

  it('@customerio/cdp-analytics-node', async () => {
    const { Analytics } = load('@customerio/cdp-analytics-node') as unknown as {
      Analytics: new (options: Options) => Client & { closeAndFlush(): Promise<void> }
    }
    const client = new Analytics({ writeKey: profile.workspace.publishableKey, host: profile.url })
    await expectAllCalls(client, 'customerio', () => client.closeAndFlush())
  })

  it('@rudderstack/rudder-sdk-node, with gzip and without', async () => {
    const module = load('@rudderstack/rudder-sdk-node') as unknown as { default?: unknown }
    const Analytics = (module.default ?? module) as new (
      key: string,
      options: Options,
    ) => Client & { flush(done?: (error?: Error) => void): Promise<unknown> }
    for (const gzip of [true, false]) {
      const client = new Analytics(profile.workspace.publishableKey, {
        dataPlaneUrl: profile.url,
        path: '/v1/batch',
        flushAt: 100,
        gzip,
      })
      await expectAllCalls(client, `rudder-${gzip}`, () => client.flush())
    }
  })

  it('@jitsu/js', async () => {
    const { jitsuAnalytics } = load('@jitsu/js') as unknown as {
      jitsuAnalytics(options: Options): {
        identify(id: string, traits: Call): Promise<unknown>
        track(event: string, properties: Call): Promise<unknown>
        page(call: Call): Promise<unknown>
        group(id: string, traits: Call): Promise<unknown>
      }
    }
    const client = jitsuAnalytics({
      host: profile.url,
      writeKey: `${profile.workspace.publishableKey}:secret`,
      runtime: undefined,
    })
    await client.identify('jitsu', { email: 'jitsu@example.org' })
    await client.track('Bestellung abgeschlossen', properties)
    await client.page({ name: 'Kasse' })
    await client.group('jitsu-firma', { name: 'Müller GmbH' })
    const published = await profile.waitFor(interactionRecorded, 4, ({ data }) =>
      data.identifiers.some(({ value }) => value === 'jitsu'),
    )
    expect(published.map(({ data }) => data.kind).toSorted()).toEqual(['group', 'identify', 'page', 'track'])
    expect(published.find(({ data }) => data.kind === 'track')?.data).toMatchObject({
      name: 'Bestellung abgeschlossen',
      properties,
    })
  })
})
