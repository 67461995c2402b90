import { connect } from 'node:net'
import { startTestService } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesService } from './notes-service.js'

const start = (env: Readonly<Record<string, string>>) => startTestService(notesService, { env })
type Started = Awaited<ReturnType<typeof start>>

let t: Started
let origin: string
beforeAll(async () => {
  t = await start({ BASE_PATH: '/cx/notes', PUBLIC_URL: 'https://host.example/cx/notes/' })
  ;({ origin } = new URL(t.url))
})
afterAll(() => t.close())

const at = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${origin}${path}`, init)

describe('a service with a base path', () => {
  it('answers under it, however many slashes its host was configured with', async () => {
    expect(new URL(t.url).pathname).toBe('/cx/notes')
    expect((await t.call('POST /v1/notes', { body: { text: 'Größe' } })).status).toBe(201)
    for (const path of ['/cx/notes', '/cx/notes/', '/cx/notes?utm_source=mail', '//cx/notes//', '/cx/notes//livez'])
      expect((await at(path)).status, path).toBe(200)
  })

  it('answers nothing beside it, and says where it is', async () => {
    for (const path of [
      '/',
      '/docs',
      '/openapi.json',
      '/v1/notes/x',
      '/cx',
      '/cx/notesandmore/livez',
      '/other/livez',
    ]) {
      const answer = await at(path)
      expect([answer.status, await answer.json()], path).toMatchObject([
        404,
        { type: '/cx/notes/docs/errors/route_unknown', title: 'Every path of this service begins with /cx/notes.' },
      ])
    }
    expect((await at('/v1/notes', { method: 'OPTIONS' })).status).toBe(404)
  })

  it('answers probes and metrics at their bare paths, too: who looks after a process asks it directly', async () => {
    for (const path of ['/livez', '/readyz', '/startupz', '/metrics']) {
      expect((await at(path)).status, path).toBe(200)
      expect((await at(`/cx/notes${path}`)).status, path).toBe(200)
    }
  })

  it('names it wherever an answer leads to', async () => {
    const { body: about } = await t.call('GET /', { key: null })
    const page = await (await at('/cx/notes', { headers: { accept: 'text/html' } })).text()
    const codes = await (await at('/cx/notes/docs/errors')).text()
    const code = await (await at('/cx/notes/docs/errors/credential_missing')).text()
    const document = await (await at('/cx/notes/openapi.json')).text()
    const links = [...`${page}${codes}${code}`.matchAll(/href="(\/[^"]*)"/g), ...document.matchAll(/\]\((\/[^)]*)\)/g)]
    const { documentation, openapi, errors, readiness, metrics } = about
    const paths = [documentation, openapi, errors, readiness, metrics, ...links.map(([, path]) => path)]
    expect(paths.length).toBeGreaterThan(20)
    for (const path of new Set(paths)) {
      expect(path).toMatch(/^\/cx\/notes\//)
      expect((await at(path)).status, path).toBe(200)
    }
    expect(JSON.parse(document).servers).toMatchObject([{ url: '/cx/notes' }])
  })

  it('leads to the pages of its documents, whose parts stand beside them', async () => {
    const page = await at('/cx/notes/docs')
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/cx/notes/docs/'])
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(await page.text()) ?? []
    expect((await fetch(new URL(script, page.url))).headers.get('content-type')).toContain('javascript')
    expect((await fetch(new URL('./openapi.json', page.url))).status).toBe(200)
  })

  it('names it in every problem, also of what is no HTTP', async () => {
    const { hostname, port } = new URL(origin)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) })
      let text = ''
      socket.on('data', (data) => (text += data.toString())).on('error', reject)
      socket.on('close', () => resolve(text))
      socket.write('NOTHING AT ALL\r\n\r\n')
    })
    expect(answer).toContain('"type":"/cx/notes/docs/errors/http_malformed"')
    const unreadable = await at('/cx/notes/v1/notes/%ff')
    expect([unreadable.status, await unreadable.json()]).toMatchObject([400, { type: /^\/cx\/notes\/docs\/errors\// }])
    expect((await t.call('GET /v1/notes/x', { key: null })).body.type).toBe('/cx/notes/docs/errors/credential_missing')
    expect((await t.call('DELETE /v1/notes')).body.type).toBe('/cx/notes/docs/errors/method_not_allowed')
  })

  it('answers the same ETag and the same CORS as without it', async () => {
    const preflight = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const answer = await at('/cx/notes/v1/notes', { method: 'OPTIONS', headers: preflight })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
  })
})
