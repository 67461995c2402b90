import { caller } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, leadsTo, makeEverything } from './api/everything.js'
import { nameOf, type Operation, operations } from './api/operations.js'
import { pathOf, send } from './api/requests.js'
import { mailsTo } from './mail.js'
import { SERVICES, startTestStack, type TestStack } from './stack.js'

// One origin for all five services, each under its name, as a gateway shows them.
const ORIGIN = 'https://cx.example'

let stack: TestStack
let everything: Everything
beforeAll(async () => {
  stack = await startTestStack({ POLYPHON_ORIGIN: `${ORIGIN}/` })
  everything = await makeEverything(stack, stack.workspace, 'einursprung')
})
afterAll(() => stack?.close())

const keyFor = ({ who }: Operation): string => (who === 'admin' ? stack.adminToken : stack.workspace.secretKey)

/** Whatever in an answer leads to a path of a service. */
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/["'(](\/(?:[a-z]+\/)?(?:v1|docs|openapi\.json|readyz|metrics)\b[^"')]*)["')]/g)].map(
    ([, path = '']) => path,
  )

describe.each(operations.map((operation) => ({ name: nameOf(operation), operation })))('$name', ({ operation }) => {
  it('is served under the base path, where all that it names stands too', async () => {
    const path = leadsTo(everything, operation)
    const { example: body } = operation
    const answer = await send(stack, operation, { key: keyFor(operation), path, ...(body ? { body } : {}) })
    expect(answer.text).not.toContain('route_unknown')
    for (const named of pathsIn(answer.text)) expect(named).toMatch(new RegExp(`^/${operation.service}/`))
    const refused = await send(stack, operation, { key: 'sk_live_00000000000000000000000000000000', path })
    const { type = `/${operation.service}/docs/errors/none` } = refused.contentType.includes('json')
      ? JSON.parse(refused.text)
      : {}
    expect(type).toMatch(new RegExp(`^/${operation.service}/docs/errors/`))
  })

  it('is served nowhere else', async () => {
    const { origin } = new URL(stack.url(operation.service))
    const answer = await fetch(`${origin}${pathOf(operation, leadsTo(everything, operation))}`, {
      method: operation.method,
      headers: { authorization: `Bearer ${keyFor(operation)}` },
    })
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'route_unknown' }])
  })
})

describe.each(SERVICES)('what %s says of itself', (service) => {
  it('names its base path: the first page, the document, the pages of codes', async () => {
    const call = caller(stack.url(service), null)
    const texts = await Promise.all(
      ['/', '/openapi.json', '/docs/errors', '/docs/errors/credential_missing'].map(async (path) => {
        const answers = await Promise.all(
          ['application/json', 'text/html'].map((accept) => call(`GET ${path}`, { headers: { accept } })),
        )
        return answers.map(({ status, text }) => (status === 200 ? text : '')).join('\n')
      }),
    )
    const [, document = ''] = texts
    // A path of the document is relative to its server, as every path in one is.
    const links = [...document.matchAll(/\]\((\/[^)]*)\)/g)].map(([, path = '']) => path)
    const named = [...pathsIn(`${texts[0]}${texts[2]}${texts[3]}`), ...links]
    expect(named.length).toBeGreaterThan(20)
    for (const path of named) expect(path).toMatch(new RegExp(`^/${service}/`))
    expect(document).toContain(`"url": "/${service}"`)
  })
})

it('stands in the links of mails and invitations', async () => {
  const [mail] = mailsTo(stack.mailFolder, everything.address)
  expect(mail?.unsubscribeUrl).toMatch(/^https:\/\/cx\.example\/messaging\/v1\/unsubscribe\/[\w-]+$/)
  const { paths } = everything
  const { profileId } = everything
  const invited = await stack.workspace.call('feedback', `POST /v1/surveys/${paths.feedback['key']}/invitations`, {
    body: { profileId },
  })
  expect(invited.body.url).toMatch(/^https:\/\/cx\.example\/feedback\/v1\/invitations\/[\w-]+$/)
})
