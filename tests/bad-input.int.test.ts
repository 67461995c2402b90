import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusesBadBodies } from './api/bad-bodies.js'
import { refusesBadCredentials } from './api/bad-credentials.js'
import { refusesBadParameters } from './api/bad-parameters.js'
import { survivesBadTracking } from './api/bad-tracking.js'
import { type Everything, makeEverything } from './api/everything.js'
import { takesExamples } from './api/examples.js'
import { documents } from './api/operations.js'
import { SERVICES, startTestStack, type TestStack } from './stack.js'

let stack: TestStack
let known: Everything

beforeAll(async () => {
  stack = await startTestStack({ TRUST_PROXY: 'true' })
  known = await makeEverything(stack, stack.workspace, 'zaunkoenig')
})

afterAll(async () => {
  await stack?.close()
})

it.each(SERVICES)('%s answers the document that is tried here and stands in openapi/', async (service) => {
  const answer = await fetch(`${stack.url(service)}/openapi.json`)
  const text = await answer.text()
  expect(text).toBe(readFileSync(new URL(`../openapi/${service}.json`, import.meta.url), 'utf8'))
  expect(JSON.parse(text)).toEqual(documents.get(service))
})

describe('bad bodies', () =>
  refusesBadBodies(
    () => stack,
    () => known,
  ))
describe('bad paths and queries', () =>
  refusesBadParameters(
    () => stack,
    () => known,
  ))
describe('bad credentials', () => refusesBadCredentials(() => stack))
describe('bad input at the doors that take a lot', () => survivesBadTracking(() => stack))
describe('the examples of the documents', () => takesExamples(() => stack))
