import { caller } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Operation, operations } from './api/operations.js'
import { behavesLikeAList } from './lists/behaves.js'
import { lists } from './lists/things.js'
import { startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack?.close())

/** A path that fits the operation; whatever stands behind it is not asked for. */
const pathOf = ({ path }: Operation): string => path.replaceAll(/\{\w+\}/g, 'x')

const ask = async (operation: Operation, key: string) => {
  const { method, service } = operation
  const { body, status } = await caller(
    stack.url(service),
    key,
  )(`${method.toUpperCase()} ${pathOf(operation)}?no_such_thing=1`)
  return { status, codes: (body?.errors ?? []).map(({ code }: { readonly code: string }) => code), body }
}

const named = { status: 400, code: 'input_invalid', pointer: '/query/no_such_thing' }

describe.each(operations.filter(({ who }) => who !== 'anyone'))('$operationId of $service', (operation) => {
  it('names a query parameter that it does not have', async () => {
    const { body } = await ask(operation, operation.who === 'admin' ? stack.adminToken : stack.workspace.secretKey)
    expect({ status: body.status, code: body.code, pointer: body.errors[0]?.pointer }).toEqual(named)
  })
})

describe.each(operations.filter(({ who }) => who === 'anyone'))('$operationId of $service', (operation) => {
  it('ignores a query parameter that was added on the way', async () => {
    const { codes } = await ask(operation, stack.workspace.secretKey)
    expect(codes).not.toContain('parameter_unknown')
  })
})

it('ignores it where a page of the firm calls, whose address others may have changed', async () => {
  const call = caller(stack.url('feedback'), stack.workspace.publishableKey)
  const { body } = await call('POST /v1/answers?utm_source=mail', { body: {} })
  expect(body).toMatchObject({ status: 400, code: 'input_invalid' })
  expect(body.errors.map(({ pointer }: { readonly pointer: string }) => pointer)).not.toContain('/query/utm_source')
})

it('names all of them, with what else is wrong', async () => {
  const { body } = await stack.workspace.call('feedback', 'GET /v1/answers?Survey=a&li/mit=3&limit=0')
  expect(body.errors.map(({ pointer }: { readonly pointer: string }) => pointer)).toEqual([
    '/query/Survey',
    '/query/li~1mit',
    '/query/limit',
  ])
})

describe.each(lists)('a list: $operationId of $service', (listed) => {
  behavesLikeAList(() => stack, listed)
})

it('is tried here, whatever is listed', () => {
  const paged = operations
    .filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))
    .map(({ operationId }) => operationId)
  // Of every service alike, so the kit's own tests have them; versions and all definitions are tried with the kinds of these,
  // and what only the operator lists by profile. A verification answers no items.
  const others =
    /^(verifyAudit|list(DeadLetters|Definitions|Jobs|ImportRows|Webhooks|Deliveries|Workspaces|Usage|\w+Versions))$/
  const tried = new Set(lists.map(({ operationId }) => operationId))
  expect(tried).toEqual(new Set(paged.filter((name) => !others.test(name))))
})
