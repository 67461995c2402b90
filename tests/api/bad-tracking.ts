import { createHmac, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { TestStack } from '../stack.js'
import { nameOf, type Operation, operations } from './operations.js'
import { type Answer, expectFaultAt, expectProblem, send } from './requests.js'

const collecting = operations
  .filter(({ operationId }) => operationId.startsWith('collect'))
  .map((operation) => ({ name: nameOf(operation), operation }))
const callback = operations.find(({ operationId }) => operationId === 'recordProviderCallback')

const WRONG_VALUES: readonly unknown[] = [17, 'falsch', '', true, null, [17], { falsch: [17] }]

/** Registers tests for the two doors that take more than they describe: the tracking API and a provider's callback. */
export function survivesBadTracking(stack: () => TestStack): void {
  const collect = (operation: Operation, attempt: object): Promise<Answer> =>
    send(stack(), operation, { key: stack().workspace.publishableKey, ...attempt })

  it.each(collecting)('$name refuses what is no JSON object', async ({ operation }) => {
    const raws = ['{"a":', '', '[]', '"text"', '17', 'null', 'größe=38', '{"userId":"a"}{"userId":"b"}']
    for (const raw of raws)
      expectFaultAt(await collect(operation, { raw }), '/body', `${nameOf(operation)} with ${raw}`)
    const gzip = { 'content-encoding': 'gzip' }
    const broken = Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3])
    expectFaultAt(await collect(operation, { raw: broken, headers: gzip }), '/body', 'broken gzip')
  })

  it.each(collecting)('$name refuses what is too large, also once it is inflated', async ({ operation }) => {
    const large = JSON.stringify({ ...(operation.example as object), more: 'ß'.repeat(1024 * 1024) }) // Ours are objects.
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)))
    for (const raw of [large, bomb]) {
      const answer = await collect(operation, { raw })
      expect(answer.status).toBe(413)
      expectProblem(answer, nameOf(operation))
    }
  })

  it.each(collecting)('$name takes or refuses strange fields, and never breaks', async ({ operation }) => {
    const example = operation.example as Readonly<Record<string, unknown>> // As above.
    const bodies = [...operation.fields, 'type', 'größe', 'channel'].flatMap((field) =>
      WRONG_VALUES.map((value) => ({ ...example, [field]: value })),
    )
    for (const answer of await Promise.all(bodies.map((body) => collect(operation, { body })))) expectHarmless(answer)
  })

  it.each(collecting)('$name takes the names that every object has for names', async ({ operation }) => {
    const example = operation.example as Readonly<Record<string, unknown>> // As above.
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      const context = { externalIds: [{ type: name, id: name, collection: 'users' }], locale: name, timezone: name }
      const event = { type: 'track', event: name, userId: `of-${name}`, channel: name, context }
      const body = operation.operationId === 'collectBatch' ? { batch: [event] } : { ...example, ...event }
      expectHarmless(await collect(operation, { body }))
    }
  })

  it.each(collecting.filter(({ operation }) => operation.operationId !== 'collectBatch'))(
    '$name names what cannot be stored',
    async ({ operation }) => {
      const example = operation.example as Readonly<Record<string, unknown>> // As above.
      const nested = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`)
      for (const [pointer, body] of [
        ['/body', { ...example, context: nested }],
        ['/body/messageId', { ...example, messageId: 'x'.repeat(101) }],
      ] as const)
        expectFaultAt(await collect(operation, { body }), pointer, `${nameOf(operation)} ${pointer}`)
    },
  )

  it.each(collecting.filter(({ operation }) => operation.operationId !== 'collectBatch'))(
    '$name takes an event without the field that nobody can keep, and says so in its trace',
    async ({ operation }) => {
      const example = { ...(operation.example as Readonly<Record<string, unknown>>), anonymousId: 'gerät-7' } // As above.
      for (const [pointer, wrong] of [
        ['/userId', { userId: 'vor\u0000nach' }],
        ['/context/seite', { context: { seite: 'halbes \ud83d' } }],
        ['/timestamp', { timestamp: 'gestern' }],
      ] as const) {
        const messageId = randomUUID()
        const answer = await collect(operation, { body: { ...example, ...wrong, messageId } })
        expect(answer.status, `${pointer}: ${answer.text}`).toBe(200)
        const trace = await stack().workspace.call('profile', `GET /v1/events/${messageId}/trace`)
        expect(trace.body).toMatchObject({ accepted: true })
        expect(trace.body.warnings).toContainEqual(expect.objectContaining({ pointer }))
      }
    },
  )

  it('keeps the good events of a batch that holds bad ones, and says which were refused', async () => {
    const id = (name: string): string => `${name}-${randomUUID()}`
    const good = (messageId: string) => ({ type: 'track', userId: 'kunde-ß', event: 'Größe gewählt', messageId })
    const [first, middle, last] = [id('erste'), id('mittlere'), id('letzte')]
    const bad: readonly unknown[] = [
      17,
      null,
      { type: 'unbekannt', userId: 'a', messageId: id('schlecht') },
      { ...good(id('schlecht')), event: '' },
      { ...good(id('schlecht')), userId: { falsch: 1 } },
      { ...good(id('schlecht')), properties: { text: 'ß'.repeat(20_000) } },
    ]
    const batch = [good(first), ...bad.slice(0, 3), good(middle), ...bad.slice(3), good(last)]
    const answer = await stack().workspace.call('profile', 'POST /v1/batch', { body: { batch } })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.success).toBe(true)
    const refused = answer.body.rejected.toSorted((a: { index: number }, b: { index: number }) => a.index - b.index)
    expect(refused.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3, 5, 6, 7])
    for (const rejection of refused) expect(rejection.code).toMatch(/^[a-z_]+$/)
    const accepted = async (messageId: string) =>
      (await stack().workspace.call('profile', `GET /v1/events/${messageId}/trace`)).body.accepted
    for (const messageId of [first, middle, last]) expect(await accepted(messageId)).toBe(true)
    for (const event of bad.slice(2)) {
      const { messageId } = event as { messageId: string } // Those that are objects have one.
      expect(await accepted(messageId)).toBe(false)
    }
  })

  it('a callback that is not signed is refused, and one that is signed is kept whatever it holds', async () => {
    if (callback === undefined) throw new Error('There is no callback operation.')
    const path = { provider: 'generic' }
    const unsigned = await send(stack(), callback, { key: null, path, body: callback.example })
    expect(unsigned.status).toBe(401)
    expect(expectProblem(unsigned, 'unsigned').code).toBe('signature_invalid')
    const wrong = [
      '{"a":',
      '',
      '[]',
      '17',
      '{"events":17}',
      '{"events":[17,null,{"id":1}]}',
      '{"events":["a\\u0000b"]}',
    ]
    for (const raw of [...wrong, JSON.stringify(callback.example)]) {
      const answer = await send(stack(), callback, { key: null, path, raw, headers: signed(stack(), raw) })
      expect(answer.status, `${raw}: ${answer.text}`).toBe(200)
    }
    const raw = JSON.stringify(callback.example)
    const altered = await send(stack(), callback, { key: null, path, raw: `${raw} `, headers: signed(stack(), raw) })
    expect(altered.status).toBe(401)
  })
}

/** Taken, or refused with a problem. */
function expectHarmless(answer: Answer): void {
  if (answer.status !== 200) expectProblem(answer, 'strange fields')
}

/** The headers of Standard Webhooks. */
function signed({ callbackSecret }: TestStack, payload: string): Readonly<Record<string, string>> {
  const [id, timestamp] = [`cb-${randomUUID()}`, String(Math.floor(Date.now() / 1000))]
  const key = Buffer.from(callbackSecret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
