import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from '../stack.js'
import { CLIENTS } from './clients.js'
import { type Failure, openProxy } from './proxy.js'

let stack: TestStack

beforeAll(async () => {
  stack = await startTestStack()
})

afterAll(() => stack?.close())

const traceStatus = async (messageId: string): Promise<number> =>
  (await stack.workspace.call('profile', `GET /v1/events/${encodeURIComponent(messageId)}/trace`)).status

/** One track call through a stretch of network that fails in these ways first. */
async function trackThrough(name: string, key: string, failures: readonly Failure[]) {
  const client = CLIENTS.find((candidate) => candidate.name === name)
  if (client === undefined) throw new Error(`There is no client ${name}.`)
  const proxy = await openProxy(stack.url('profile'))
  proxy.fail(...failures)
  const open = client.open(proxy.url, key)
  const event = `Bestellung von ${name}`
  await open.call('track', { userId: 'kundin-ö', event, properties: { größe: 38 } })
  await open.finish()
  return { proxy, open, event }
}

/** How often the person's timeline holds an event of this name. */
async function timesStored(event: string): Promise<number> {
  const found = await stack.workspace.call('profile', 'GET /v1/profiles?identifier=user_id:kundin-%C3%B6')
  const id: string = found.body.items[0]?.id ?? ''
  const page = await stack.workspace.call('profile', `GET /v1/profiles/${id}/timeline?kind=interaction&limit=500`)
  return page.body.items.filter((item: { readonly data: { readonly name: string } }) => item.data.name === event).length
}

describe('a key that is not known', () => {
  it.each(CLIENTS)('$name gives up, says so, and goes on living', async ({ name, requestsWithWrongKey }) => {
    const wrong = `${stack.workspace.publishableKey.slice(0, -8)}AAAAAAAA`
    const { proxy, open } = await trackThrough(name, wrong, [])
    try {
      await eventually(() => expect(open.complaints).toHaveLength(1))
      expect(open.complaints[0]).toMatch(/401|Unauthorized/)
      expect(proxy.seen.map(({ status }) => status)).toEqual(Array(requestsWithWrongKey).fill(401))
      const messageId = String(proxy.seen[0]?.events[0]?.['messageId'])
      expect(await traceStatus(messageId)).toBe(404)
    } finally {
      await proxy.close()
    }
  })
})

describe('a network that fails', () => {
  // The worst first: the event is applied, but the answer never comes back.
  const failures: readonly Failure[] = [
    { kind: 'answer_lost', status: 503 },
    { kind: 'refused', status: 429, headers: { 'retry-after': '1' } },
  ]

  it.concurrent.each(CLIENTS.filter(({ retries }) => retries))(
    '$name sends again with the same messageId, and the event is stored once',
    async ({ name }) => {
      const { proxy, open, event } = await trackThrough(name, stack.workspace.publishableKey, failures)
      try {
        await eventually(() => expect(proxy.seen.map(({ status }) => status)).toEqual([503, 429, 200]))
        const ids = new Set(proxy.seen.flatMap(({ events }) => events.map((sent) => sent['messageId'])))
        expect(ids.size).toBe(1)
        expect(open.complaints).toEqual([])
        expect(await timesStored(event)).toBe(1)
      } finally {
        await proxy.close()
      }
    },
  )

  it('@jitsu/js does not send again: it informs its caller', async () => {
    const { proxy, open, event } = await trackThrough('@jitsu/js', stack.workspace.publishableKey, [
      { kind: 'refused', status: 503 },
    ])
    try {
      expect(open.complaints[0]).toContain('503')
      expect(proxy.seen.map(({ status }) => status)).toEqual([503])
      expect(await timesStored(event)).toBe(0)
    } finally {
      await proxy.close()
    }
  })

  it('every retried event is counted once by analytics', async () => {
    await eventually(async () => {
      const counted = await stack.workspace.call('analytics', 'GET /v1/metrics/interactions.count?by=name')
      const counts = counted.body.groups.map((group: { by: { name: string }; value: number }) => [
        group.by.name,
        group.value,
      ])
      const expected = CLIENTS.filter(({ retries }) => retries).map(({ name }) => [`Bestellung von ${name}`, 1])
      expect(counts.toSorted()).toEqual(expected.toSorted())
    })
  })
})
