import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { openLogger, startService } from '@polyphon/service-kit/runtime'
import { eventually, freshDatabase, startOtlpReceiver } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'
import { describe, expect, it } from 'vitest'
import { openOtlpTracing } from '../src/telemetry/otlp-tracing.js'
import { openGroups } from '../src/telemetry/trace-groups.js'
import type { TraceContext, Tracing } from '../src/telemetry/tracing.js'
import { notesService } from './notes-service.js'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const recorded: TraceContext = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, tracestate: 'shop=kasse7' }
const unrecorded: TraceContext = { traceparent: `00-${TRACE}-00f067aa0ba902b7-00` }

function openTo(
  endpoint: string,
  { ratio = 1, followsParent = true, timeoutMs = 20_000 } = {},
): { readonly tracing: Tracing; readonly reports: string[]; readonly counts: Record<'exported' | 'failed', number> } {
  const reports: string[] = []
  const counts = { exported: 0, failed: 0 }
  const tracing = openOtlpTracing({
    service: 'profile',
    version: '1.2.3',
    endpoint,
    headers: { 'x-key': 'geheim' },
    timeoutMs,
    attributes: { 'deployment.environment.name': 'prüfung' },
    sampling: { ratio, followsParent },
    outages: {
      failed: (what) => void reports.push(`failed ${what}`),
      works: (what) => void reports.push(`works ${what}`),
    },
    onExported: (outcome, count) => void (counts[outcome] += count),
  })
  return { tracing, reports, counts }
}

describe('spans', () => {
  it('arrive as OpenTelemetry has defined them, with what they belong to', async () => {
    const collector = await startOtlpReceiver()
    const { tracing, reports, counts } = openTo(`${collector.url}/`)
    const span = tracing.start('GET /v1/x', {
      kind: 'server',
      parent: recorded,
      attributes: { n: 3, list: ['a', 'ß'] },
    })
    span?.end('503')
    await tracing.close()
    expect(collector.spans).toMatchObject([
      {
        service: 'polyphon-profile',
        traceId: TRACE,
        parentSpanId: '00f067aa0ba902b7',
        traceState: 'shop=kasse7',
        kind: 'SPAN_KIND_SERVER',
        name: 'GET /v1/x',
        attributes: { n: 3, list: ['a', 'ß'], 'error.type': '503' },
        resource: { 'service.version': '1.2.3', 'deployment.environment.name': 'prüfung' },
        hasFailed: true,
      },
    ])
    expect(span?.context).toEqual({
      traceparent: `00-${TRACE}-${collector.spans[0]?.spanId}-01`,
      tracestate: 'shop=kasse7',
    })
    expect(collector.headers[0]).toMatchObject({ 'x-key': 'geheim' })
    expect([reports, counts]).toEqual([['works traces'], { exported: 1, failed: 0 }])
    await collector.close()
  })

  it('are recorded as whoever began the trace wants, or as the share says', async () => {
    const none = openTo('http://127.0.0.1:1', { ratio: 0 }).tracing
    const start = (tracing: Tracing, given: object): boolean =>
      tracing.start('x', { kind: 'internal', ...given }) !== null
    expect([start(none, {}), start(none, { parent: recorded }), start(none, { parent: unrecorded })]).toEqual([
      false,
      true,
      false,
    ])
    expect([start(none, { links: [recorded] }), start(none, { links: [unrecorded] })]).toEqual([true, false])
    const alone = openTo('http://127.0.0.1:1', { ratio: 0, followsParent: false }).tracing
    expect(start(alone, { parent: recorded })).toBe(false)
    const all = openTo('http://127.0.0.1:1').tracing
    expect([start(all, {}), start(all, { parent: unrecorded })]).toEqual([true, false])
  })

  it('are one for each trace among what is done together, with links to the rest of it', async () => {
    const collector = await startOtlpReceiver()
    const { tracing } = openTo(collector.url)
    const other = recorded.traceparent.replaceAll('4', '5')
    const items = [
      recorded,
      unrecorded,
      {},
      { traceparent: other },
      { traceparent: recorded.traceparent.replace('b7-', 'b8-') },
      recorded,
    ]
    const groups = openGroups(tracing, items, {
      kind: 'consumer',
      name: (of) => `${of.length} of them`,
      causeOf: (item) => item,
      attributes: () => ({}),
    })
    expect(groups?.of(unrecorded)?.traceId).toBe(TRACE)
    expect(groups?.of({})).toBeUndefined()
    groups?.end()
    await tracing.close()
    expect(collector.spans.map(({ name, links }) => [name, links.length])).toEqual([
      ['3 of them', 1],
      ['1 of them', 0],
    ])
    expect(
      openGroups(tracing, [unrecorded, {}], {
        kind: 'consumer',
        name: () => '',
        causeOf: (item) => item,
        attributes: () => ({}),
      }),
    ).toBeNull()
    await collector.close()
  })

  it('are given up for a collector that is away, which is told and holds up nobody', async () => {
    const { tracing, reports, counts } = openTo(`http://127.0.0.1:${await freePort()}`, { timeoutMs: 300 })
    for (let count = 0; count < 10_000; count += 1) tracing.start('x', { kind: 'internal' })?.end()
    await tracing.close()
    expect(new Set(reports)).toEqual(new Set(['failed traces']))
    expect(counts.exported).toBe(0)
    // What does not fit into the queue is dropped at once.
    expect(counts.failed).toBeLessThan(10_000)
  })
})

/** A service with what it has written into its log. */
async function startNotes(env: Readonly<Record<string, string>>) {
  const [database, logs] = [await freshDatabase(), await freshDatabase({ migrations: [embeddedLogMigrations] })]
  const log = await openEmbeddedLog({ url: logs.url, now: () => new Date() })
  let text = ''
  const service = await startService(notesService, {
    env: {
      PORT: '0',
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      LOG_LEVEL: 'debug',
      ...env,
    },
    log,
    logger: openLogger('profile', 'debug', { write: (line) => void (text += line) }),
  })
  return {
    url: service.url,
    text: () => text,
    lines: () =>
      text
        .trimEnd()
        .split('\n')
        .map((line): Record<string, unknown> => JSON.parse(line)),
    close: async () => {
      await service.close()
      await log.close()
      await database.drop()
      await logs.drop()
    },
  }
}

describe('a service', () => {
  it('names the trace in its lines, and says only which operation was asked for', async () => {
    const collector = await startOtlpReceiver()
    const t = await startNotes({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    const headers = { ...recorded, authorization: 'Bearer sk_live_nobody' }
    expect((await fetch(`${t.url}/v1/broken?mail=kanari@example.org`, { headers })).status).toBe(500)
    expect((await fetch(`${t.url}/v1/notes/kanari@example.org`, { headers })).status).toBe(401)
    expect((await fetch(`${t.url}/livez`, { headers })).status).toBe(200)
    await eventually(() => expect(t.lines().filter(({ event }) => event === 'http.answered').length).toBeGreaterThan(2))
    const named = t.lines().filter(({ traceId }) => traceId === TRACE)
    expect(named.map(({ event }) => event)).toEqual(expect.arrayContaining(['http.bug', 'http.answered']))
    await t.close()
    expect(collector.spans).toMatchObject([
      { name: 'GET /v1/broken', hasFailed: true, attributes: { 'http.response.status_code': 500 } },
      { name: 'GET /v1/notes/:noteId', hasFailed: false, attributes: { 'http.response.status_code': 401 } },
    ])
    expect(collector.text()).not.toContain('kanari')
    await collector.close()
  })

  it('tells of a collector that is away once, and stops all the same', async () => {
    const t = await startNotes({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: '100',
    })
    const ask = async (): Promise<number> => (await fetch(`${t.url}/v1/notes/x`)).status
    const reports = (): readonly unknown[] => t.lines().filter(({ what }) => what === 'traces')
    await eventually(async () => {
      expect(await ask()).toBe(401)
      expect(reports()).toMatchObject([{ event: 'outage.began', reason: 'away' }])
    })
    await ask()
    await t.close()
    expect(reports()).toHaveLength(1)
  })
})
