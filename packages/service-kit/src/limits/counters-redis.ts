import { Redis } from 'ioredis'
import type { Counters } from './counters.js'

// One round trip and one step: a counter without an end would never go away if the caller died between two commands.
const INCREMENT = `
local count = redis.call('incrby', KEYS[1], ARGV[2])
local left = redis.call('pttl', KEYS[1])
if left < 0 then
  redis.call('pexpire', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { count, left }`

interface RedisOptions {
  readonly tlsCa?: string | undefined
  /** Called with each try that failed, and with each answer. */
  readonly onFailure?: (error: unknown) => void
  readonly onAnswer?: () => void
}

interface Count {
  readonly count: number
  readonly leftMs: number
}

const MOST_LATE = 3
const ignore = (): void => undefined

interface Waiting {
  resolve(counted: Count): void
  reject(error: unknown): void
}

/**
 * Counters shared by all processes. Every call answers or fails within two tenths of a second; the caller then lets the
 * request pass, as a limit is never a reason to be down. What comes while a counter is being asked is asked together.
 */
export class RedisCounters implements Counters {
  readonly #redis: Redis
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #onFailure: (error: unknown) => void
  readonly #onAnswer: () => void
  /** How many commands in a row were not answered in time. */
  #late = 0

  /** `tlsCa` is the PEM of who signs Redis' certificate, for a `rediss://` URL. */
  constructor(url: string, { tlsCa, onFailure = ignore, onAnswer = ignore }: RedisOptions = {}) {
    this.#redis = new Redis(url, {
      ...(tlsCa !== undefined && { tls: { ca: tlsCa } }),
      // The defaults queue without bound while Redis is away, and count twice after a reconnect.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: 100,
      autoResendUnfulfilledCommands: false,
      connectTimeout: 2_000,
      keyPrefix: 'polyphon:',
    })
    this.#onFailure = onFailure
    this.#onAnswer = onAnswer
    this.#redis.on('error', (error) => this.#note(error))
    this.#redis.on('ready', onAnswer)
  }

  increment(key: string, windowMs: number): Promise<Count> {
    return new Promise((resolve, reject) => {
      const others = this.#waiting.get(key)
      if (others !== undefined) {
        others.push({ resolve, reject })
        return
      }
      const waiting = [{ resolve, reject }]
      this.#waiting.set(key, waiting)
      void this.#ask(key, windowMs, waiting)
    })
  }

  async #ask(key: string, windowMs: number, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0)
      try {
        const { count, leftMs } = await this.#add(key, windowMs, batch.length)
        this.#late = 0
        this.#onAnswer()
        for (const [index, caller] of batch.entries())
          caller.resolve({ count: count - batch.length + index + 1, leftMs })
      } catch (error) {
        this.#note(error)
        for (const caller of batch) caller.reject(error)
      }
    }
    this.#waiting.delete(key)
  }

  // On a machine that is busy one comes late now and then; a server that is cut off answers none.
  #note(error: unknown): void {
    const isLate = error instanceof Error && error.message === 'Command timed out'
    if (isLate) this.#late += 1
    if (!isLate || this.#late >= MOST_LATE) this.#onFailure(error)
  }

  async #add(key: string, windowMs: number, many: number): Promise<Count> {
    const answer: unknown = await this.#redis.eval(INCREMENT, 1, key, windowMs, many)
    if (!Array.isArray(answer)) throw new Error('Redis answered a counter with something else.')
    return { count: Number(answer[0]), leftMs: Math.max(1, Number(answer[1])) }
  }

  async check(): Promise<void> {
    // The client's own words name an option of it, and not what is wrong.
    if (this.#redis.status !== 'ready') throw new Error('there is no connection to Redis')
    await this.#redis.ping()
  }

  async close(): Promise<void> {
    this.#redis.disconnect()
  }
}
