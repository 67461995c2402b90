import type { KitSettings } from '@polyphon/service-kit'
import { startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesService } from './notes-service.js'

let t: TestService<KitSettings, unknown>
beforeAll(async () => {
  t = await startTestService(notesService)
})
afterAll(() => t.close())

const add = async (text: string): Promise<string> =>
  `/v1/notes/${(await t.call('POST /v1/notes', { body: { text } })).body.id}`
const change = (path: string, text: string, ifMatch: string): Promise<{ status: number }> =>
  t.call(`PATCH ${path}`, { body: { text }, headers: { 'if-match': ifMatch } })
const get = async (path: string, ifNoneMatch?: string) => {
  const { status, headers, text } = await t.call(`GET ${path}`, {
    headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
  })
  return { status, etag: headers.get('etag') ?? '', text, cached: headers.get('cache-control') }
}

describe('what has been read already', () => {
  it('is not answered again until it changes', async () => {
    const path = await add('Größe 42')
    const { etag, text } = await get(path)
    expect(text).toContain('Größe 42')
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect(await get(path, header)).toEqual({ status: 304, etag, text: '', cached: 'no-store' })
    for (const header of ['"other"', '"1"', '1', '', ','])
      expect(await get(path, header)).toMatchObject({ status: 200, etag, text })
    expect((await change(path, 'Größe 43', etag)).status).toBe(204)
    const changed = await get(path, etag)
    expect(changed.status).toBe(200)
    expect(changed.text).toContain('Größe 43')
    expect(changed.etag).not.toBe(etag)
  })

  it('has a tag that says what was shown, and by which only its version is told apart in If-Match', async () => {
    const path = await add('eins')
    const { etag } = await get(path)
    expect(etag).toMatch(/^"1-[\w-]{12}"$/)
    expect((await get(await add('zwei'))).etag).not.toBe(etag)
    expect((await change(path, 'drei', '"1"')).status).toBe(204)
    expect((await change(path, 'vier', etag)).status).toBe(412)
    expect((await change(path, 'vier', '"2-of-somebody-else"')).status).toBe(204)
  })

  it('is not answered again to a HEAD either', async () => {
    const path = await add('kopf')
    const { etag } = await get(path)
    const head = (tag: string) =>
      fetch(`${t.url}${path}`, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${t.workspace.secretKey}`, 'if-none-match': tag },
      })
    expect([(await head(etag)).status, (await head('"other"')).status]).toEqual([304, 200])
  })
})

describe('a method that a path does not have', () => {
  it.each([
    ['DELETE', '/v1/notes', 'POST'],
    ['POST', '/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057', 'GET, HEAD, PATCH'],
    ['PUT', '/v1/notes/%zz', null],
    ['PUT', '/v1/notes/?limit=3', 'POST'],
    ['POST', '/livez', 'GET, HEAD'],
    ['PUT', '/openapi.json', 'GET, HEAD'],
    ['POST', '/v1/nothing', null],
    ['PUT', '/', 'GET, HEAD'],
  ])('is refused with those that there are: %s %s', async (method, path, allow) => {
    // Its body is no matter: it is not even read.
    const answer = await fetch(`${t.url}${path}`, { method, body: '{"', headers: { 'content-type': 'text/plain' } })
    if (allow === null) {
      expect([400, 404]).toContain(answer.status)
      expect(answer.headers.get('allow')).toBeNull()
      return
    }
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toMatchObject({ code: 'method_not_allowed', status: 405 })
  })

  it.each([
    ['POST', '/v1/notes', 401, 'application/json'],
    ['POST', '/v1/nothing', 404, 'application/json'],
    ['DELETE', '/v1/notes', 405, 'application/json'],
    ['POST', '/v1/notes', 401, 'no media type'],
    ['POST', '/v1/nothing', 404, 'no media type'],
    ['DELETE', '/v1/notes', 405, 'no media type'],
  ])('and who may not call are told before a body is looked at: %s %s %i, %s', async (method, path, status, type) => {
    const body = 'x'.repeat(2_000_000)
    const answer = await fetch(`${t.url}${path}`, { method, body, headers: { 'content-type': type } })
    expect(answer.status).toBe(status)
  })

  it('is told with the others to whoever asks what there is', async () => {
    const options = (path: string) => fetch(`${t.url}${path}`, { method: 'OPTIONS' })
    const answer = await options('/v1/notes')
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
    expect((await options('/v1/nothing')).status).toBe(404)
  })

  it('may be asked about by a browser all the same', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'DELETE' }
    expect((await fetch(`${t.url}/v1/notes`, { method: 'OPTIONS', headers })).status).toBe(204)
  })
})

describe('the address without a path', () => {
  it('says what this is and where to go, to programs and to people', async () => {
    const { status, body } = await t.call('GET /', { key: null })
    expect([status, body.service, body.title]).toEqual([200, 'profile', 'Notes'])
    for (const path of [body.documentation, body.openapi, body.errors, body.readiness, body.metrics])
      expect((await t.call(`GET ${path}`, { key: null })).status, path).toBe(200)
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    const page = await t.call('GET /', { key: null, headers: { accept } })
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.text).toContain('<a href="/docs">')
    expect(page.text).not.toMatch(/<script|https?:/)
  })
})
