import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from './api/operations.js'
import { Copy } from './lists/lines.js'
import { type ServiceName, startTestStack, type TestStack } from './stack.js'

// An incremental export is a copy that is always right: whatever is written while it is read, wherever it breaks off.

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
  await call('feedback', 'PUT /v1/surveys/export', {
    title: { de: 'T' },
    questions: [{ id: 'score', kind: 'csat', text: { de: 'F' } }],
  })
  await call('messaging', 'PUT /v1/templates/export', {
    channel: 'email',
    locales: { de: { subject: 'S', body: 'B' } },
  })
})
afterAll(() => stack?.close())

async function call(service: ServiceName, operation: string, body?: object) {
  const headers = { 'idempotency-key': randomUUID() }
  const answer = await stack.workspace.call(service, operation, { headers, ...(body === undefined ? {} : { body }) })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

const identify = (names: readonly string[], traits: object = {}) =>
  call('profile', 'POST /v1/batch', { batch: names.map((userId) => ({ type: 'identify', userId, traits })) })
const idOf = async (userId: string): Promise<string> =>
  (await call('profile', `GET /v1/profiles?identifier=user_id:${userId}`)).items[0].id
const answerOf = (userId: string, score: number) =>
  call('feedback', 'POST /v1/answers', {
    survey: 'export',
    identifier: { type: 'user_id', value: userId },
    answers: { score },
    complete: true,
  })
const planFor = (profileId: string) =>
  call('messaging', 'POST /v1/messages', {
    profileId,
    template: { key: 'export' },
    class: 'service',
    topic: 'orders',
    sendAt: '2199-01-01T00:00:00Z',
  })

/** What the pages of a list say. */
async function pagesOf(service: ServiceName, path: string) {
  const items: { readonly id: string }[] = []
  for (let cursor = ''; ; ) {
    const page = await call(service, `GET ${path}?limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`)
    items.push(...page.items)
    if (page.nextCursor === null) return new Map(items.map((item) => [item.id, item]))
    cursor = page.nextCursor
  }
}

/** Reads on until the copy is what the pages say: lines are about a second behind. */
const expectSame = (copy: Copy, service: ServiceName, path: string) =>
  eventually(async () => {
    expect(await copy.read()).toBe(true)
    expect(Object.fromEntries(copy.items)).toEqual(Object.fromEntries(await pagesOf(service, path)))
  })

const names = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`)

interface Exported {
  readonly operationId: string
  readonly service: ServiceName
  readonly path: string
  /** Writes that many items, as many as can be in one moment. */
  make(count: number, prefix: string): Promise<void>
  /** Changes the first of what `make` has written. */
  change(prefix: string): Promise<void>
}

const lists: readonly Exported[] = [
  {
    operationId: 'findProfiles',
    service: 'profile',
    path: '/v1/profiles',
    make: async (count, prefix) => void (await identify(names(count, prefix))),
    change: async (prefix) => void (await identify([`${prefix}-0`], { changed: randomUUID() })),
  },
  {
    operationId: 'listMessages',
    service: 'messaging',
    path: '/v1/messages',
    make: async (count, prefix) => {
      await identify([prefix])
      const profileId = await idOf(prefix)
      for (let rest = count; rest > 0; rest -= 10)
        await Promise.all(Array.from({ length: Math.min(rest, 10) }, () => planFor(profileId)))
    },
    change: async (prefix) => {
      const { items } = await call(
        'messaging',
        `GET /v1/messages?profileId=${await idOf(prefix)}&delivery=planned&limit=1`,
      )
      const [{ id }] =
        items.length > 0
          ? items
          : (await call('messaging', `GET /v1/messages?profileId=${await idOf(prefix)}&limit=1`)).items
      await call('messaging', `POST /v1/messages/${id}/cancel`)
    },
  },
  {
    operationId: 'listAnswers',
    service: 'feedback',
    path: '/v1/answers',
    make: async (count, prefix) => {
      for (let rest = count; rest > 0; rest -= 10)
        await Promise.all(names(Math.min(rest, 10), `${prefix}-${rest}`).map((name) => answerOf(name, 4)))
    },
    change: async (prefix) => void (await answerOf(`${prefix}-again`, 5)),
  },
]

describe.each(lists)('the lines of $operationId', ({ service, path, make, change }) => {
  it('are whole wherever they break off, also among what was written in one moment', async () => {
    await make(250, `viel-${service}`)
    await expectSame(new Copy(stack, service, path), service, path)
    const copy = new Copy(stack, service, path)
    let broken = 0
    while (!(await copy.read({ parts: 1 }))) broken += 1
    // A part has 200 items at most, so it broke in the middle.
    expect(broken).toBeGreaterThanOrEqual(1)
    expect(new Set(copy.seen).size).toBe(copy.seen.length)
    await expectSame(copy, service, path)
  })

  it('say what is changed while they are read, before and behind where the reader is', async () => {
    const copy = new Copy(stack, service, path)
    await copy.read({
      meanwhile: async () => {
        await change(`viel-${service}`)
        await make(3, `neu-${service}`)
      },
    })
    await expectSame(copy, service, path)
  })

  it('are right for a reader that comes and goes while others write', async () => {
    const copy = new Copy(stack, service, path)
    const writing = (async () => {
      for (const round of [1, 2, 3, 4, 5]) {
        await Promise.all([make(20, `lauf-${service}-${round}`), change(`viel-${service}`)])
      }
    })()
    let isOver = false
    void writing.finally(() => (isOver = true))
    while (!isOver) await copy.read({ parts: 1 })
    await writing
    await expectSame(copy, service, path)
  })
})

it('tells of people who were merged, and hands over what is theirs', async () => {
  await identify(['bleibt', 'geht'])
  const [survivorId, absorbedId] = [await idOf('bleibt'), await idOf('geht')]
  await Promise.all([
    call('feedback', 'POST /v1/answers', { survey: 'export', profileId: absorbedId, answers: { score: 3 } }),
    planFor(absorbedId),
  ])
  const copies = lists.map(({ service, path }) => [new Copy(stack, service, path), service, path] as const)
  for (const [copy, service, path] of copies) await expectSame(copy, service, path)
  const theirs = copies.map(
    ([{ items }]) => [...items.values()].filter((item) => item['profileId'] === absorbedId).length,
  )
  expect(theirs).toEqual([0, 1, 1])
  await call('profile', `POST /v1/profiles/${survivorId}/merge`, { absorbedId, reason: 'Dieselbe' })
  for (const [copy, service, path] of copies) {
    await eventually(async () => {
      await copy.read()
      expect(
        [...copy.items.values()].filter(({ id, profileId }) => id === absorbedId || profileId === absorbedId),
      ).toEqual([])
    })
    await expectSame(copy, service, path)
  }
  expect(copies[0]?.[0].seen).toContain(absorbedId)
})

it('has every list of facts that there is', () => {
  const described = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'updatedSince'))
  expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(
    lists.map(({ operationId }) => operationId).toSorted(),
  )
  // With the issues to come: conversations of messaging and cases of feedback.
  const facts = operations.filter(({ operationId }) => /^list(Messages|Answers|Conversations|Cases)$/.test(operationId))
  expect(facts.filter((operation) => !described.includes(operation))).toEqual([])
})
