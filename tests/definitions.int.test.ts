import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from './api/operations.js'
import { behavesLikeADefinition } from './definitions/behaves.js'
import { things } from './definitions/things.js'
import { startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack?.close())

describe.each(things)('a definition: $name in $service', (thing) => {
  behavesLikeADefinition(() => stack, thing)
})

it('is tried here, whatever kind there is', () => {
  const archived = operations.flatMap(({ operationId }) => (/^archive(.+)$/.exec(operationId) ?? []).slice(1))
  expect(things.map(({ name }) => name).toSorted()).toEqual(archived.toSorted())
})
