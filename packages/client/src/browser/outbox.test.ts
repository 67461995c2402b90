import { afterEach, describe, expect, it } from 'vitest'
import { openOutbox } from './outbox.js'
import { careful } from './page.js'

const { setTimeout } = globalThis
afterEach(() => {
  globalThis.setTimeout = setTimeout
})

describe('what nobody took', () => {
  it.each([
    ['more than a timer can hold', '9999999999', 3_600_000],
    ['no end', '9'.repeat(400), 3_600_000],
    ['a date in years', 'Fri, 01 Jan 2100 00:00:00 GMT', 3_600_000],
    ['seconds', '90', 90_000],
    ['nothing readable', 'soon', 1_000],
  ])('waits where the answer names %s', async (_, header, ms) => {
    const waits: unknown[] = []
    Reflect.set(globalThis, 'setTimeout', (_work: unknown, wait: unknown) => void waits.push(wait))
    let requests = 0
    const outbox = openOutbox({
      url: 'https://cx.example/profile',
      key: 'pk_test',
      store: careful(undefined),
      onRefused: () => undefined,
      send: async () => {
        requests += 1
        return Response.json({}, { status: 503, headers: { 'retry-after': header } })
      },
    })
    outbox.add({ type: 'track', event: 'A' })
    await outbox.flush()
    expect([requests, waits.at(-1)]).toEqual([1, ms])
  })
})
