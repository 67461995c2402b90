import reference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'

/** Serves the API's own description: the document for programs, a page for people. */
export async function registerDocs(app: FastifyInstance, document: Readonly<Record<string, unknown>>): Promise<void> {
  const text = JSON.stringify(document)
  app.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(text))
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
        content: text,
        withDefaultFonts: false,
        telemetry: false,
        metaData: { title: titleOf(document) },
      },
    })
  })
}

function titleOf({ info }: Readonly<Record<string, unknown>>): string {
  const title = typeof info === 'object' && info !== null && 'title' in info ? info.title : ''
  return `Polyphon ${String(title)}`
}
