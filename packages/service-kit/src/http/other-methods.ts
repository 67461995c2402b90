import type { FastifyInstance, FastifyRequest } from 'fastify'
import findRoute, { type HTTPMethod } from 'find-my-way'
import { AppError } from '../values/errors.js'

const METHODS: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The methods that a path has; throws 404 where none of ours is behind it. */
type MethodsOf = (url: string) => readonly string[]

/**
 * Learns of every route that is registered after this. The server's own router only says that it has no route for a
 * method, so another one knows the paths.
 */
export function watchPaths(
  app: FastifyInstance,
  options: {
    readonly ignoreTrailingSlash: boolean
    readonly ignoreDuplicateSlashes: boolean
    readonly maxParamLength: number
  },
): MethodsOf {
  const router = findRoute(options)
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of METHODS)
      if ([method].flat().includes(name) && !router.hasRoute(name, url)) router.on(name, url, () => undefined)
  })
  return (url) => {
    const methods = METHODS.filter((name) => router.find(name, url) !== null)
    if (methods.length === 0) throw new AppError('missing', 'route_unknown', 'There is no such operation.')
    return methods
  }
}

/**
 * Refuses what no route of the server answers, before its body is read: with 405 and the methods that there are where the
 * path is one of ours (RFC 9110, 15.5.6), else with 404. To be called after whatever sets headers of every answer.
 */
export function refuseUnknownRoutes(app: FastifyInstance, methodsOf: MethodsOf): void {
  const refuse = ({ url }: FastifyRequest): never => {
    const allow = methodsOf(url)
    throw new AppError('method_not_allowed', 'method_not_allowed', `This only answers ${allow.join(', ')}.`, { allow })
  }
  app.addHook('onRequest', async (request) => {
    if (request.is404) refuse(request)
  })
  app.setNotFoundHandler(refuse)
}

/**
 * Says which methods a path has to whoever asks with OPTIONS (RFC 9110, 9.3.7). What asks whether a page may call is left to
 * CORS, so this is to be called before it.
 */
export function answerOptions(app: FastifyInstance, methodsOf: MethodsOf): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] !== undefined) return
    reply.code(204).header('allow', [...methodsOf(request.url), 'OPTIONS'].join(', '))
    await reply.send()
  })
}
