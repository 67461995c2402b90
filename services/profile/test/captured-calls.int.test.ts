import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { interactionRecorded } from '@polyphon/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KINDS } from '../src/people/domain/timed-event.js'
import { type Profile, startProfile } from './harness.js'

const folder = join(process.env['POLYPHON_DATA'] ?? '', 'contracts')
const isThere = process.env['POLYPHON_DATA'] !== undefined && existsSync(join(folder, 'segment/spec_payloads.json'))
if (!isThere)
  process.stderr.write(
    '\nSKIPPED: calls captured from real clients. Set POLYPHON_DATA to the folder that holds contracts/segment and contracts/sdk.\n\n',
  )

interface Payload {
  readonly payload: Readonly<Record<string, unknown>> & { readonly type?: string; readonly action?: string }
}
type SpecCall = Payload['payload'] & { readonly messageId: string }

interface Captured {
  readonly u: string
  readonly m: string
  readonly ct?: string
  readonly sample: string
}
interface CapturedNode {
  readonly u: string
  readonly h: Readonly<Record<string, string>>
  readonly body: { readonly batch: readonly Readonly<Record<string, unknown>>[] }
}

describe.skipIf(!isThere)('calls of real clients', () => {
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
  let profile: Profile
  beforeAll(async () => {
    profile = await startProfile()
  })
  afterAll(() => profile.close())
  const basic = (): string => `Basic ${Buffer.from(profile.workspace.publishableKey).toString('base64')}`
  const publishedOf = async (messageId: string) =>
    (await profile.waitFor(interactionRecorded, 1, ({ data }) => data.messageId === messageId))[0]?.data

  it('from the specification are applied as sent, or refused with the field that is missing', async () => {
    const { payloads }: { payloads: readonly Payload[] } = JSON.parse(read('segment/spec_payloads.json'))
    const calls = payloads.map(({ payload }, n): SpecCall => ({ ...payload, messageId: `spec-${n}` }))
    const answer = await profile.call('POST /v1/batch', {
      body: { batch: calls },
      key: profile.workspace.publishableKey,
    })
    expect(answer.status).toBe(200)
    const refused = new Set((answer.body.rejected ?? []).map((rejection: { index: number }) => rejection.index))
    for (const [index, call] of calls.entries()) {
      const kind = KINDS.find((known) => known === (call['type'] ?? call['action']))
      const isSomebody = ['userId', 'anonymousId', 'groupId', 'previousId'].some((field) => field in call)
      const context: unknown = call['context']
      const hasTraits = typeof context === 'object' && context !== null && 'traits' in context
      expect(refused.has(index), JSON.stringify(call)).toBe(kind === undefined || (!isSomebody && !hasTraits))
      if (refused.has(index) || (call['userId'] ?? call['anonymousId']) === undefined) continue
      const published = await publishedOf(call.messageId)
      expect(published).toMatchObject({ kind, properties: call['properties'] ?? {}, context: call['context'] ?? {} })
    }
    expect(refused.size).toBeLessThan(calls.length / 2)
  })

  it('from browsers are taken as they come', async () => {
    const captured: readonly Captured[] = JSON.parse(read('sdk/captured_segment_browser.json'))
    // The capture kept 900 characters of each body, which cut off one of them.
    const posted = captured.filter(({ m, sample }) => m === 'POST' && sample.length < 900)
    expect(posted.length).toBeGreaterThan(3)
    for (const { u, ct, sample } of posted) {
      const answer = await profile.call(`POST ${u}`, {
        body: sample,
        key: null,
        headers: { 'content-type': ct ?? 'text/plain', authorization: basic() },
      })
      expect([answer.status, answer.body], u).toEqual([200, { success: true }])
      const body = JSON.parse(sample)
      for (const event of body.batch ?? [body]) {
        const published = await publishedOf(event.messageId)
        expect(published).toMatchObject({
          kind: event.type,
          properties: event.properties ?? {},
          context: event.context ?? {},
        })
      }
    }
  })

  it('from servers are taken as they come', async () => {
    const lines = read('sdk/captured_segment_node.jsonl').trim().split('\n')
    for (const line of lines) {
      const { u, h, body }: CapturedNode = JSON.parse(line)
      const { authorization: _theirs, host: _host, 'content-length': _length, connection: _connection, ...headers } = h
      const answer = await profile.call(`POST ${u}`, {
        body: JSON.stringify(body),
        key: null,
        headers: { ...headers, authorization: basic() },
      })
      expect(answer.body).toEqual({ success: true })
      for (const event of body.batch) {
        const published = await publishedOf(String(event['messageId']))
        expect(published).toMatchObject({
          kind: event['type'],
          properties: event['properties'] ?? {},
          context: event['context'] ?? {},
        })
      }
    }
  })
})
