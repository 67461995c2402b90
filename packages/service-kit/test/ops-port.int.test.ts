import { ADMIN_TOKEN, startTestService } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { notesService } from './notes-service.js'

describe('a service with a port for its operators', () => {
  it('answers health and metrics there and nothing else, and keeps its metrics from everybody else', async () => {
    const t = await startTestService(notesService, { env: { OPS_PORT: '0' } })
    const opsUrl = t.service.opsUrl ?? ''
    expect(new URL(opsUrl).port).not.toBe(new URL(t.url).port)
    const statusOf = async (url: string, init: RequestInit = {}): Promise<number> => (await fetch(url, init)).status
    for (const path of ['/livez', '/readyz', '/startupz']) {
      expect(await statusOf(`${opsUrl}${path}`)).toBe(200)
      expect(await statusOf(`${t.url}${path}`)).toBe(200)
      expect(await (await fetch(`${opsUrl}${path}`)).json()).toEqual(await (await fetch(`${t.url}${path}`)).json())
    }
    const metrics = await fetch(`${opsUrl}/metrics`)
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(await metrics.text()).toContain('polyphon_build_info')
    expect(await statusOf(`${t.url}/metrics`)).toBe(404)
    expect((await t.call('GET /', { key: null })).body).not.toHaveProperty('metrics')
    expect((await t.call('GET /openapi.json', { key: null })).body.paths).not.toHaveProperty('/metrics')
    const admin = { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } }
    for (const path of ['/', '/docs', '/openapi.json', '/v1/notes/x', '/v1/dead-letters'])
      expect(await statusOf(`${opsUrl}${path}`, admin)).toBe(404)
    await t.close()
    await expect(fetch(`${opsUrl}/livez`)).rejects.toThrow()
  })

  it('has its metrics where its requests are, without one', async () => {
    const t = await startTestService(notesService)
    expect(t.service.opsUrl).toBeNull()
    expect((await t.call('GET /', { key: null })).body.metrics).toBe('/metrics')
    expect((await fetch(`${t.url}/metrics`)).status).toBe(200)
    await t.close()
  })
})
