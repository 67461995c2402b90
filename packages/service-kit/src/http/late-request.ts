import type { IncomingMessage, Server } from 'node:http'

/** For how long a request may arrive, unless its body is a stream. */
export const REQUEST_MS = 30_000
/** For how long a file may arrive. */
export const FILE_MS = 600_000

/**
 * Ends a request that has not arrived within this time, as the server itself would (408), which knows one limit for all and
 * must grant files a longer one.
 */
export function endWhenLate(request: IncomingMessage, withinMs: number): void {
  const { headers } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
  }, withinMs)
  timer.unref()
  request.once('close', () => clearTimeout(timer))
}

/** For how long neither side may say anything while a request arrives or is answered: far longer than any answer takes. */
export const SILENT_MS = 120_000

/**
 * Ends connections on which nothing moves. Who asks for many lines and reads none, or begins a file and sends nothing more,
 * would hold what was made for it for as long as it likes.
 */
export function endWhenSilent(server: Server, withinMs: number): void {
  server.setTimeout(withinMs)
}
