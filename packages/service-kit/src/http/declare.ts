import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { faultsOfZod, invalidInput } from './problem.js'
import { refuseEncoded } from './refuse-encoded.js'
import type { Route } from './route.js'
import { anyParameters } from './unknown-parameters.js'

interface Handling {
  readonly onRequest?: (request: FastifyRequest) => Promise<void>
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

const PARTS: Readonly<Record<string, string>> = {
  params: '/path',
  querystring: '/query',
  body: '/body',
  headers: '/headers',
}

/** What comes in is read by the schemas of the operations; what goes out has been. */
export function readByZod(app: FastifyInstance): void {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => zodValidator(schema, PARTS[httpPart ?? 'body'] ?? ''))
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
}

function zodValidator(schema: z.ZodType, prefix: string): (data: unknown) => { value: unknown } | { error: Error } {
  return (data) => {
    const result = schema.safeParse(data)
    return result.success ? { value: result.data } : { error: invalidInput(faultsOfZod(result.error, prefix)) }
  }
}

const isJson = ({ rawBody, streamed, body }: Route): boolean =>
  rawBody === undefined && streamed === undefined && body !== undefined

const refuseEncodedBody = async ({ headers }: FastifyRequest): Promise<void> =>
  refuseEncoded(headers['content-encoding'])

/** Registers an operation, from which the server's document is made, too. */
export async function declareOperation(app: FastifyInstance, route: Route, handling: Handling): Promise<void> {
  const limit = route.rawBody?.limitBytes ?? route.bodyLimitBytes
  const plugin = async (scope: FastifyInstance): Promise<void> => {
    if (route.rawBody !== undefined) {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    }
    if (route.streamed !== undefined) {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, _body, done) => done(null, undefined))
    }
    scope.route({
      method: route.method.toUpperCase(),
      url: route.path,
      ...(route.acts === true ? { exposeHeadRoute: false } : {}),
      config: { operation: route },
      ...(isJson(route) ? { preParsing: refuseEncodedBody } : {}),
      schema: {
        operationId: route.operationId,
        ...(route.hidden === true ? { hide: true } : {}),
        ...(route.params === undefined ? {} : { params: route.params }),
        ...(route.query === undefined ? {} : { querystring: anyParameters(route.query) }),
        ...(route.body === undefined || route.rawBody !== undefined ? {} : { body: route.body }),
      },
      ...(limit === undefined ? {} : { bodyLimit: limit }),
      ...handling,
    })
  }
  // A scope of its own keeps its parser away from every other route.
  if (route.rawBody === undefined && route.streamed === undefined) await plugin(app)
  else await app.register(plugin)
}
