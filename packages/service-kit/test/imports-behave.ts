import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { eventually } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { query } from './harness.js'
import { importTools, ndjson, notes, type Service } from './import-tools.js'

/** Registers tests of the files that are imported; they run in the service of another file, which is started already. */
export function importsBehave(t: Service): void {
  const { post, csv, ended, rowsOf, leftovers, kept } = importTools(t)

  describe('a file', () => {
    it('of CSV has its quirks: a mark, quotes, line ends, empty cells, types', async () => {
      const lines = [
        '\uFEFFtext,size:number',
        '"Größe ""42"", rot",1.5',
        '"zwei\r\nZeilen",',
        '',
        'x,01',
        'nur',
        'a,1,2',
        'ok,2',
      ]
      const sent = await csv(lines.join('\r\n'))
      expect(sent.status, sent.text).toBe(202)
      expect(await ended(sent.body.jobId)).toMatchObject({ counts: { applied: 3, rejected: 3 } })
      expect(await rowsOf(sent.body.jobId)).toMatchObject([
        { line: 2, outcome: 'applied' },
        { line: 3, outcome: 'applied' },
        { line: 6, faults: [{ pointer: '/size', code: 'cell_invalid' }] },
        { line: 7, faults: [{ pointer: '', code: 'cells_wrong' }] },
        { line: 8, faults: [{ pointer: '', code: 'cells_wrong' }] },
        { line: 9, outcome: 'applied' },
      ])
      const found = await query(t().ownerUrl, "select from note where text in ('Größe \"42\", rot', 'zwei\r\nZeilen')")
      expect(found.length).toBe(2)
      const other = await csv('text;size:number\nStrichpunkt;3', '&delimiter=semicolon')
      expect(await ended(other.body.jobId)).toMatchObject({ counts: { applied: 1 } })
    })

    it('may be empty where it needs no header', async () => {
      const empty = await post('')
      expect(await ended(empty.body.jobId)).toMatchObject({ state: 'succeeded', progress: { done: 0, total: 0 } })
      const header = await csv('text\n')
      expect(await ended(header.body.jobId)).toMatchObject({ state: 'succeeded', progress: { done: 0, total: 0 } })
      expect((await csv('')).body).toMatchObject({
        status: 400,
        errors: [{ pointer: '/body', code: 'header_missing' }],
      })
    })

    it.each([
      ['text,text\n1,2', '/body/text', 'column_duplicate'],
      ['text,größe\n1,2', '/body/größe', 'column_unknown'],
      ['text,text.x\n1,2', '/body/text.x', 'column_conflict'],
      ['text,__proto__\n1,2', '/body/__proto__', 'column_invalid'],
      ['text\n"a"b\n', '/body', 'csv_invalid'],
      ['text\na\n"b\nc', '/body', 'csv_invalid'],
      [`text\n${'x'.repeat(2_000_000)}`, '/body', 'row_too_large'],
    ])('of CSV is refused as a whole where no row could be read: %#', async (body, pointer, code) => {
      const answer = await csv(body)
      expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer, code }] })
      expect(await leftovers()).toBe(0)
    })

    it('that is no UTF-8 is rejected by the row, and refused as UTF-16', async () => {
      const bytes = Buffer.concat([
        Buffer.from(ndjson({ text: 'gut' })),
        Buffer.from('{"text":"Gr\xf6\xdfe"}\n', 'latin1'),
      ])
      const sent = await post(bytes)
      expect(await ended(sent.body.jobId)).toMatchObject({ counts: { applied: 1, rejected: 1 } })
      expect(await rowsOf(sent.body.jobId, '&outcome=rejected')).toMatchObject([
        { line: 2, faults: [{ code: 'encoding_invalid' }] },
      ])
      const cells = await csv(Buffer.from('text\nGr\xf6\xdfe\ngut\n', 'latin1'))
      expect(await ended(cells.body.jobId)).toMatchObject({ counts: { applied: 1, rejected: 1 } })
      expect((await csv(Buffer.from('t\xe4xt\nx', 'latin1'))).body.errors).toMatchObject([
        { pointer: '/body', code: 'encoding_invalid' },
      ])
      expect((await csv(Buffer.from('\uFEFFtext\nx', 'utf16le'))).body.code).toBe('encoding_invalid')
    })

    it('with a line of ten million bytes has one row that is too large', async () => {
      const sent = await post(
        `${ndjson({ text: 'davor' })}{"text":"${'x'.repeat(10_000_000)}"}\n${ndjson({ text: 'danach' })}`,
      )
      expect(await ended(sent.body.jobId)).toMatchObject({ counts: { applied: 2, rejected: 1 } })
      expect(await rowsOf(sent.body.jobId, '&outcome=rejected')).toMatchObject([
        { line: 2, faults: [{ code: 'row_too_large' }] },
      ])
    })

    it('that breaks off leaves nothing', async () => {
      const before = await query(t().ownerUrl, "select from timer where kind like 'job%'")
      const jobs = (await t().call('GET /v1/jobs?limit=500')).body.items.length
      const sending = request(`${t().url}/v1/imports?kind=people`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${t().workspace.secretKey}`,
          'content-type': 'application/x-ndjson',
          'idempotency-key': randomUUID(),
        },
      })
      sending.on('error', () => undefined)
      sending.write(ndjson(...notes(250, 'abgebrochen')))
      await eventually(async () => expect(await leftovers()).toBeGreaterThan(0))
      sending.destroy()
      await eventually(async () => expect(await leftovers()).toBe(0))
      await eventually(async () =>
        expect((await query(t().ownerUrl, "select from timer where kind like 'job%'")).length).toBe(before.length),
      )
      expect((await t().call('GET /v1/jobs?limit=500')).body.items.length).toBe(jobs)
    })

    it('is taken once under one Idempotency-Key, and another one is refused', async () => {
      const headers = { 'idempotency-key': randomUUID() }
      const first = await post(ndjson(...notes(3, 'einmal')), headers)
      const again = await post(ndjson(...notes(3, 'einmal')), headers)
      expect([again.status, again.body]).toEqual([202, first.body])
      expect(again.headers.get('idempotency-replayed')).toBe('true')
      expect((await post(ndjson(...notes(3, 'anders')), headers)).body).toMatchObject({
        status: 422,
        code: 'idempotency_key_reused',
      })
      const both = await Promise.all(
        [1, 2].map(() => post(ndjson(...notes(3, 'zugleich')), { 'idempotency-key': 'beide' })),
      )
      expect(both[0]?.body).toEqual(both[1]?.body)
      await ended(both[0]?.body.jobId)
      expect([await kept('einmal'), await kept('zugleich'), await leftovers()]).toEqual([3, 3, 0])
      const none = await post('', { 'idempotency-key': '' })
      expect([none.status, none.body.code]).toEqual([400, 'idempotency_key_required'])
    })

    it('is refused by name before anything of it is kept', async () => {
      const type = (name: string) => post('', { 'content-type': name })
      expect((await type('application/json')).body).toMatchObject({ status: 415, code: 'media_type_unsupported' })
      expect((await type('text/csv; charset=iso-8859-1')).body).toMatchObject({
        status: 415,
        code: 'charset_unsupported',
      })
      expect((await post('', { 'content-encoding': 'gzip' })).body).toMatchObject({
        status: 415,
        code: 'encoding_unsupported',
      })
      const large = await post('x'.repeat(33_000_000))
      expect(large.body, large.text).toMatchObject({
        status: 413,
        errors: [{ pointer: '/body', code: 'import_too_large' }],
      })
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (let sent = 0; sent < 40; sent += 1) yield Buffer.from(ndjson({ text: 'x'.repeat(1_000_000) }))
      }
      const streamed = await fetch(`${t().url}/v1/imports?kind=people`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${t().workspace.secretKey}`,
          'content-type': 'application/x-ndjson',
          'idempotency-key': randomUUID(),
        },
        body: ReadableStream.from(endless()),
        duplex: 'half',
      } as RequestInit)
      expect([streamed.status, await streamed.text()]).toEqual([413, expect.stringContaining('import_too_large')])
      const kind = (name: string) =>
        t().call(`POST /v1/imports?kind=${name}`, {
          body: '',
          headers: { 'idempotency-key': 'x', 'content-type': 'text/csv' },
        })
      expect((await kind('shoes')).body).toMatchObject({
        status: 400,
        errors: [{ pointer: '/query/kind', code: 'kind_unknown' }],
      })
      expect((await kind('answers')).body).toMatchObject({
        status: 422,
        code: 'kind_elsewhere',
        title: expect.stringContaining('feedback'),
      })
      expect(await leftovers()).toBe(0)
    })

    it('is taken with the scope of the operation, and from no publishable key', async () => {
      const refused = await t().call('POST /v1/imports?kind=people', {
        key: t().workspace.publishableKey,
        body: ndjson({ text: 'x' }),
      })
      expect([refused.status, refused.body.code]).toEqual([403, 'secret_key_required'])
    })
  })
}
