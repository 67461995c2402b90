import { SCOPES } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { SERVICES, type TestStack } from '../stack.js'
import { nameOf, type Operation, operations } from './operations.js'
import { expectProblem, send } from './requests.js'

/** Registers tests for each operation that needs a credential: every other one is refused, whatever else is sent. */
export function refusesBadCredentials(stack: () => TestStack): void {
  const protectedOnes = operations
    .filter(({ who }) => who !== 'anyone')
    // Each from an address of its own: too many unknown keys from one of them are a refusal of another kind.
    .map((operation, i) => ({ name: nameOf(operation), operation, address: `2001:db8:0:${i.toString(16)}::1` }))
  const refusal = async (operation: Operation, key: string | null, headers: Readonly<Record<string, string>> = {}) => {
    // The body is wrong too: who may not call learns nothing about what the operation takes.
    const answer = await send(stack(), operation, { key, headers, ...(operation.method === 'GET' ? {} : { raw: '{' }) })
    return { status: answer.status, code: expectProblem(answer, nameOf(operation)).code }
  }
  const altered = (key: string): string => `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`

  it.each(protectedOnes)('$name needs a credential that is known', async ({ operation, address }) => {
    const from = { 'x-forwarded-for': address }
    expect(await refusal(operation, null, from)).toEqual({ status: 401, code: 'credential_missing' })
    const wrong = [altered(stack().workspace.secretKey), altered(stack().adminToken), 'sk_live_', 'ß'.normalize('NFD')]
    for (const key of wrong.filter((text) => /^[ -~]+$/.test(text)))
      expect(await refusal(operation, key, from)).toEqual({ status: 401, code: 'credential_unknown' })
    for (const authorization of ['Bearer', 'Basic', 'Basic ???', 'Digest abc', 'Bearer  ', 'sk_live_x'])
      expect((await refusal(operation, null, { ...from, authorization })).status, authorization).toBe(401)
  })

  it.each(protectedOnes.filter(({ operation }) => operation.publishable !== 'alone'))(
    '$name is closed to a publishable key alone',
    async ({ operation }) => {
      const { status, code } = await refusal(operation, stack().workspace.publishableKey)
      expect(status).toBe(403)
      expect(code).toBe(expectedOf(operation))
    },
  )

  it.each(protectedOnes)('$name is open to the operator only where it says so', async ({ operation }) => {
    if (operation.who === 'admin')
      expect(await refusal(operation, stack().workspace.secretKey)).toEqual({ status: 403, code: 'admin_required' })
    else if (!operation.adminToo)
      expect(await refusal(operation, stack().adminToken)).toEqual({ status: 403, code: 'key_required' })
    else expect((await send(stack(), operation, { key: stack().adminToken })).status).not.toBe(403)
  })

  describe('a key with one scope less', () => {
    const scoped = protectedOnes.filter(({ operation }) => operation.who === 'key')
    it('has a scope to lack for every operation', () => {
      expect(scoped.filter(({ operation }) => operation.scope === null)).toEqual([])
    })
    it.each([...new Set(scoped.map(({ operation }) => operation.scope ?? ''))].toSorted())(
      'opens nothing that needs %s, and everything else',
      async (scope) => {
        const scopes = SCOPES.filter((other) => other !== scope)
        const made = await stack().workspace.call('profile', 'POST /v1/keys', { body: { kind: 'secret', scopes } })
        expect(made.status, made.text).toBe(201)
        const code = async (operation: Operation): Promise<string> => {
          const raw = operation.method === 'GET' ? {} : { raw: '{' }
          const { status, text } = await send(stack(), operation, { key: made.body.secret, ...raw })
          // A new key is known everywhere within seconds, without a call.
          if (status === 401) return 'not yet known'
          return text.includes('"scope_missing"') ? 'scope_missing' : 'admitted'
        }
        for (const { name, operation } of scoped)
          await expect
            .poll(() => code(operation), { message: name })
            .toBe(operation.scope === scope ? 'scope_missing' : 'admitted')
      },
    )
  })

  it.each(SERVICES)('%s answers a problem for what it does not offer', async (service) => {
    const { secretKey } = stack().workspace
    for (const [method, path] of [
      ['GET', '/v1/unbekannt'],
      ['PATCH', '/v1/dead-letters'],
      ['DELETE', '/v1/unbekannt/gr%C3%B6%C3%9Fe'],
      ['GET', '/v1/%E0%A4%A'],
      ['GET', `/v1/${'x'.repeat(5_000)}`],
      ['PUT', '/openapi.json'],
    ] as const) {
      const answer = await fetch(`${stack().url(service)}${path}`, {
        method,
        headers: { authorization: `Bearer ${secretKey}` },
      })
      const contentType = answer.headers.get('content-type') ?? ''
      expectProblem({ status: answer.status, contentType, text: await answer.text() }, `${method} ${path}`)
    }
  })

  it.each(protectedOnes.filter(({ operation }) => operation.fields.length > 0))(
    '$name takes JSON only',
    async ({ operation }) => {
      const key = operation.who === 'admin' ? stack().adminToken : stack().workspace.secretKey
      for (const contentType of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
        const raw = JSON.stringify(operation.example)
        const answer = await send(stack(), operation, { key, raw, headers: { 'content-type': contentType } })
        expect(expectProblem(answer, contentType).code).toBe('media_type_unsupported')
        expect(answer.status).toBe(415)
      }
    },
  )
}

function expectedOf({ who, publishable }: Operation): string {
  if (who === 'admin') return 'admin_required'
  return publishable === 'with_person' ? 'person_token_required' : 'secret_key_required'
}
