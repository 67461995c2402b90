import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestStack, type TestStack } from './stack.js'

const data = process.env['POLYPHON_DATA'] ?? ''
const folder = join(data, 'contracts')

type Json = Readonly<Record<string, unknown>>

interface CapturedServer {
  readonly m: string
  readonly u: string
  readonly h: Readonly<Record<string, string>>
  readonly body: Json & { readonly batch: readonly Json[] }
}

interface CapturedBrowser {
  readonly m: string
  readonly u: string
  readonly ct?: string
  readonly auth?: string
  readonly sample: string
}

interface SpecPayload {
  readonly file: string
  readonly index: number
  readonly payload: Json
}

const text = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8')
const readServer = (): readonly CapturedServer[] =>
  text('sdk', 'captured_segment_node.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const readBrowser = (): readonly CapturedBrowser[] => JSON.parse(text('sdk', 'captured_segment_browser.json'))
const readSpec = (): readonly SpecPayload[] => JSON.parse(text('segment', 'spec_payloads.json')).payloads

if (data === '' || !existsSync(folder)) {
  describe('captured requests', () => {
    it.skip('SKIPPED: set POLYPHON_DATA to the folder that holds contracts/sdk and contracts/segment', () => undefined)
  })
} else {
  describe('captured requests', captured)
}

function captured(): void {
  let stack: TestStack

  beforeAll(async () => {
    stack = await startTestStack()
  })
  afterAll(() => stack?.close())

  const basic = (): string => `Basic ${Buffer.from(`${stack.workspace.publishableKey}:`).toString('base64')}`
  const post = async (path: string, body: string, headers: Readonly<Record<string, string>>) => {
    const answer = await fetch(`${stack.url('profile')}${path}`, { method: 'POST', body, headers })
    return { status: answer.status, body: await answer.text() }
  }
  const traceOf = async (messageId: unknown) =>
    (await stack.workspace.call('profile', `GET /v1/events/${encodeURIComponent(String(messageId))}/trace`)).body

  /** The captured key belongs to the one who captured it; ours replaces it, where it was. */
  const withOurKey = (headers: Readonly<Record<string, string>>): Record<string, string> => {
    const { host: _host, connection: _connection, 'content-length': _length, ...kept } = headers
    return { ...kept, authorization: basic() }
  }

  it.each(readServer())('a batch of the server client ($body.batch.0.type …) is accepted as it is', async (sample) => {
    const answer = await post(sample.u, JSON.stringify(sample.body), withOurKey(sample.h))
    expect(answer).toEqual({ status: 200, body: '{"success":true}' })
    for (const { messageId } of sample.body.batch) expect(await traceOf(messageId)).toMatchObject({ accepted: true })
  })

  const browser = readBrowser().filter(({ m }) => m === 'POST')

  it.each(browser)('a call of the browser client to $u as $ct is accepted as it is', async ({ u, ct = '', sample }) => {
    // The recorder kept 900 characters: one sample lacks its closing brace.
    const body = sample.endsWith('}') ? sample : `${sample}}`
    const answer = await post(u, body, { 'content-type': ct, authorization: basic() })
    expect(answer).toEqual({ status: 200, body: '{"success":true}' })
    expect(await traceOf(JSON.parse(body).messageId)).toMatchObject({ accepted: true })
  })

  it('the browser client finds its settings under the key of its page', async () => {
    const [settings] = readBrowser().filter(({ m }) => m === 'GET')
    const path = settings?.u.replace('WKWEB', stack.workspace.publishableKey) ?? ''
    const answer = await fetch(`${stack.url('profile')}${path}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400, stale-while-revalidate=604800')
    expect(await answer.json()).toMatchObject({ integrations: { 'Segment.io': {} } })
  })

  const isWhole = ({ payload }: SpecPayload): boolean => 'userId' in payload || 'anonymousId' in payload
  const routeOf = ({ payload }: SpecPayload): string =>
    `/v1/${[payload['type'], payload['action'], 'track'].find((part) => typeof part === 'string')}`

  it.each(readSpec().filter(isWhole))('the example $index of $file is accepted', async (example) => {
    // The examples share an id, and are different events.
    const payload = { ...example.payload, messageId: randomUUID() }
    const answer = await post(routeOf(example), JSON.stringify(payload), { authorization: basic() })
    expect(answer).toEqual({ status: 200, body: '{"success":true}' })
  })

  // Fragments of the documentation that leave out who did it: a client always says it.
  it.each(readSpec().filter((example) => !isWhole(example)))(
    'the fragment $index of $file is accepted once it says who',
    async (example) => {
      const headers = { authorization: basic() }
      const { user_id: _snakeCase, ...payload } = example.payload
      const whole = await post(
        routeOf(example),
        JSON.stringify({ ...payload, messageId: randomUUID(), anonymousId: 'besucher-ß' }),
        headers,
      )
      expect(whole).toEqual({ status: 200, body: '{"success":true}' })
      // A group, or an address among the traits of its context, is enough to know who did it.
      if ('groupId' in payload || 'context' in payload) return
      const bare = await post(routeOf(example), JSON.stringify(example.payload), headers)
      expect(bare.status).toBe(400)
      expect(JSON.parse(bare.body).errors[0]).toMatchObject({ pointer: '/body/userId', code: 'identity_required' })
    },
  )
}
