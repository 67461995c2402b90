import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, CallerContext } from '../auth/caller.js'
import { refuseSeveralCredentials } from '../auth/misplaced.js'
import { admit } from './access.js'
import { declareOperation } from './declare.js'
import type { Deps } from './deps.js'
import { perform } from './perform.js'
import type { Busiest } from './refuse-busiest.js'
import type { Route } from './route.js'
import { traceCaller } from './trace-requests.js'
import { refuseUnknownParameters } from './unknown-parameters.js'

/** Counts an answer, or a stream that has begun. */
export const countRequest = ({ metrics }: Deps, request: FastifyRequest, reply: FastifyReply): void =>
  metrics.requests.observe(
    { operation: operationOf(request), status: String(reply.statusCode) },
    reply.elapsedTime / 1000,
  )

/** The operation that a request is about. */
export function operationOf(request: FastifyRequest): string {
  return request.routeOptions.schema?.operationId ?? 'none'
}

/** What every operation is admitted with. */
export interface Admission {
  readonly contextOf: (request: FastifyRequest) => CallerContext
  readonly busiest: Busiest
}

/** Registers an operation: who may call it, and what it answers. */
export function register(
  app: FastifyInstance,
  route: Route,
  { contextOf, busiest }: Admission,
  deps: Deps,
): Promise<void> {
  const admitted = (request: FastifyRequest): Promise<Caller> =>
    admit(
      route.access,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the router gives an object of strings
      { headers: request.headers, params: request.params as Record<string, unknown> },
      contextOf(request),
    )
  return declareOperation(app, route, {
    onRequest: async (request) => {
      // Bytes are taken whatever they are called; the framework would refuse a type that is not well-formed.
      if (route.rawBody !== undefined || route.streamed !== undefined) {
        request.contentType = request.headers['content-type']
        delete request.raw.headers['content-type']
      }
      // Of a link the token alone counts.
      if (route.access.who !== 'link') refuseSeveralCredentials(request.raw.rawHeaders)
      request.caller = await admitted(request)
      busiest.recognise(request, traceCaller(request, request.caller))
      refuseUnknownParameters(route, request.caller, request.query)
    },
    handler: async (request, reply) => {
      const { caller } = request
      if (caller === null) throw new Error('A request reached its handler without being admitted.')
      const opened = (): void => {
        busiest.opened(request)
        countRequest(deps, request, reply)
      }
      const admitAgain = (): Promise<Caller> => admitted(request)
      await perform(route, caller, { request, reply, context: contextOf(request), admitAgain, opened }, deps)
      return reply
    },
  })
}
