import Fastify, { type FastifyInstance } from 'fastify'
import type { Health } from '../telemetry/health.js'
import type { Deps } from './deps.js'
import { systemRoutes } from './system-routes.js'

const REQUEST_MS = 10_000

/**
 * The second listener, for whoever runs the service: health and metrics and nothing else. It knows no limits and no pressure,
 * so that a flood at the public port does not keep anybody from seeing it.
 */
export function buildOpsServer(deps: Deps, health: Health): FastifyInstance {
  const app = Fastify({ logger: false, requestTimeout: REQUEST_MS, return503OnClosing: false })
  for (const { path, handleOutside: answer } of systemRoutes(deps, health)) {
    app.get(path, async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they look at nothing of a request
      const given = await answer?.(undefined as never)
      if (given === undefined || 'stream' in given) return reply.callNotFound()
      return 'text' in given
        ? reply.code(given.status).type(given.contentType).send(given.text)
        : reply.code(given.status).send(given.body)
    })
  }
  return app
}
