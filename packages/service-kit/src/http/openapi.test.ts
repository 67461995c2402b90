import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listOf } from '../lists/answer.js'
import { documentText } from './docs.js'
import { describeApi, writeDocument } from './openapi.js'
import { type Route, route } from './route.js'

const api = { title: 'Shop', description: '', port: 7999, tags: { shoes: 'Shoes.', shops: 'Shops.' }, codes: {} }
const Shoe = z.object({ id: z.string(), size: z.number().default(42) }).meta({ id: 'Shoe' })

const read = (over: Partial<Route> = {}): Route => ({
  ...route({
    operationId: 'getShoe',
    method: 'get',
    path: '/v1/shoes/:id',
    tag: 'shoes',
    summary: 'Read a shoe',
    access: { who: 'key', scope: 'profile:read' },
    etag: true,
    responses: { 200: Shoe },
    handle: async (_tx) => ({ status: 200, body: { id: '1' } }),
  }),
  ...over,
})
const list = read({ operationId: 'listShoes', path: '/v1/shoes', responses: { 200: listOf(Shoe) } })
const write = read({
  operationId: 'putShoe',
  method: 'put',
  ifMatch: 'required',
  body: Shoe,
  deprecatedSince: '2027-03-01',
})
const shops = read({ operationId: 'closeShop', method: 'post', path: '/v1/shops/close', tag: 'shops' })

interface Written {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly responses: object }
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- read as a test needs it
const documentOf = async (...routes: readonly Route[]): Promise<Written> =>
  (await writeDocument(api, routes)) as unknown as Written

describe('the document of an API', () => {
  it('has the same bytes twice, and in whatever order its operations are registered', async () => {
    const text = documentText(await documentOf(read(), list, write, shops))
    expect(documentText(await documentOf(read(), list, write, shops))).toBe(text)
    expect(documentText(await documentOf(shops, write, list, read()))).toBe(text)
  })

  it('has tags with their descriptions in the order in which the service gives them', async () => {
    const { paths, ...rest } = await documentOf(shops, list)
    expect(rest).toMatchObject({ tags: [{ name: 'shoes', description: 'Shoes.' }, { name: 'shops' }] })
    expect(Object.keys(paths)).toEqual(['/v1/shoes', '/v1/shops/close'])
    await expect(documentOf(read({ tag: 'hats' }))).rejects.toThrow('the tags hats')
  })

  it('names every problem that an operation may answer, and their headers', async () => {
    const { paths, components } = await documentOf(write)
    const { responses } = paths['/v1/shoes/{id}']?.['put'] ?? { responses: {} }
    expect(Object.keys(responses)).toEqual('200 400 401 403 404 409 412 413 415 422 428 429 503 default'.split(' '))
    expect(responses).toMatchObject({
      200: { headers: { ETag: { $ref: '#/components/headers/ETag' }, Deprecation: {}, 'RateLimit-Reset': {} } },
      429: { $ref: '#/components/responses/RateLimited' },
    })
    expect(components.responses).toMatchObject({
      RateLimited: { headers: { 'Retry-After': {} }, content: { 'application/problem+json': {} } },
    })
    expect(paths['/v1/shoes/{id}']?.['put']).toMatchObject({ deprecated: true })
    const signed = await documentOf(read({ access: { who: 'anyone' }, problems: [401] }))
    expect(Object.keys(signed.paths['/v1/shoes/{id}']?.['get']?.responses ?? {})).toContain('401')
  })

  it('names what else an operation declares, and what links answer while their workspace rests', async () => {
    const statusesOf = async (operation: Route): Promise<readonly string[]> => {
      const { paths } = await documentOf(operation)
      return Object.keys(paths['/v1/shoes/{id}']?.['get']?.responses ?? {})
    }
    expect(await statusesOf(read({ problems: [410] }))).toContain('410')
    expect(await statusesOf(read())).not.toContain('410')
    await expect(documentOf(read({ problems: [418] }))).rejects.toThrow('answers 418, which nothing describes')
    const link = { who: 'link', param: 'id', unknown: 'shoe_unknown' } as const
    expect(await statusesOf(read({ access: link }))).toContain('403')
    expect(await statusesOf(read({ access: { ...link, evenSuspended: true } }))).not.toContain('403')
  })

  it('tells what is sent from what is answered where they differ', async () => {
    const { paths, components } = await documentOf(read(), list, write)
    expect(paths['/v1/shoes/{id}']?.['put']).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ShoeInput' } } } },
    })
    expect(components.schemas).toMatchObject({
      Shoe: { required: ['id', 'size'] },
      ShoeInput: { required: ['id'] },
      ShoeList: { properties: { items: { items: { $ref: '#/components/schemas/Shoe' } } } },
    })
    const { components: alone } = await documentOf(write)
    expect(Object.keys(alone.schemas)).toContain('ShoeInput')
  })

  it('says in one form what JSON Schema can say in several', async () => {
    const Many = z
      .object({ by: z.record(z.string(), z.union([z.string(), z.number()])), none: z.string().nullable() })
      .meta({ id: 'Many' })
    const { components } = await documentOf(read({ responses: { 200: Many } }))
    expect(components.schemas['Many']).toMatchObject({
      properties: {
        by: { additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } },
        none: { type: ['string', 'null'] },
      },
    })
    expect(JSON.stringify(components.schemas)).not.toContain('propertyNames')
  })

  it('names the places in which an operation looks for a key by itself', async () => {
    const track = read({ access: { who: 'anyone', reads: 'profile:write' } })
    const { paths, components } = await documentOf(track)
    expect(paths['/v1/shoes/{id}']?.['get']).toMatchObject({
      security: [{ key: [] }, { basic: [] }, { writeKey: [] }, {}],
      responses: { 401: {}, 403: {} },
    })
    expect(Object.keys(components)).toContain('securitySchemes')
  })

  it('lets no text stand beside a text', async () => {
    const metrics = read({ onlyAnswers: 'text/plain', responses: { 200: z.string() } })
    const { paths } = await documentOf(metrics)
    expect(paths['/v1/shoes/{id}']?.['get']).toMatchObject({
      responses: { 200: { content: { 'text/plain': { schema: { type: 'string' } } } } },
    })
    expect(JSON.stringify(paths['/v1/shoes/{id}'])).not.toContain('application/json')
  })
})

describe('no document is made', () => {
  it('of an answer without a name, nor of a list of what has none', async () => {
    const Nameless = z.object({ id: z.string() })
    const message = 'What getShoe answers with 200 has no name'
    await expect(documentOf(read({ responses: { 200: Nameless } }))).rejects.toThrow(message)
    await expect(documentOf(read({ responses: { 200: listOf(Nameless) } }))).rejects.toThrow(message)
    await expect(documentOf(read({ responses: { 201: Shoe, 200: Shoe.extend({}) } }))).rejects.toThrow(message)
  })

  it('of two different schemas with one name', async () => {
    const other = z.object({ other: z.string() }).meta({ id: 'Shoe' })
    await expect(
      documentOf(read(), read({ operationId: 'getOther', path: '/v1/other', responses: { 200: other } })),
    ).rejects.toThrow('have the name Shoe')
  })

  it('of two routes that are the same operation', async () => {
    await expect(documentOf(read(), read({ path: '/v1/boots/:id' }))).rejects.toThrow('are the operation getShoe')
  })

  it('of a server that answers what is no operation, unless it is hidden', async () => {
    const app = Fastify()
    await describeApi(app, api)
    app.get('/hidden', { schema: { hide: true } }, async () => 'a')
    app.get('/secret', async () => 'b')
    await app.ready()
    expect(() => app.swagger()).toThrow('GET /secret is served and described nowhere')
  })
})
