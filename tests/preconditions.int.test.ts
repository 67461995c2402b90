import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from './api/operations.js'
import { SERVICES, type ServiceName, startTestStack, type TestStack } from './stack.js'

let stack: TestStack
beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(() => stack?.close())

const mail = { en: { subject: 'Thank you', body: 'Thank you, {{ person.traits.firstName }}!' } }
const survey = (title: string) => ({ title, questions: [{ id: 'score', kind: 'csat', text: 'How was it?' }] })
const journey = (timeout: string) => ({
  schema: 'polyphon.journey/1',
  class: 'service',
  entry: { triggers: [{ type: 'api' }], reentry: { mode: 'always', concurrent: 1 } },
  start: 'wait',
  steps: { wait: { type: 'wait', for: timeout, next: null } },
})

/** Every thing that is put under a key, in two versions. */
const things: readonly (readonly [ServiceName, string, (key: string) => string, readonly [object, object]])[] = [
  [
    'profile',
    'a segment',
    (key) => `/v1/segments/${key}`,
    [
      { name: 'A', condition: { did: 'Order Completed' } },
      { name: 'B', condition: { did: 'Order Completed' } },
    ],
  ],
  [
    'profile',
    'a computed trait',
    (key) => `/v1/computed-traits/${key}`,
    [
      { name: 'A', compute: 'count', event: 'Order Completed' },
      { name: 'B', compute: 'count', event: 'Order Completed' },
    ],
  ],
  ['profile', 'a person', (key) => `/v1/profiles/by/user_id/${key}`, [{ traits: { a: 1 } }, { traits: { a: 2 } }]],
  ['journey', 'a journey', (key) => `/v1/journeys/${key}`, [journey('P1D'), journey('P2D')]],
  [
    'messaging',
    'a template',
    (key) => `/v1/templates/${key}`,
    [
      { channel: 'email', locales: mail },
      { channel: 'email', locales: { ...mail, de: mail.en } },
    ],
  ],
  ['feedback', 'a survey', (key) => `/v1/surveys/${key}`, [survey('A'), survey('B')]],
]

describe.each(things)('If-Match in %s, of %s', (service, _what, pathOf, [first, second]) => {
  const put = async (key: string, body: object, ifMatch?: string) =>
    putWith(key, body, ifMatch === undefined ? {} : { 'if-match': ifMatch })
  const putWith = async (key: string, body: object, headers: Record<string, string>) => {
    const {
      status,
      headers: answered,
      body: answer,
    } = await stack.workspace.call(service, `PUT ${pathOf(key)}`, {
      body,
      headers,
    })
    return { status, etag: answered.get('etag') ?? '', code: answer.code, pointer: answer.errors?.[0]?.pointer }
  }
  const refused = { status: 412, code: 'version_mismatch', pointer: '/headers/if-match', etag: '' }

  it('lets nobody overwrite what they have not seen', async () => {
    const made = await put('seen', first)
    expect(made).toMatchObject({ status: 201, etag: '"1"' })
    const changed = await put('seen', second, made.etag)
    expect(changed.status).toBe(200)
    expect(changed.etag).not.toBe(made.etag)
    expect(await put('seen', first, made.etag)).toEqual(refused)
    // Not even with what stands there anyhow: who sends it has decided on something else.
    expect(await put('seen', second, made.etag)).toEqual(refused)
    expect(await put('seen', second, changed.etag)).toMatchObject({ status: 200, etag: changed.etag })
  })

  it('takes a weak tag, a list of tags, and * for what exists', async () => {
    const { etag } = await put('tags', first)
    expect((await put('tags', first, `W/${etag}`)).status).toBe(200)
    expect((await put('tags', first, `"999", ${etag}`)).status).toBe(200)
    expect((await put('tags', first, '*')).status).toBe(200)
    expect(await put('tags', first, '"999", "of-somebody-else"')).toEqual(refused)
    expect(await put('tags', first, '1')).toMatchObject({ status: 412, code: 'etag_mismatch' })
  })

  it('makes nothing that does not exist', async () => {
    expect(await put('new', first, '*')).toEqual(refused)
    expect(await put('new', first, '"1"')).toEqual(refused)
    expect((await put('new', first)).status).toBe(201)
  })

  it('is not read again while nothing has changed', async () => {
    const { body: made } = await stack.workspace.call(service, `PUT ${pathOf('read')}`, { body: first })
    // A person is read by the id that they got.
    const path = made.key === undefined ? `/v1/profiles/${made.id}` : pathOf('read')
    const read = async (ifNoneMatch?: string) => {
      const { status, headers } = await stack.workspace.call(service, `GET ${path}`, {
        headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
      })
      return { status, etag: headers.get('etag') ?? '' }
    }
    const { etag } = await read()
    expect(await read(etag)).toMatchObject({ status: 304, etag })
    expect((await put('read', second, etag)).status).toBe(200)
    expect((await read(etag)).status).toBe(200)
    expect(await put('read', first, etag)).toEqual(refused)
  })

  it('makes what nobody else has made meanwhile, and overwrites nothing', async () => {
    const made = await putWith('once', first, { 'if-none-match': '*' })
    expect(made).toMatchObject({ status: 201, etag: '"1"' })
    const taken = { status: 412, code: 'version_mismatch', pointer: '/headers/if-none-match', etag: '' }
    expect(await putWith('once', second, { 'if-none-match': '*' })).toEqual(taken)
    expect(await put('once', first)).toMatchObject({ status: 200, etag: made.etag })
    const unclear = { status: 400, code: 'if_none_match_unsupported', pointer: '/headers/if-none-match', etag: '' }
    expect(await putWith('once', second, { 'if-none-match': made.etag })).toEqual(unclear)
    expect(await putWith('once', second, { 'if-none-match': '*', 'if-match': made.etag })).toEqual(unclear)
  })
})

interface Put {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string }[]
}

it.each(SERVICES)('every PUT in %s of what has a version takes If-Match', (service) => {
  // What somebody allows has no version: the newest entry counts. A key and a restriction have none either: the same call
  // again changes nothing.
  const versionless = [
    'putPermission',
    'putConsent',
    'putSuppression',
    'putAccessKey',
    'putRestriction',
    'putMembership',
    'putSegmentMember',
  ]
  const { paths }: { readonly paths: Readonly<Record<string, { readonly put?: Put }>> } = JSON.parse(
    JSON.stringify(documents.get(service)),
  )
  const puts = Object.values(paths).flatMap(({ put }) => put ?? [])
  const without = puts.filter(({ parameters = [] }) => !parameters.some(({ name }) => name === 'If-Match'))
  expect(without.map(({ operationId }) => operationId).filter((id) => !versionless.includes(id))).toEqual([])
})
