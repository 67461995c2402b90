import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { readBounce } from '../domain/bounce.js'
import type { SendResult } from '../domain/outcome.js'
import { failureOf, replyCodeOf, type SmtpFailure } from './smtp-failure.js'
import type { SmtpServer } from './smtp-server.js'

export interface SmtpAttempt {
  readonly result: SendResult
  /** The connection is gone, and the server has seen nothing of the mail: another connection may be tried at once. */
  readonly isStale: boolean
  /** What was wrong with the server rather than with the mail; null where it has answered about the mail. */
  readonly failure: SmtpFailure | null
}

/** One connection to a mail server; sends one mail after the other. */
export interface SmtpSession {
  send(envelope: { readonly from: string; readonly to: string }, mail: Buffer): Promise<SmtpAttempt>
  isOpen(): boolean
  close(): void
}

/** Connects and logs in. Fails with an answer as well: the mail for which it was opened has not been taken. */
export async function openSmtpSession(server: SmtpServer): Promise<SmtpSession | SmtpFailure> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    ignoreTLS: server.startTls === 'off',
    requireTLS: server.startTls === 'required',
    ...(server.ca === null ? {} : { tls: { ca: [...server.ca] } }),
    connectionTimeout: Math.min(server.timeoutMs, 10_000),
    greetingTimeout: server.timeoutMs,
    socketTimeout: server.timeoutMs,
  })
  let isOpen = true
  // Without a listener an error of an idle connection would end the process.
  connection.on('error', () => {
    isOpen = false
  })
  connection.on('end', () => {
    isOpen = false
  })
  try {
    await new Promise<void>((done, fail) => {
      connection.once('error', fail)
      connection.once('end', () => fail(new Error('The connection was closed.')))
      connection.connect((error) => (error ? fail(error) : done()))
    })
    const { user, password } = server
    if (user !== null)
      await new Promise<void>((done, fail) => {
        connection.once('error', fail)
        connection.login({ user, pass: password ?? '' }, (error) => (error ? fail(error) : done()))
      })
  } catch (error) {
    connection.close()
    return failureOf(error, 'smtp_unreachable')
  }
  return {
    isOpen: () => isOpen,
    close: () => connection.close(),
    send: async (envelope, mail) => {
      const attempt = await sendOnce(connection, envelope, mail)
      if (attempt.result.outcome !== 'accepted') {
        isOpen = false
        connection.close()
      }
      return attempt
    },
  }
}

async function sendOnce(
  connection: SMTPConnection,
  envelope: { readonly from: string; readonly to: string },
  mail: Buffer,
): Promise<SmtpAttempt> {
  // Read only once the server has asked for the content: from then on a broken connection leaves open what it has kept,
  // and the library reports the same error as for a server that was never reached.
  let isContentOut = false
  const content = new Readable({
    read() {
      isContentOut = true
      this.push(mail)
      this.push(null)
    },
  })
  try {
    await new Promise<void>((done, fail) => {
      connection.once('end', () => fail(new Error('The connection was closed.')))
      connection.send({ from: envelope.from, to: [envelope.to] }, content, (error) => (error ? fail(error) : done()))
    })
    return { result: { outcome: 'accepted' }, isStale: false, failure: null }
  } catch (error) {
    const answered = answerOf(error)
    if (answered !== null) return { result: answered, isStale: false, failure: null }
    const failure = failureOf(error, 'smtp_connection_lost')
    const { reason } = failure
    return isContentOut
      ? { result: { outcome: 'unclear', reason }, isStale: false, failure }
      : { result: { outcome: 'not_taken', reason }, isStale: true, failure }
  } finally {
    connection.removeAllListeners('end')
  }
}

/** What the server has replied about the mail; null where it has said nothing of it. */
function answerOf(error: unknown): SendResult | null {
  const code = replyCodeOf(error)
  const ended = addressEndOf(error, code)
  if (ended !== null) return { outcome: 'bounced', reason: ended }
  if (code >= 500) return { outcome: 'refused', reason: `smtp_${code}` }
  return code >= 400 ? { outcome: 'not_taken', reason: `smtp_${code}` } : null
}

// Only a reply to RCPT TO, and only if its enhanced code (RFC 3463) is about the address.
function addressEndOf(error: unknown, code: number): string | null {
  if (code < 500 || !(error instanceof Error) || !('command' in error) || error.command !== 'RCPT TO') return null
  const reply = 'response' in error && typeof error.response === 'string' ? error.response.slice(0, 1_000) : ''
  const [enhanced] = /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(reply) ?? []
  const reason = `smtp_${code} ${enhanced ?? ''}`.trim()
  return enhanced !== undefined && readBounce(reply) === 'address' ? reason : null
}
