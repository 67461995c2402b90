import reference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../values/errors.js'
import { codePage, codesPage } from './codes-in-words.js'
import { definitionSchemas } from './definition-schemas.js'
import type { ApiDescription } from './openapi.js'
import { HTML, PAGE_HEADERS } from './page.js'
import type { Route } from './route.js'

/** A document as it is served and as it is committed. */
export const documentText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** Serves the API's own description, once the server is ready: the document for programs, pages for people. */
export async function registerDocs(app: FastifyInstance, api: ApiDescription, routes: readonly Route[]): Promise<void> {
  let text = ''
  app.addHook('onReady', async () => {
    text = documentText(app.swagger())
  })
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  )
  registerCodes(app, api)
  registerSchemas(app, routes)
  await app.register(async (scope) => {
    // The page needs its own script and styles, which the strict policy of the API would forbid; and nothing from elsewhere.
    scope.addHook('onSend', async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'none'; frame-ancestors 'none'",
      )
    })
    await scope.register(reference, {
      routePrefix: '/docs',
      configuration: {
        // All that would lead to services of its maker, or tell them something.
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
        customCss: 'a[href*="scalar.com"] { display: none }',
        // The same before the page's script has run, for link previews and for whoever has no scripts.
        pageTitle: api.title,
        metaData: { title: api.title },
      },
    })
  })
}

/** The JSON Schema of each kind of definition, for editors and for whoever keeps them in a folder. */
function registerSchemas(app: FastifyInstance, routes: readonly Route[]): void {
  const schemas = new Map(Object.entries(definitionSchemas(routes)).map(([kind, json]) => [kind, documentText(json)]))
  app.get<{ Params: { kind: string } }>('/schemas/:kind.json', { schema: { hide: true } }, async (request, reply) => {
    const text = schemas.get(request.params.kind)
    if (text === undefined) throw new AppError('missing', 'route_unknown', 'There is no such kind of definition.')
    return reply.type('application/schema+json; charset=utf-8').send(text)
  })
}

/** The page of each code, to which the `type` of a problem leads. */
function registerCodes(app: FastifyInstance, { title, codes }: ApiDescription): void {
  const hidden = { schema: { hide: true } }
  app.get('/docs/errors', hidden, async (_request, reply) =>
    reply
      .headers(PAGE_HEADERS)
      .type(HTML)
      .send(codesPage(app.basePath, title, codes)),
  )
  app.get<{ Params: { code: string } }>('/docs/errors/:code', hidden, async ({ params: { code } }, reply) => {
    const text = Object.hasOwn(codes, code) ? codes[code] : undefined
    if (text === undefined) throw new AppError('missing', 'route_unknown', 'There is no such code.')
    return reply
      .headers(PAGE_HEADERS)
      .type(HTML)
      .send(codePage(app.basePath, code, text))
  })
}
