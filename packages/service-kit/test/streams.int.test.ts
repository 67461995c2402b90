import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { eventByType, interactionRecorded, profileMerged, segmentEntered } from '@polyphon/contracts'
import { outbox } from '@polyphon/service-kit'
import { eventually, openEvents, type ReadEvents, startTestService, type TestService } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { query } from './harness.js'
import { notesService } from './notes-service.js'

let t: TestService<unknown, unknown>
const opened: ReadEvents[] = []

beforeAll(async () => {
  t = await startTestService(notesService)
})
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close()
})
afterAll(() => t.close())

const open = async (search = '', more: Readonly<Record<string, string>> = {}, key = t.workspace.secretKey) => {
  const stream = await openEvents(`${t.url}/v1/stream${search}`, { authorization: `Bearer ${key}`, ...more })
  opened.push(stream)
  return stream
}
const add = (names: readonly string[], { workspaceId = t.workspace.id, profileId = randomUUID() } = {}) =>
  t.deps.db.transact(workspaceId, async (tx) => {
    for (const name of names)
      outbox.append(tx, interactionRecorded, { ...interactionRecorded.example, name, profileId })
  })
const namesOf = ({ events }: ReadEvents) => events.map(({ data }) => Object(data['data'])['name'])
const problemOf = ({ status, text }: ReadEvents) => {
  const { code, errors } = JSON.parse(text)
  return [status, code, errors?.[0]?.pointer, errors?.[0]?.code]
}

describe('a stream of events', () => {
  it('shows what happens from then on, as CloudEvents with their type and an id to go on behind', async () => {
    await add(['before'])
    const stream = await open()
    expect(stream.status).toBe(200)
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(stream.headers.get('cache-control')).toBe('no-store, no-transform')
    const profileId = randomUUID()
    await add(['1', '2'], { profileId })
    await add(['of others'], { workspaceId: t.other.id })
    await add(['3'])
    await eventually(() => expect(namesOf(stream)).toEqual(['1', '2', '3']))
    expect(stream.events[0]).toMatchObject({
      type: 'profile.interaction_recorded.v1',
      data: { specversion: '1.0', workspace: t.workspace.id, partitionkey: `${t.workspace.id}:${profileId}` },
    })
    const again = await open('', { 'last-event-id': stream.events[0]?.id ?? '' })
    await eventually(() => expect(namesOf(again)).toEqual(['2', '3']))
    const byQuery = await open(`?lastEventId=${stream.events[1]?.id}`)
    await add(['4'])
    await eventually(() => expect(namesOf(byQuery)).toEqual(['3', '4']))
  })

  it('shows only the types and the person that were asked for', async () => {
    const profileId = randomUUID()
    const [byType, byPerson] = [
      await open('?types=profile.merged.v1,profile.segment_left.v1'),
      await open(`?profileId=${profileId}`),
    ]
    await t.deps.db.transact(t.workspace.id, async (tx) => {
      outbox.append(tx, interactionRecorded, { ...interactionRecorded.example, profileId })
      outbox.append(tx, profileMerged, profileMerged.example)
      outbox.append(tx, segmentEntered, { ...segmentEntered.example, profileId })
    })
    await eventually(() => {
      expect(byType.events.map(({ type }) => type)).toEqual(['profile.merged.v1'])
      expect(byPerson.events.map(({ type }) => type)).toEqual([
        'profile.interaction_recorded.v1',
        'profile.segment_entered.v1',
      ])
    })
  })

  it('refuses what is no filter and no cursor by name, and skips nothing in silence', async () => {
    expect(problemOf(await open('?types=profile.merged.v1,profile.interaction_record.v1'))).toEqual([
      400,
      'input_invalid',
      '/query/types',
      'event_type_unknown',
    ])
    expect((await open('?types=profile.segment_enterd.v1')).text).toContain('did you mean profile.segment_entered.v1?')
    expect((await open('?types=nonsense')).text).toContain('profile publishes profile.interaction_recorded.v1, ')
    // Nobody publishes yet what is planned.
    const planned = [...eventByType.values()].find(({ isPlanned, type }) => isPlanned && type.startsWith('profile.'))
    expect(problemOf(await open(`?types=${planned?.type ?? ''}`))[3]).toBe('event_type_unknown')
    expect(problemOf(await open('?types=')).slice(0, 3)).toEqual([400, 'input_invalid', '/query/types'])
    expect(problemOf(await open('?profileId=anna')).slice(0, 3)).toEqual([400, 'input_invalid', '/query/profileId'])
    expect(problemOf(await open('?lastEventId=x'))).toEqual([
      400,
      'event_cursor_invalid',
      '/query/lastEventId',
      'event_cursor_invalid',
    ])
    const theirs = await open('', {}, t.other.secretKey)
    await eventually(() => expect(theirs.lastId()).not.toBe(''))
    expect(problemOf(await open('', { 'last-event-id': theirs.lastId() })).slice(0, 3)).toEqual([
      400,
      'event_cursor_invalid',
      '/headers/last-event-id',
    ])
    expect(problemOf(await open('?type=x')).slice(0, 3)).toEqual([400, 'input_invalid', '/query/type'])
    expect((await fetch(`${t.url}/v1/stream`, { method: 'HEAD' })).status).toBe(405)
  })

  it('says 410 behind what is dropped, and behind what a restored database does not know', async () => {
    const stream = await open()
    await add(['1'])
    await eventually(() => expect(stream.events).toHaveLength(1))
    const id = stream.events[0]?.id ?? ''
    await query(
      t.ownerUrl,
      `update recent_event set created_at = created_at + interval '20 seconds' where workspace_id = $1`,
      [t.workspace.id],
    )
    expect(problemOf(await open('', { 'last-event-id': id }))).toEqual([
      410,
      'events_unknown',
      '/headers/last-event-id',
      'events_unknown',
    ])
    expect((await open('?lastEventId=oldest')).status).toBe(200)
  })

  it('needs the scope, and is nothing for a page alone', async () => {
    expect((await open('', {}, 'sk_live_wrong')).status).toBe(401)
    expect(problemOf(await open('', {}, t.workspace.publishableKey)).slice(0, 2)).toEqual([
      403,
      'person_token_required',
    ])
  })

  it('ends within seconds when its key is revoked', async () => {
    const workspace = await t.newWorkspace()
    const stream = await open('', {}, workspace.secretKey)
    expect(stream.isEnded()).toBe(false)
    await query(t.ownerUrl, 'update access_key set revoked_at = now() where workspace_id = $1', [workspace.id])
    await eventually(() => expect(stream.isEnded()).toBe(true))
    expect((await open('', {}, workspace.secretKey)).status).toBe(401)
  })

  it('loses nothing for who does not read for a while, and delays nobody', async () => {
    const { hostname, port } = new URL(t.url)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.write(`GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${t.workspace.secretKey}\r\n\r\n`)
    await new Promise((resolve) => socket.once('data', resolve))
    socket.pause()
    const prompt = await open('?types=profile.interaction_recorded.v1')
    const text = 'x'.repeat(50_000)
    const count = 300
    for (let at = 0; at < count; at += 10)
      await t.deps.db.transact(t.workspace.id, async (tx) => {
        for (let each = at; each < at + 10; each += 1)
          outbox.append(tx, interactionRecorded, {
            ...interactionRecorded.example,
            name: `n${each}`,
            properties: { text },
          })
      })
    await eventually(() => expect(prompt.events).toHaveLength(count))
    const names: string[] = []
    let rest = ''
    socket.on('data', (chunk) => {
      const parts = (rest + chunk.toString('latin1')).split('"name":"n')
      for (const part of parts.slice(1)) names.push(part.slice(0, part.indexOf('"')))
      rest = ''
    })
    socket.resume()
    await eventually(() => expect(new Set(names).size).toBeGreaterThan(count - 10))
    socket.destroy()
  })
})

describe('many streams', () => {
  it('are a thousand at one process, which show the same within bounded memory', { timeout: 180_000 }, async () => {
    const workspace = await t.newWorkspace()
    const streams: ReadEvents[] = []
    while (streams.length < 1_000) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => open('', {}, workspace.secretKey)))
      streams.push(...answers.filter(({ status }) => status !== 429))
      // Who opens many at once may be told that the process is busy, and comes again.
      if (answers.some(({ status }) => status === 429)) await delay(1_000)
    }
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
    const before = process.memoryUsage().heapUsed
    const names = Array.from({ length: 20 }, (_, at) => String(at))
    await add(names, { workspaceId: workspace.id })
    await eventually(() => expect(streams.every(({ events }) => events.length === 20)).toBe(true), {
      timeoutMs: 90_000,
    })
    expect(namesOf(streams[999] ?? expect.fail('none'))).toEqual(names)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * 1_024 * 1_024)
    const metrics = await (await fetch(`${t.url}/metrics`)).text()
    expect(metrics).toMatch(/polyphon_open_streams\{service="profile"\} 1\d\d\d/)
    expect(metrics).toMatch(
      /polyphon_http_request_seconds_count\{service="profile",operation="streamEvents",status="200"\} 1\d\d\d/,
    )
  })
})

describe('a process that stops', () => {
  it('ends its streams at once, says when to come back, and opens no more', async () => {
    const stopping = await startTestService(notesService, { env: { SHUTDOWN_GRACE_MS: '8000' } })
    const headers = { authorization: `Bearer ${stopping.workspace.secretKey}` }
    const stream = await openEvents(`${stopping.url}/v1/stream`, headers)
    const began = performance.now()
    const closing = stopping.close()
    await eventually(() => expect(stream.isEnded()).toBe(true))
    expect(performance.now() - began).toBeLessThan(8_000)
    expect(stream.retry()).toBeGreaterThanOrEqual(1_000)
    expect((await openEvents(`${stopping.url}/v1/stream`, headers)).status).toBe(503)
    await closing
  })
})

interface Polled {
  readonly items?: readonly { readonly data: { readonly name: string } }[]
  readonly cursor?: string
  readonly hasMore?: boolean
  readonly errors?: unknown
}

describe('polling', () => {
  const poll = async (search = '', key = t.workspace.secretKey) => {
    const response = await fetch(`${t.url}/v1/events/poll${search}`, { headers: { authorization: `Bearer ${key}` } })
    const body: Polled = JSON.parse(await response.text())
    return {
      status: response.status,
      body,
      names: (body.items ?? []).map(({ data }) => data.name),
    }
  }

  it('begins now, and goes on behind the cursor that the caller keeps', async () => {
    const first = await poll()
    expect(first).toMatchObject({ status: 200, body: { items: [], hasMore: false } })
    await add(['1', '2', '3'])
    const second = await poll(`?after=${first.body.cursor}&limit=2`)
    expect([second.names, second.body.hasMore]).toEqual([['1', '2'], true])
    expect(second.body.items?.[0]).toMatchObject({ specversion: '1.0', source: '/polyphon/profile' })
    const third = await poll(`?after=${second.body.cursor}&limit=2`)
    expect([third.names, third.body.hasMore]).toEqual([['3'], false])
    expect((await poll(`?after=${third.body.cursor}&types=profile.merged.v1`)).names).toEqual([])
  })

  it('gives a consumer the same again until it acknowledges', async () => {
    const first = await poll('?consumer=till')
    await add(['a', 'b'])
    expect((await poll('?consumer=till')).names).toEqual(['a', 'b'])
    const again = await poll('?consumer=till')
    expect(again.names).toEqual(['a', 'b'])
    expect((await poll(`?consumer=till&after=${again.body.cursor}`)).names).toEqual([])
    expect((await poll('?consumer=till')).names).toEqual([])
    expect((await poll(`?consumer=other&after=${first.body.cursor}`)).names).toEqual(['a', 'b'])
    await query(t.ownerUrl, `update event_consumer set at = at - 90000000 where consumer = 'till'`)
    expect((await poll('?consumer=till')).body).toMatchObject({
      code: 'events_gone',
      errors: [{ pointer: '/query/consumer' }],
    })
    expect((await poll('?consumer=till&after=latest')).status).toBe(200)
  })

  it('waits for the first event as long as it was asked to', async () => {
    const { body } = await poll()
    const waiting = poll(`?after=${body.cursor}&wait=20`)
    await add(['soon'])
    expect((await waiting).names).toEqual(['soon'])
    const began = performance.now()
    expect((await poll('?wait=1&types=profile.merged.v1')).names).toEqual([])
    expect(performance.now() - began).toBeGreaterThan(900)
  })

  it('refuses what it does not take', async () => {
    expect((await poll('?after=x')).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/query/after', code: 'event_cursor_invalid' }],
    })
    expect((await poll('?consumer=Till%207')).body.errors).toMatchObject([{ pointer: '/query/consumer' }])
    expect((await poll('?wait=21')).body.errors).toMatchObject([{ pointer: '/query/wait' }])
    expect((await poll('', t.workspace.publishableKey)).status).toBe(403)
    const theirs = await poll('', t.other.secretKey)
    expect((await poll(`?after=${theirs.body.cursor}`)).status).toBe(400)
  })
})
