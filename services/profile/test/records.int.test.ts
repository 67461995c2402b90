import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Profile, startProfile } from './harness.js'

let profile: Profile
beforeAll(async () => {
  profile = await startProfile()
})
afterAll(() => profile.close())

it('says what all five services process, in both languages, with the days of the workspace', async () => {
  const before = await profile.call('GET /v1/workspace')
  const headers = { 'if-match': before.headers.get('etag') ?? '' }
  const changed = await profile.call('PATCH /v1/workspace', {
    headers,
    body: { settings: { retention: { messages: 99 } } },
  })
  expect(changed.status, changed.text).toBe(200)
  const { status, body } = await profile.call('GET /v1/privacy/records?locale=de')
  expect([status, body.locale]).toEqual([200, 'de'])
  expect(body.services.map(({ service }: { service: string }) => service)).toEqual([
    'profile',
    'journey',
    'messaging',
    'feedback',
    'analytics',
  ])
  const messaging = body.services.find(({ service }: { service: string }) => service === 'messaging')
  expect(messaging.tables.find(({ table }: { table: string }) => table === 'message')).toMatchObject({
    holds: 'Nachrichten, womit sie gefüllt wurden und was aus ihnen wurde',
    recipients: expect.stringContaining('Versanddienste'),
    keptDays: 99,
    erase: 'delete',
    anonymise: 'empty',
  })
  const english = await profile.call('GET /v1/privacy/records', {
    headers: { accept: 'text/markdown', 'accept-language': 'en-GB, de;q=0.5' },
  })
  expect(english.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(english.text).toContain('# Record of processing')
  expect(english.text).toContain('| `message` | Messages, what they were filled with, and what became of them |')
  const german = await profile.call('GET /v1/privacy/records', {
    headers: { accept: 'text/markdown', 'accept-language': 'de-AT' },
  })
  expect(german.text).toContain('# Verzeichnis der Verarbeitung')
  expect((await profile.call('GET /v1/privacy/records?locale=fr')).status).toBe(400)
})
