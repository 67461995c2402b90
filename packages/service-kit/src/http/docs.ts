import reference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'

/** A document as it is served and as it is committed. */
export const documentText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** Serves the API's own description, once the server is ready: the document for programs, a page for people. */
export async function registerDocs(app: FastifyInstance, title: string): Promise<void> {
  let text = ''
  app.addHook('onReady', async () => {
    text = documentText(app.swagger())
  })
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  )
  await app.register(async (scope) => {
    // The page needs its own script and styles, which the strict policy of the API would forbid.
    scope.addHook('onSend', async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src *; worker-src 'self' blob:",
      )
    })
    await scope.register(reference, {
      routePrefix: '/docs',
      configuration: {
        withDefaultFonts: false,
        telemetry: false,
        metaData: { title: `Polyphon ${title}` },
      },
    })
  })
}
