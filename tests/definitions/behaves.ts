import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import type { Tenant, TestStack } from '../stack.js'
import type { Thing } from './things.js'

/** The tag of what is read: of its version and of what was shown of it. */
const readAs = (version: string): unknown =>
  expect.stringMatching(new RegExp(`^"${version.replace('.', '\\.')}-[\\w-]{12}"$`))

/** What every kind of definition does alike. Registers its tests; each uses keys of its own. */
export function behavesLikeADefinition(stack: () => TestStack, thing: Thing): void {
  const { service, plural, bodies, senseless } = thing
  const [first, second, third] = bodies
  const name = thing.name.replaceAll(/(?<=.)[A-Z]/g, '_$&').toLowerCase()
  const ask = async (operation: string, options: Parameters<Tenant['call']>[2] = {}, who?: Tenant) => {
    const call = who ?? stack().workspace
    const [method, path] = operation.split(' ')
    const { status, headers, body } = await call.call(service, `${method} /v1/${plural}${path}`, options)
    return { status, etag: headers.get('etag'), body }
  }
  const put = (key: string, body: object, ifMatch?: string) =>
    ask(`PUT /${key}`, { body, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } })
  const save = (key: string, body: object, ifMatch?: string) =>
    ask(`PUT /${key}?publish=false`, { body, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } })
  const act = (key: string, action: string, options: Parameters<Tenant['call']>[2] = {}) =>
    ask(`POST /${key}/${action}`, options)
  const keysIn = async (query: string): Promise<readonly string[]> => {
    const { body } = await ask(`GET ?limit=500&${query}`)
    return body.items.map(({ key }: { readonly key: string }) => key)
  }

  it('is created, changed and left as it is', async () => {
    expect(await put('counted', first)).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { key: 'counted', version: 1 },
    })
    expect(await put('counted', second)).toMatchObject({ status: 200, etag: '"2"', body: { version: 2 } })
    expect(await put('counted', second)).toMatchObject({ status: 200, etag: '"2"', body: { version: 2 } })
    const shuffled = Object.fromEntries(Object.entries(second).toReversed())
    expect(await put('counted', shuffled)).toMatchObject({ status: 200, etag: '"2"' })
    expect(await ask('GET /counted?version=1')).toMatchObject({ status: 200, etag: readAs('1'), body: { version: 1 } })
    expect((await ask('GET /counted?version=3')).body.code).toBe(`${name}_unknown`)
  })

  it('shows its versions, the newest first, and briefly where asked', async () => {
    for (const body of bodies) await put('many', body)
    const { body } = await ask('GET /many/versions?limit=2')
    expect(body.items.map(({ version }: { readonly version: number }) => version)).toEqual([3, 2])
    const rest = await ask(`GET /many/versions?cursor=${body.nextCursor}&fields=summary`)
    expect(rest.body).toMatchObject({ items: [{ key: 'many', version: 1, archivedAt: null }], nextCursor: null })
    const whole = await ask('GET /many/versions')
    expect(Object.keys(rest.body.items[0]).length).toBeLessThan(Object.keys(whole.body.items[2]).length)
    expect(lasting(whole.body.items[0])).toEqual(lasting((await ask('GET /many')).body))
    expect((await ask('GET /nothing/versions')).status).toBe(404)
  })

  it('keeps a draft until it is published', async () => {
    const saved = await save('drafted', first)
    expect(saved).toMatchObject({ status: 202, etag: '"0.1"', body: { key: 'drafted', version: 0, warnings: [] } })
    expect((await ask('GET /drafted')).status).toBe(404)
    expect(await keysIn('archived=false')).not.toContain('drafted')
    expect(await ask('GET /drafted/draft')).toMatchObject({ status: 200, etag: readAs('0.1'), body: saved.body })
    expect(await save('drafted', first)).toMatchObject({ status: 202, etag: '"0.1"' })
    expect(await save('drafted', second, '"0.1"')).toMatchObject({ status: 202, etag: '"0.2"' })
    expect(await save('drafted', third, '"0.1"')).toMatchObject({ status: 412, body: { code: 'version_mismatch' } })
    const published = await act('drafted', 'publish', { headers: { 'if-match': '"0.2"' } })
    expect(published).toMatchObject({ status: 201, etag: '"1"', body: { version: 1 } })
    expect((await ask('GET /drafted/draft')).body.code).toBe('draft_unknown')
    // What was published from a draft is what publishing it at once would have been.
    expect(await put('drafted', second)).toMatchObject({ status: 200, etag: '"1"' })
    // Sent again, as after an answer that got lost.
    expect(await act('drafted', 'publish')).toMatchObject({ status: 200, etag: '"1"' })
    expect((await act('nothing', 'publish')).body.code).toBe(`${name}_unknown`)
  })

  it('says of a draft what would be refused, and refuses it when it is published', async () => {
    const saved = await save('senseless', senseless)
    expect(saved.status).toBe(202)
    expect(saved.body.warnings.length).toBeGreaterThan(0)
    const refused = await act('senseless', 'publish')
    expect([refused.status, refused.body.errors]).toEqual([422, saved.body.warnings])
    expect((await put('senseless', senseless)).body.errors).toEqual(saved.body.warnings)
    expect((await ask('DELETE /senseless/draft')).status).toBe(204)
    expect((await ask('DELETE /senseless/draft')).body.code).toBe('draft_unknown')
    expect((await act('senseless', 'publish')).status).toBe(404)
  })

  it('does not publish a draft over a version that its author has not seen', async () => {
    await put('raced', first)
    expect(await save('raced', second, '"1"')).toMatchObject({ status: 202, etag: '"1.1"', body: { version: 1 } })
    await put('raced', third)
    const refused = await act('raced', 'publish', { headers: { 'if-match': '"1.1"' } })
    expect(refused).toMatchObject({ status: 412, body: { code: 'version_mismatch' } })
    expect((await ask('GET /raced/draft')).etag).toEqual(readAs('2.1'))
  })

  it('is archived and restored as it was', async () => {
    await put('old', first)
    await put('old', second)
    const archived = await act('old', 'archive')
    expect(archived).toMatchObject({ status: 200, etag: '"2"', body: { version: 2 } })
    expect(archived.body.archivedAt).toEqual(expect.any(String))
    expect(lasting((await act('old', 'archive')).body)).toEqual(lasting(archived.body))
    expect((await ask('GET /old')).body.archivedAt).toBe(archived.body.archivedAt)
    expect([await keysIn('archived=false'), await keysIn('archived=true')]).toEqual([
      expect.not.arrayContaining(['old']),
      expect.arrayContaining(['old']),
    ])
    for (const refused of [
      await put('old', third),
      await put('old', second),
      await save('old', third),
      await act('old', 'publish'),
      await act('old', 'rollback', { body: { version: 1 } }),
    ])
      expect(refused).toMatchObject({ status: 409, body: { code: `${name}_archived` } })
    const restored = await act('old', 'restore', { headers: { 'if-match': '"2"' } })
    expect(restored).toMatchObject({ status: 200, etag: '"2"', body: { version: 2, archivedAt: null } })
    expect((await act('old', 'restore')).body).toMatchObject({ version: 2, archivedAt: null })
    expect(await put('old', third)).toMatchObject({ status: 200, etag: '"3"' })
  })

  it('is rolled back to what it was, as its next version', async () => {
    await put('back', first)
    const { body: before } = await ask('GET /back')
    await put('back', second)
    const back = await act('back', 'rollback', { body: { version: 1 }, headers: { 'if-match': '"2"' } })
    expect(back).toMatchObject({ status: 200, etag: '"3"', body: { version: 3 } })
    // Whether everybody has been evaluated by it yet is no part of it.
    const { version: _version, publishedAt: _published, status: _status, ...content } = (await ask('GET /back')).body
    expect(before).toMatchObject(content)
    expect(await act('back', 'rollback', { body: { version: 1 } })).toMatchObject({ status: 200, etag: '"3"' })
    const unknown = await act('back', 'rollback', { body: { version: 17 } })
    expect(unknown.body).toMatchObject({ status: 422, code: 'version_unknown', errors: [{ pointer: '/body/version' }] })
    expect((await act('back', 'rollback', { body: { version: 0 } })).status).toBe(400)
  })

  it('obeys If-Match wherever it is changed', async () => {
    await put('matched', first)
    await put('matched', second)
    const headers = { 'if-match': '"1"' }
    for (const action of ['archive', 'restore', 'rollback', 'publish'])
      expect(
        await act('matched', action, { headers, ...(action === 'rollback' ? { body: { version: 1 } } : {}) }),
        action,
      ).toMatchObject({ status: 412, body: { code: 'version_mismatch' } })
    expect((await ask('GET /matched')).body).toMatchObject({ version: 2, archivedAt: null })
  })

  it('is listed with all kinds as it would be put again, by its schema', async () => {
    await put('again', second)
    await put('gone', first)
    await act('gone', 'archive')
    const read = async (query: string) => {
      const listed = []
      for (let more: string | null = ''; more !== null; ) {
        const { status, body } = await stack().workspace.call(service, `GET /v1/definitions?${query}${more}`)
        expect(status, JSON.stringify(body)).toBe(200)
        listed.push(...body.items)
        more = body.nextCursor === null ? null : `&cursor=${body.nextCursor}`
      }
      return listed
    }
    const all = await read(`kind=${name}&limit=500`)
    expect(await read(`kind=${name}&limit=2`)).toEqual(all)
    expect(all.map(({ key }) => key)).toEqual(all.map(({ key }) => key).toSorted())
    expect(all.map(({ key }) => key)).not.toContain('gone')
    const archived = (await read(`kind=${name}&archived=true&limit=1`)).find(({ key }) => key === 'gone')
    expect(archived).toMatchObject({ kind: name, version: 1, archivedAt: expect.any(String), inForce: false })
    const again = all.find(({ key }) => key === 'again')
    expect(again).toMatchObject({ kind: name, key: 'again', version: 1, archivedAt: null, inForce: true })
    expect(await put('again', again.body)).toMatchObject({ status: 200, body: { version: 1 } })
    const schema = JSON.parse(await (await fetch(`${stack().url(service)}/schemas/${name}.json`)).text())
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    for (const body of [...bodies, again.body]) expect([validate(body), validate.errors]).toEqual([true, null])
    expect(validate({ ...again.body, nonsense: 1 })).toBe(false)
    expect((await stack().workspace.call(service, 'GET /v1/definitions?kind=nonsense')).status).toBe(400)
  })

  it('is unknown to everybody else', async () => {
    await put('mine', first)
    await save('mine', second)
    const { other } = stack()
    for (const operation of [
      'GET /mine',
      'GET /mine/draft',
      'GET /mine/versions',
      'GET /mine/uses',
      'POST /mine/archive',
    ])
      expect((await ask(operation, {}, other)).status, operation).toBe(404)
  })

  it('counts its versions without a gap when many publish at once', async () => {
    const puts = await Promise.all(Array.from({ length: 9 }, (_, index) => put('busy', bodies[index % 3] ?? first)))
    expect(puts.map(({ status }) => status).filter((status) => status >= 400)).toEqual([])
    const { body } = await ask('GET /busy/versions')
    const versions: readonly number[] = body.items.map(({ version }: { readonly version: number }) => version)
    expect(versions).toEqual(versions.map((_, index) => versions.length - index))
  })

  it('takes one of two that have seen the same version', async () => {
    await put('two', first)
    const puts = await Promise.all([put('two', second, '"1"'), put('two', third, '"1"')])
    expect(puts.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('publishes a draft once, whoever asks for it at the same time', async () => {
    await save('once', first)
    const done = await Promise.all(['publish', 'publish', 'publish'].map((action) => act('once', action)))
    expect(done.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(done.filter(({ status }) => status !== 201 && status !== 200 && status !== 409)).toEqual([])
    expect((await ask('GET /once/versions')).body.items).toHaveLength(1)
  })

  it('is archived or published, when both are asked for at once', async () => {
    await put('either', first)
    const headers = { 'if-match': '"1"' }
    const [published, archived] = await Promise.all([
      put('either', second, '"1"'),
      act('either', 'archive', { headers }),
    ])
    expect([published.status, archived.status].toSorted()).toEqual(archived.status === 200 ? [200, 409] : [200, 412])
    const { body } = await ask('GET /either')
    expect([body.version, body.archivedAt !== null]).toEqual(archived.status === 200 ? [1, true] : [2, false])
  })
}

/** A view without what goes on by itself: a segment is sorted while it is looked at. */
const lasting = ({ status: _goesOn, ...view }: Record<string, unknown>): Record<string, unknown> => view
