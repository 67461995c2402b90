import type { CliError } from './ends.js'
import { unreachable } from './ends.js'

/** How long somebody who asks a service waits for its next word. */
export const PATIENCE_MS = 10_000

// Longer than the pauses after which a client asks again, and short for whoever goes on for hours.
const STAYS_SILENT_MS = 5_000

type Send = (request: Request) => Promise<Response>

/**
 * A `fetch` that gives up a service which takes a connection and then says nothing for so long, before its answer or in the
 * middle of it. What was silent is not asked again at once: a command ends after one silence, not after three.
 */
export function sendPatiently(patienceMs: number = PATIENCE_MS, clock: () => number = () => performance.now()): Send {
  const silent = new Map<string, number>()
  return async (request) => {
    const since = silent.get(request.url)
    if (since !== undefined && clock() - since < STAYS_SILENT_MS) throw silenceOf(request, patienceMs)
    const ending = new AbortController()
    const timer = setTimeout(() => {
      silent.set(request.url, clock())
      ending.abort(silenceOf(request, patienceMs))
    }, patienceMs)
    try {
      const answer = await fetch(request, { signal: AbortSignal.any([request.signal, ending.signal]) })
      return listening(answer, timer)
    } catch (error) {
      clearTimeout(timer)
      throw error
    }
  }
}

/** The same answer, whose next piece may take as long as its beginning did. */
function listening(answer: Response, timer: NodeJS.Timeout): Response {
  if (answer.body === null) {
    clearTimeout(timer)
    return answer
  }
  timer.refresh()
  const pieces = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, out) => {
        timer.refresh()
        out.enqueue(piece)
      },
      flush: () => clearTimeout(timer),
    }),
  )
  // Whoever leaves the rest unread does not keep the program.
  timer.unref()
  const { status, statusText, headers } = answer
  return new Response(pieces, { status, statusText, headers })
}

function silenceOf({ url, method }: Request, patienceMs: number): CliError {
  const { origin, pathname } = new URL(url)
  const open = method === 'GET' ? '' : ' Whether it was done is not known; asking again does no harm.'
  return unreachable(`${origin} says nothing to ${method} ${pathname} for ${patienceMs / 1_000} s.${open}`)
}
