import type { IncomingMessage } from 'node:http'

const MOST_BYTES = 32 * 1024 * 1024
const LONGEST_MS = 3_000

/**
 * Reads what is still to come of a body that is not wanted, within limits, before the answer is given: who is refused
 * in the middle of sending finds a broken connection and never reads why.
 */
export function drainBody(request: IncomingMessage, then: () => void): void {
  if (request.readableEnded || request.destroyed) {
    then()
    return
  }
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > MOST_BYTES) done()
  }
  const done = (): void => {
    clearTimeout(timer)
    request.off('data', count).off('end', done).off('close', done)
    then()
  }
  const timer = setTimeout(done, LONGEST_MS)
  request.on('data', count).once('end', done).once('close', done)
}
