import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../auth/caller.js'
import { AppError } from '../values/errors.js'
import { watchPressure } from './pressure.js'
import { isRefused, openShares } from './shares.js'

const MOST_LATE_MS = 2_000

export interface Busiest {
  /** Called with who called, once that is known. */
  recognise(request: FastifyRequest, caller: Caller): void
  /** Called when what is answered is a stream that has begun: it is no work under way any more. */
  opened(request: FastifyRequest): void
}

/** Refuses the busiest while this process is pressed; `isAlwaysAnswered` are the requests that count nowhere. */
export function refuseBusiest(app: FastifyInstance, isAlwaysAnswered: (request: FastifyRequest) => boolean): Busiest {
  const uses = new WeakMap<FastifyRequest, () => void>()
  const pressure = watchPressure(MOST_LATE_MS)
  const shares = openShares()
  app.addHook('onClose', async () => pressure.stop())
  app.addHook('onRequest', async (request, reply) => {
    if (isAlwaysAnswered(request)) return
    const use = shares.begin(credentialIn(request), request.ip)
    if (isRefused(pressure.level(), use)) {
      use.end()
      // Clients of the tracking API retry on 429 and honour Retry-After only there.
      throw new AppError('limited', 'overloaded', 'The service is busy; try again shortly.', { retryAfterSeconds: 1 })
    }
    // Also where the client has gone before it was answered.
    reply.raw.once('close', use.end)
    uses.set(request, use.end)
  })
  return {
    opened: (request) => uses.get(request)?.(),
    recognise: (request, caller) => {
      const credential = credentialIn(request)
      if (credential === undefined) return
      if (caller.kind === 'admin') shares.know(credential, 'admin')
      if (caller.kind === 'secret' || caller.kind === 'publishable' || caller.kind === 'staff')
        shares.know(credential, caller.workspaceId)
    },
  }
}

function credentialIn({ headers }: FastifyRequest): string | undefined {
  const { authorization, 'x-write-key': writeKey } = headers
  return authorization ?? (typeof writeKey === 'string' ? writeKey : undefined)
}
