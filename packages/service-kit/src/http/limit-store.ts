import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { Counters } from '../limits/counters.js'

type Done = (error: Error | null, result?: { current: number; ttl: number }) => void

/** Lets the rate limiter count in our counters: in Redis for all replicas together, else in this process. */
export function limitStore(counters: Counters): FastifyRateLimitStoreCtor {
  return class implements FastifyRateLimitStore {
    incr(key: string, done: Done, windowMs?: number): void {
      counters.increment(`limit:${key}`, windowMs ?? 60_000).then(
        ({ count, leftMs }) => done(null, { current: count, ttl: leftMs }),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
    }

    child(): FastifyRateLimitStore {
      return this
    }
  }
}
