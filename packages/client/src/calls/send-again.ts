import { isA } from './parts.js'
import { pause } from './pause.js'

/** Sends one request, as `fetch` does. */
export type Send = (request: Request) => Promise<Response>

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 30_000
const PASSING = new Set([408, 429, 502, 503, 504])

/**
 * Sends again what failed for the moment, at most `retries` times, after the time that `Retry-After` names or else a wait
 * that doubles. Only what does the same when it is done twice: reading, a PUT without `If-Match`, whatever has an
 * `Idempotency-Key`; and what was refused as one request too many (429). A body that is a stream is sent once.
 */
export function sendAgain(send: Send, retries: number): Send {
  return async (request) => {
    for (let left = retries, wait = FIRST_WAIT_MS; ; left -= 1, wait *= 2) {
      const mayRepeat = left > 0 && !isStreamed(request)
      const answer = await attempt(send, mayRepeat ? request.clone() : request, mayRepeat && isRepeatable(request))
      if (answer !== null) {
        const isPassing = PASSING.has(answer.status) && (answer.status === 429 || isRepeatable(request))
        const pauseMs = waitOf(answer, wait)
        if (!mayRepeat || !isPassing || pauseMs > LONGEST_WAIT_MS) return answer
        await answer.body?.cancel()
        await pause(pauseMs, request.signal)
      } else await pause(wait, request.signal)
    }
  }
}

/** Null where nothing answered and it may be tried again; an error that the caller caused goes on to the caller. */
async function attempt(send: Send, request: Request, mayRepeat: boolean): Promise<Response | null> {
  try {
    return await send(request)
  } catch (error) {
    if (!mayRepeat || request.signal.aborted) throw error
    return null
  }
}

function isRepeatable({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD' || headers.has('idempotency-key')) return true
  return method === 'PUT' && !headers.has('if-match')
}

// A request does not say whether its body can be had twice: what a stream has given is gone.
const streamed = new WeakSet<Request>()
const isStreamed = (request: Request): boolean => streamed.has(request)

/**
 * A request that remembers whether its body is a stream, and that follows a redirection only where it reads: anything else
 * would arrive as a GET without its body. Made when it is needed: test environments bring `Request` late.
 */
export function requestOfCalls(): typeof Request {
  return class extends globalThis.Request {
    constructor(input: string | URL | Request, init?: RequestInit) {
      const isReading = ['GET', 'HEAD'].includes(init?.method ?? 'GET')
      // `error` is unknown to some workers.
      super(input, isReading || init?.redirect !== 'follow' ? init : { ...init, redirect: 'manual' })
      if (isA('ReadableStream', init?.body)) streamed.add(this)
    }
  }
}

const waitOf = (answer: Response, otherwise: number): number => retryAfterMs(answer) ?? jittered(otherwise)

/** How long an answer asks to wait, in seconds or until a date (RFC 9110, 10.2.3); null where it says nothing readable. */
export function retryAfterMs({ headers }: Response): number | null {
  const named = headers.get('retry-after')
  if (named === null) return null
  const seconds = Number(named)
  const ms = Number.isNaN(seconds) ? Date.parse(named) - Date.now() : seconds * 1_000
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

// Many who failed together are not to come back together.
const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2)
