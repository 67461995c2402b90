import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { TestStack } from '../stack.js'
import { type Everything, leadsTo } from './everything.js'
import { nameOf, type Operation, operations, type Parameter } from './operations.js'
import { type Answer, expectFaultAt, expectProblem, send } from './requests.js'

const opaque = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Values that are certainly wrong for a parameter, so that it must be named. */
function wrongFor({ name, schema }: Parameter): readonly string[] {
  if (name === 'limit') return ['0', '-1', '1000000000', 'abc', '1.5', '', 'NaN', '0x1g']
  if (name === 'cursor')
    return ['kein-cursor', opaque([]), opaque({}), opaque([null]), opaque(['ß', 17, {}]), 'A'.repeat(5_000)]
  if (name === 'version') return ['0', '-1', 'abc', '1.5', '99999999999999999999']
  if (schema.format === 'uuid') return ['keine-uuid', '0', '%F0%9F%A6%89', 'x'.repeat(400)]
  if (schema.format === 'date-time') return ['gestern', '2026-13-45T10:00:00Z', '0001-01-01T00:00:00Z', '17']
  if (schema.enum !== undefined) return ['unbekannt', 'x'.repeat(400)]
  return []
}

/** Values that may mean something or not, but never break anything. */
const STRANGE = [
  '%ED%A0%80',
  '%F0%9F%A6%89',
  '..%2F..%2Fetc%2Fpasswd',
  "'%20or%201=1--",
  '%E0%A4%A',
  'x'.repeat(499),
  '{}',
]
// An id that is not known yet makes something.
const CHOSEN_BY_CALLERS: ReadonlySet<string> = new Set(['putAccessKey', 'putStaff'])

const NUL = ['%00', 'a%00b']

// What a query needs besides the parameter that is tried.
const NEEDED: Readonly<Record<string, string>> = {
  class: 'service',
  topic: 'umfragen',
  channel: 'email',
  address: 'a%40b.test',
}

function queryWith(operation: Operation, known: Everything, name: string, value: string): string {
  const others = operation.parameters
    .filter((other) => other.in === 'query' && other.required === true && other.name !== name)
    .map((other) => `${other.name}=${other.name === 'profileId' ? known.profileId : (NEEDED[other.name] ?? '')}`)
  return `?${[...others, `${name}=${value}`].join('&')}`
}

/** Registers tests for each operation with parameters in its path or query. */
export function refusesBadParameters(stack: () => TestStack, known: () => Everything): void {
  const keyOf = ({ who }: Operation): string => (who === 'admin' ? stack().adminToken : stack().workspace.secretKey)
  const call = (operation: Operation, path: Readonly<Record<string, string>>, query = ''): Promise<Answer> => {
    const key = keyOf(operation)
    return send(stack(), operation, {
      path,
      query,
      key,
      ...(operation.fields.length > 0 ? { body: operation.example } : {}),
    })
  }
  const withParameters = (location: Parameter['in']) =>
    operations.flatMap((operation) => {
      const parameters = operation.parameters.filter((parameter) => parameter.in === location)
      return parameters.length === 0 ? [] : [{ name: nameOf(operation), operation, parameters }]
    })

  it.each(withParameters('path'))('$name refuses ids that cannot be any, and knows no others', async (target) => {
    const { name, operation, parameters } = target
    for (const parameter of parameters) {
      const at = (value: string) => call(operation, { ...leadsTo(known(), operation), [parameter.name]: value })
      const [wrong, nul, strange] = await Promise.all([
        Promise.all(wrongFor(parameter).map(at)),
        Promise.all(NUL.map(at)),
        Promise.all(STRANGE.map(at)),
      ])
      for (const answer of wrong) expectFaultAt(answer, `/path/${parameter.name}`, `${name} ${parameter.name}`)
      for (const answer of nul) expectFaultAt(answer, '/path', `${name} ${parameter.name} with NUL`)
      for (const answer of strange) expectHarmless(answer, `${name} ${parameter.name}`)
      if (parameter.schema.format !== 'uuid' || CHOSEN_BY_CALLERS.has(operation.operationId)) continue
      const unknown = await at(randomUUID())
      expect(expectProblem(unknown, `${name} with an unknown id`).code).toMatch(/_(unknown|missing)$/)
      expect(unknown.status).toBe(404)
    }
  })

  it.each(withParameters('query'))('$name names each wrong parameter of its query', async (target) => {
    const { name, operation, parameters } = target
    const path = leadsTo(known(), operation)
    for (const parameter of parameters) {
      const at = (value: string) => call(operation, path, queryWith(operation, known(), parameter.name, value))
      const twice = call(operation, path, `?${parameter.name}=1&${parameter.name}=2`)
      const [wrong, nul, strange] = await Promise.all([
        Promise.all(wrongFor(parameter).map(at)),
        Promise.all(NUL.map(at)),
        Promise.all([...STRANGE, 'x'.repeat(3_000)].map(at)),
      ])
      for (const answer of wrong) expectFaultAt(answer, `/query/${parameter.name}`, `${name} ${parameter.name}`)
      for (const answer of nul) expectProblem(answer, `${name} ${parameter.name} with NUL`)
      for (const answer of [...strange, await twice]) expectHarmless(answer, `${name} ${parameter.name}`)
    }
  })
}

/** It may be answered, but never with a failure of ours. */
function expectHarmless(answer: Answer, what: string): void {
  if (answer.status >= 300) expectProblem(answer, what)
}
