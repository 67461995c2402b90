import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseMetrics } from '../frame/metrics.js'
import { checkClock, checkConfig } from './check-access.js'
import { withoutTwice } from './check-diagnosis.js'
import { checkMetrics, checkReading, checkVersions } from './check-metrics.js'

const checksOf = (findings: readonly { readonly check: string }[]) => findings.map(({ check }) => check)

describe('what metrics say', () => {
  it('is found where it is above what is usual', () => {
    const text = `polyphon_outbox_age_seconds{service="x"} 61
polyphon_timers_overdue_seconds 3
polyphon_dead_letters{service="x"} 2
polyphon_log_gaps 0`
    expect(checksOf(checkMetrics('x', parseMetrics(text)))).toEqual([
      'polyphon_outbox_age_seconds',
      'polyphon_dead_letters',
    ])
  })

  it('is that a group stands, where it had something to read and read none of it', () => {
    const lag = (group: string, value: number) =>
      parseMetrics(`polyphon_consumer_lag_records{group="${group}",topic="t"} ${value}`)
    expect(checksOf(checkReading('x', lag('a', 5), lag('a', 7)))).toEqual(['group.stands'])
    expect(checkReading('x', lag('a', 5), lag('a', 5))[0]?.what).toBe(
      'a of t has 5 records before it and read none of them.',
    )
    for (const [before, after] of [
      [5, 4],
      [0, 4],
      [0, 0],
    ] as const)
      expect(checkReading('x', lag('a', before), lag('a', after))).toEqual([])
  })

  it('is that versions differ, or Node is too old', () => {
    const builds = (...nodes: string[]) => new Map(nodes.map((node, at) => [`s${at}`, { version: '1', node }]))
    expect(checkVersions(builds('20.19.0', '22.1.0'))).toEqual([])
    expect(checksOf(checkVersions(builds('20.18.3', 'v18.0.0')))).toEqual(['node.old', 'node.old'])
    expect(checksOf(checkVersions(new Map([...builds('22.0.0'), ['b', { version: '2', node: '22.0.0' }]])))).toEqual([
      'versions.differ',
    ])
  })
})

describe('a finding of metrics', () => {
  it('names a page that is there', () => {
    const text = [
      'polyphon_outbox_age_seconds',
      'polyphon_timers_overdue_seconds',
      'polyphon_log_gaps',
      'polyphon_dead_letters',
      'db_client_connection_pending_requests',
      'polyphon_consumer_lag_records',
    ].map((name) => `${name} 100`)
    const samples = parseMetrics(text.join('\n'))
    const builds = new Map([
      ['a', { version: '1', node: '18.0.0' }],
      ['b', { version: '2', node: '22.0.0' }],
    ])
    const found = [...checkMetrics('x', samples), ...checkReading('x', samples, samples), ...checkVersions(builds)]
    expect(found).toHaveLength(8)
    for (const { page } of found) expect(existsSync(join(import.meta.dirname, '../../../..', page)), page).toBe(true)
  })
})

describe('addresses and credentials', () => {
  it('are fine on this machine or with TLS', () => {
    const key = 'sk_live_0123456789abcdef'
    const at = (profile: string) => checksOf(checkConfig({ services: { profile }, key, from: 'here' }))
    for (const url of ['https://cx.example', 'http://localhost:7001', 'http://127.0.0.1:1', 'http://[::1]:1'])
      expect(at(url)).toEqual([])
    expect(at('http://cx.example')).toEqual(['address.plain'])
    const adminToken = 'dev-only-admin-token'
    expect(checksOf(checkConfig({ services: {}, adminToken, from: 'here' }))).toEqual(['secret.weak'])
  })
})

describe('clocks', () => {
  it('are told apart by more than an answer takes', async () => {
    const server = createServer((_request, response) => void response.end()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens at a port
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const shifted = (ms: number) => ({
      now: () => new Date(Date.now() + ms),
      signal: new AbortController().signal,
    })
    expect(await checkClock('x', url, shifted(0))).toEqual([])
    expect(checksOf(await checkClock('x', url, shifted(60_000)))).toEqual(['clock.skew'])
    expect(checksOf(await checkClock('x', url, shifted(-60_000)))).toEqual(['clock.skew'])
    server.close()
  })
})

describe('what a service says of itself', () => {
  it('is not said again as it looks from outside', () => {
    const finding = (check: string) =>
      ({ severity: 'problem', service: 'x', check, what: '', todo: '', page: '' }) as const
    const all = ['ready.redis', 'inside.redis', 'polyphon_dead_letters', 'ready.log', 'inside.schema'].map(finding)
    expect(checksOf(withoutTwice(all))).toEqual(['inside.redis', 'polyphon_dead_letters', 'ready.log', 'inside.schema'])
  })
})
