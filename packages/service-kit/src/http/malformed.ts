import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { pathOfCode } from './codes-in-words.js'
import { PROBLEM, type Problem } from './problem.js'

interface Answer {
  readonly status: number
  readonly code: string
  readonly title: string
}

// As the HTTP parser names what it could not read; everything else is no HTTP.
const ANSWERS: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers_too_large', title: 'The headers are larger than are read.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request_too_slow', title: 'The request did not arrive in time.' },
}
const MALFORMED: Answer = { status: 400, code: 'http_malformed', title: 'What arrived is no HTTP request.' }

/** Of a connection on which something is being answered already; Node.js keeps it there. */
interface AnsweringSocket extends Socket {
  readonly _httpMessage?: Pick<ServerResponse, 'headersSent'> | null
}

/** Answers, with a problem as everywhere, what never became a request that a route could be found for; and hangs up. */
export function answerMalformed(
  newId: () => string,
  basePath: string,
): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket: AnsweringSocket) => {
    // oxlint-disable-next-line eslint/no-underscore-dangle -- Node.js documents it in its example and shows it nowhere else
    const isAnswered = socket._httpMessage?.headersSent === true
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswered) return void socket.destroy()
    socket.end(responseOf(ANSWERS[error.code ?? ''] ?? MALFORMED, newId(), basePath))
  }
}

function responseOf({ status, code, title }: Answer, requestId: string, basePath: string): string {
  const problem: Problem = { type: pathOfCode(basePath, code), title, status, code, requestId, errors: [] }
  const body = JSON.stringify(problem)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
