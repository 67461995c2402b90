import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../auth/caller.js'
import type { Origin } from '../db/tx.js'
import { readTrace, type Span, type Tracing, traceInLog } from '../telemetry/tracing.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of an operation that is being recorded. */
    span: Span | null
  }
}

/**
 * A span for each request of an operation, a part of the trace that its headers name. It says which operation, never the path
 * or a parameter: there are people in them.
 */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  app.decorateRequest('span', null)
  if (!tracing.isOn) return
  app.addHook('onRequest', async (request) => {
    const { operation } = request.routeOptions.config ?? {}
    if (operation === undefined || operation.tag === 'system') return
    request.span = tracing.start(`${request.method} ${operation.path}`, {
      kind: 'server',
      parent: readTrace(request.headers),
      attributes: {
        'http.request.method': request.method,
        'http.route': operation.path,
        'url.scheme': request.protocol,
        'polyphon.operation': operation.operationId,
        'polyphon.request_id': request.id,
      },
    })
  })
  app.addHook('onResponse', async (request, reply) => endSpan(request, reply))
}

/** Says of a request whose it is, once that is known. */
export function traceCaller<Known extends Caller>({ span }: FastifyRequest, caller: Known): Known {
  if (span !== null && 'workspaceId' in caller) span.set({ 'polyphon.workspace': caller.workspaceId })
  return caller
}

function endSpan({ span }: FastifyRequest, { statusCode }: FastifyReply): void {
  if (span === null) return
  span.set({ 'http.response.status_code': statusCode })
  span.end(statusCode >= 500 ? String(statusCode) : undefined)
}

/** What a request says to whatever is done because of it: its own span, or what it came with. */
export const originOfRequest = ({ id, span, headers }: FastifyRequest): Origin => ({
  correlationId: id,
  ...(span?.context ?? readTrace(headers)),
})

export const traceOfRequest = (request: FastifyRequest): { readonly traceId?: string } =>
  request.span === null ? traceInLog(readTrace(request.headers) ?? {}) : { traceId: request.span.traceId }
