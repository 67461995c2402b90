import type { FastifyInstance, FastifyRequest } from 'fastify'
import findRoute, { type HTTPMethod } from 'find-my-way'
import { AppError } from '../values/errors.js'

const METHODS: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Refuses what no route of the server answers, before its body is read: with 405 and the methods that there are where the
 * path is one of ours (RFC 9110, 15.5.6), else with 404. To be called before the first
 * route is registered and after whatever sets headers of every answer. The server's own router only says that it has none,
 * so another one knows the paths.
 */
export function refuseUnknownRoutes(
  app: FastifyInstance,
  options: {
    readonly ignoreTrailingSlash: boolean
    readonly ignoreDuplicateSlashes: boolean
    readonly maxParamLength: number
  },
): void {
  const router = findRoute(options)
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of METHODS)
      if ([method].flat().includes(name) && !router.hasRoute(name, url)) router.on(name, url, () => undefined)
  })
  const refuse = ({ url }: FastifyRequest): never => {
    const allow = METHODS.filter((name) => router.find(name, url) !== null)
    if (allow.length === 0) throw new AppError('missing', 'route_unknown', 'There is no such operation.')
    throw new AppError('method_not_allowed', 'method_not_allowed', `This only answers ${allow.join(', ')}.`, { allow })
  }
  app.addHook('onRequest', async (request) => {
    if (request.is404) refuse(request)
  })
  app.setNotFoundHandler(refuse)
}
