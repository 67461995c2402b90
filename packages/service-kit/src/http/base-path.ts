import type { FastifyInstance } from 'fastify'
import { AppError } from '../values/errors.js'
import { METRICS_PATH, PROBE_PATHS } from './system-routes.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** What stands before every path of this service where several share one origin: `/profile`, or nothing. */
    readonly basePath: string
  }
}

// Who looks after a process asks it directly, and knows nothing of what stands before it.
const ANSWERED_BARE: ReadonlySet<string> = new Set([...PROBE_PATHS, METRICS_PATH])

/**
 * The path that the router is given for what was asked: without the base path. What does not stand under it stays as it
 * is, and `keepToBasePath` refuses it.
 */
export const withoutBasePath = (basePath: string, url: string): string => {
  const rest = basePath === '' ? null : restBehind(basePath, url)
  if (rest === null) return url
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** What follows the base path; null where the URL does not stand under it. A host with a slash at its end gives `//profile`. */
function restBehind(basePath: string, url: string): string | null {
  const path = url.replace(/^\/+/, '/')
  if (!path.startsWith(basePath)) return null
  const rest = path.slice(basePath.length)
  return rest === '' || rest.startsWith('/') || rest.startsWith('?') ? rest : null
}

/**
 * Serves everything under the base path alone, but for health and metrics, which are at their bare paths too; and puts it
 * before the paths to which answers lead. To be called before anything that answers.
 */
export function keepToBasePath(app: FastifyInstance, basePath: string): void {
  app.decorate('basePath', basePath)
  if (basePath === '') return
  app.addHook('onRequest', async ({ originalUrl }) => {
    const [path = ''] = originalUrl.split('?', 1)
    if (restBehind(basePath, originalUrl) !== null || ANSWERED_BARE.has(path)) return
    throw new AppError('missing', 'route_unknown', `Every path of this service begins with ${basePath}.`)
  })
  app.addHook('onSend', async (_request, reply) => {
    const location = reply.getHeader('location')
    if (typeof location === 'string' && /^\/(?!\/)/.test(location)) reply.header('location', `${basePath}${location}`)
  })
}
