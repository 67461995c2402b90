import { createHash } from 'node:crypto'
import { segmentPublished } from '@polyphon/contracts'
import type { KitSettings } from '@polyphon/service-kit'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importsBehave } from './imports-behave.js'
import { jobsBehave } from './jobs-behave.js'
import { jobsWithstand } from './jobs-withstand.js'
import { notesService } from './notes-service.js'

describe('the HTTP side of a service', () => {
  let t: TestService<KitSettings, unknown>
  beforeAll(async () => {
    t = await startTestService(notesService, { env: { IMPORT_LARGEST_BYTES: '30000000' } })
  })
  afterAll(() => t.close())

  jobsBehave(() => t)
  jobsWithstand(() => t)
  importsBehave(() => t)

  const add = (text = 'Größe 42'): Promise<{ status: number; body: { id: string } }> =>
    t.call('POST /v1/notes', { body: { text } })

  it('writes state and event together and tells the event', async () => {
    const { status, body } = await add()
    expect(status).toBe(201)
    expect(body).toEqual({ id: body.id, text: 'Größe 42' })
    const [event] = await t.waitFor(segmentPublished, 1, ({ data }) => data.key === body.id)
    expect(event).toMatchObject({ workspace: t.workspace.id, data: { name: 'Größe 42' } })
  })

  it('writes nothing and tells nothing when the command is refused', async () => {
    const answer = await t.call('POST /v1/notes', { body: { text: 'never', fail: true } })
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body).toMatchObject({ code: 'note_refused', status: 409, errors: [] })
    await add('later')
    await t.waitFor(segmentPublished, 1, ({ data }) => data.name === 'later')
    expect(t.published(segmentPublished).filter(({ data }) => data.name === 'never')).toEqual([])
  })

  it('hides what belongs to another workspace behind the same 404 as what does not exist', async () => {
    const { body } = await add()
    const foreign = await t.call(`GET /v1/notes/${body.id}`, { key: t.other.secretKey })
    const unknown = await t.call('GET /v1/notes/0199aaaa-0000-7000-8000-000000000000', { key: t.other.secretKey })
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  })

  it('lets the database role itself see no row without a workspace', async () => {
    await add()
    const client = new pg.Client({ connectionString: t.deps.settings.DATABASE_URL })
    await client.connect()
    const { rows } = await client.query('select count(*)::int as count from note')
    await client.end()
    expect(rows).toEqual([{ count: 0 }])
  })

  it.each([
    ['no credential', null, 401, 'credential_missing'],
    ['a credential that is no key', 'nonsense', 401, 'credential_unknown'],
    ['a publishable key that would read', 'publishable', 403, 'secret_key_required'],
    ['the admin token where a workspace is needed', 'admin-token-of-the-tests', 403, 'key_required'],
  ])('refuses %s', async (_what, given, status, code) => {
    const key = given === 'publishable' ? t.workspace.publishableKey : given
    const answer = await t.call('GET /v1/notes/0199aaaa-0000-7000-8000-000000000000', { key })
    expect(answer).toMatchObject({ status, body: { code } })
  })

  it.each([
    ['malformed JSON', '{"text": ', 'json_invalid', '/body'],
    ['a wrong type', '{"text": 5}', 'input_invalid', '/body/text'],
    ['an unknown field', '{"text": "a", "colour": 1}', 'input_invalid', '/body/colour'],
    ['a missing body', '', 'input_invalid', '/body'],
    ['a NUL character', '{"text": "a\\u0000b"}', 'input_invalid', '/body/text'],
    ['half a surrogate pair', '{"text": "\\ud800"}', 'input_invalid', '/body/text'],
    ['a prototype', '{"text": "a", "__proto__": {"a": 1}}', 'input_invalid', '/body'],
    ['a year that no calendar has', '{"text": "a", "at": "0000-01-01T00:00:00Z"}', 'input_invalid', '/body/at'],
    ['a number that no double holds', '{"text": "a", "at": 9007199254740993}', 'number_not_exact', '/body/at'],
    ['nesting without end', `{"text": ${'['.repeat(5000)}${']'.repeat(5000)}}`, 'input_invalid', '/body'],
  ])('answers 400 and names the place for %s', async (_what, body, code, pointer) => {
    const answer = await t.call('POST /v1/notes', { body, headers: { 'content-type': 'application/json' } })
    expect(answer).toMatchObject({ status: 400, body: { code, errors: [{ pointer }] } })
  })

  it('answers 400 for bytes that are no UTF-8, wherever they stand', async () => {
    const type = { 'content-type': 'application/json' }
    const invalid = { status: 400, body: { code: 'encoding_invalid' } }
    for (const bytes of [[0xfc], [0xc0, 0xaf], [0xed, 0xa0, 0xbd], [0x80]]) {
      const body = Buffer.concat([Buffer.from('{"text":"'), Buffer.from(bytes), Buffer.from('"}')])
      const answer = await t.call('POST /v1/notes', { body, headers: type })
      expect(answer).toMatchObject({ ...invalid, body: { code: 'encoding_invalid', errors: [{ pointer: '/body' }] } })
    }
    for (const url of [
      '/v1/notes/%FF',
      '/v1/notes/%C3%28',
      '/v1/%E0%A4%A',
      '/v1/notes?cursor=%FF',
      '/v1/notes?x=%ED%A0%80',
    ])
      expect(await t.call(`GET ${url}`), url).toMatchObject(invalid)
    const named = { body: '{"text":"a"}', headers: { 'content-type': 'application/json; charset=iso-8859-1' } }
    expect(await t.call('POST /v1/notes', named)).toMatchObject({ status: 415, body: { code: 'charset_unsupported' } })
    const marked = { body: Buffer.from('\uFEFF{"text":"ü"}'), headers: type }
    expect(await t.call('POST /v1/notes', marked)).toMatchObject({ status: 201 })
  })

  it('names at most 20 faults, and how many more there are', async () => {
    const fields = Array.from({ length: 3_000 }, (_, index) => [`${index}${'x'.repeat(200)}`, 1])
    const { status, body, text } = await t.call('POST /v1/notes', { body: Object.fromEntries(fields) })
    expect([status, body.errors.length, body.moreErrors]).toEqual([400, 20, 2_981])
    expect(text.length).toBeLessThan(20_000)
  })

  it('answers problems for what the server itself refuses', async () => {
    expect(await t.call('GET /v1/nothing')).toMatchObject({ status: 404, body: { code: 'route_unknown' } })
    expect(await t.call('GET /v1/notes/%00')).toMatchObject({ status: 400 })
    expect(await t.call('GET /v1/notes/%zz')).toMatchObject({ status: 400 })
    expect(await t.call('GET /v1/notes/abc')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/noteId' }] },
    })
    const large = { body: `{"text": "${'a'.repeat(1_100_000)}"}`, headers: { 'content-type': 'application/json' } }
    expect(await t.call('POST /v1/notes', large)).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    // Far more than the sockets hold: the answer must reach who is still sending.
    const huge = { body: 'x'.repeat(9_000_000), headers: { 'content-type': 'application/json' } }
    for (let turn = 0; turn < 5; turn += 1)
      expect(await t.call('POST /v1/notes', huge)).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    const xml = { body: '<a/>', headers: { 'content-type': 'text/xml' } }
    expect(await t.call('POST /v1/notes', xml)).toMatchObject({ status: 415, body: { code: 'media_type_unsupported' } })
    const errors = [{ pointer: '/headers/content-encoding', code: 'encoding_unsupported' }]
    for (const encoding of ['gzip', 'foo']) {
      const sent = { body: { text: 'hallo' }, headers: { 'content-encoding': encoding } }
      expect(await t.call('POST /v1/notes', sent)).toMatchObject({ status: 415, body: { errors } })
    }
  })

  it('keeps the text of a bug to itself', async () => {
    const answer = await t.call('GET /v1/broken')
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } })
    expect(answer.text).not.toContain('secret detail')
  })

  it('wants the version that was read before it changes something', async () => {
    const { body } = await add()
    const url = `/v1/notes/${body.id}`
    expect((await t.call(`PATCH ${url}`, { body: { text: 'b' } })).body).toMatchObject({
      status: 428,
      code: 'if_match_required',
    })
    expect((await t.call(`PATCH ${url}`, { body: { text: 'b' }, headers: { 'if-match': '"7"' } })).status).toBe(412)
    const etag = (await t.call(`GET ${url}`)).headers.get('etag') ?? ''
    expect((await t.call(`PATCH ${url}`, { body: { text: 'b' }, headers: { 'if-match': etag } })).status).toBe(204)
    expect((await t.call(`PATCH ${url}`, { body: { text: 'c' }, headers: { 'if-match': etag } })).status).toBe(412)
  })

  it('describes itself', async () => {
    const { body } = await t.call('GET /openapi.json', { key: null })
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/v1/notes/{noteId}': { get: { operationId: 'getNote' } } },
    })
    const docs = await t.call('GET /docs/', { key: null })
    expect(docs.text.match(/<title>.*<\/title>/g)).toEqual([`<title>${body.info.title}</title>`])
    expect((await t.call('GET /docs/openapi.json', { key: null })).body).toEqual(body)
    expect((await t.call('GET /livez', { key: null })).status).toBe(200)
    await eventually(async () => expect((await t.call('GET /readyz', { key: null })).status).toBe(200))
    expect((await t.call('GET /metrics', { key: null })).text).toContain('polyphon_http_request_seconds')
  })
})

describe('an Idempotency-Key', () => {
  let t: TestService<KitSettings, unknown>
  beforeAll(async () => {
    t = await startTestService(notesService, { env: { IMPORT_LARGEST_BYTES: '30000000' } })
  })
  afterAll(() => t.close())
  const add = (key: string, text = 'a', path = '/v1/notes') =>
    t.call(`POST ${path}`, { body: { text }, headers: { 'idempotency-key': key } })

  it('gives one effect and the same answer, also to twenty requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => add('twenty')))
    const made = answers.filter(({ status }) => status === 201)
    expect(new Set(made.map(({ text }) => text)).size).toBe(1)
    expect(answers.every(({ status, body }) => status === 201 || body.code === 'idempotency_in_flight')).toBe(true)
    const again = await add('twenty')
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.text).toBe(made[0]?.text)
    await add('other')
    await t.waitFor(segmentPublished, 2)
    expect(t.published(segmentPublished)).toHaveLength(2)
  })
  it('is the same request whatever the order of its fields, also where an earlier release has answered', async () => {
    const ordered = (key: string, body: string) =>
      t.call('POST /v1/notes', { body, headers: { 'idempotency-key': key, 'content-type': 'application/json' } })
    const [sent, other] = ['{"text":"a","fail":false}', '{"fail":false,"text":"a"}']
    const first = await ordered('ordered', sent)
    expect(first.status).toBe(201)
    expect((await ordered('ordered', other)).text).toBe(first.text)
    // What was checked against the schema is in its order.
    const asSent = createHash('sha256').update(`POST /v1/notes\n${sent}`).digest('hex')
    await t.deps.db.transact(t.workspace.id, (tx) =>
      tx.query("update idempotency set request_hash = $2 where workspace_id = $1 and idempotency_key = 'ordered'", [
        tx.workspaceId,
        asSent,
      ]),
    )
    expect((await ordered('ordered', other)).text).toBe(first.text)
    expect((await ordered('ordered', '{"text":"b"}')).status).toBe(422)
  })
  it('is refused with another body', async () => {
    await add('same')
    expect(await add('same', 'b')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
  })
  it.each(['undefined', 'null', '"None"', 'NaN', '[object Object]'])('is refused where it is %j', async (key) => {
    for (const path of ['/v1/notes', '/v1/notes/once']) {
      const { status, body } = await add(key, 'a', path)
      expect([status, body.code]).toEqual([400, 'idempotency_key_placeholder'])
      expect(body.errors[0].pointer).toBe('/headers/idempotency-key')
    }
  })
  it.each(['', '""'])('is none where it is %j', async (key) => {
    const [first, second] = [await add(key), await add(key)]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.headers.has('idempotency-replayed')).toBe(false)
    const required = await add(key, 'a', '/v1/notes/once')
    expect([required.status, required.body.code]).toEqual([400, 'idempotency_key_required'])
  })
  it('is taken by an operation that says of itself that it is deprecated', async () => {
    const answer = await add('deprecated', 'a', '/v1/notes/once')
    expect(answer.headers.get('deprecation')).toBe('@1803859200')
  })
  it('is required where sends and the like say so', async () => {
    const answer = await t.call('POST /v1/notes/once', { body: { text: 'a' } })
    expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } })
  })
  it('repeats an answer that shows a secret, without keeping it readable', async () => {
    const first = await add('sealed', 'geheim-wort', '/v1/notes/once')
    expect((await add('sealed', 'geheim-wort', '/v1/notes/once')).text).toBe(first.text)
    const client = new pg.Client({ connectionString: t.ownerUrl })
    await client.connect()
    const { rows } = await client.query("select body from idempotency where idempotency_key = 'sealed'")
    await client.end()
    expect(rows[0].body).not.toContain('geheim-wort')
  })
  it('does not belong to another workspace', async () => {
    const mine = await add('shared')
    const theirs = await t.call('POST /v1/notes', {
      body: { text: 'a' },
      key: t.other.secretKey,
      headers: { 'idempotency-key': 'shared' },
    })
    expect(theirs.status).toBe(201)
    expect(theirs.body.id).not.toBe(mine.body.id)
  })
})
