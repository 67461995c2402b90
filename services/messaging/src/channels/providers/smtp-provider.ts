import type { Mail, MailProvider } from '../domain/mail.js'
import { type SendResult, TOO_LATE } from '../domain/outcome.js'
import { composeMail } from './compose-mail.js'
import type { ProviderOutages } from './open-providers.js'
import type { SmtpServer } from './smtp-server.js'
import { openSmtpSession, type SmtpAttempt, type SmtpSession } from './smtp-session.js'

export interface SmtpOptions {
  readonly server: SmtpServer
  readonly connections: number
  readonly now: () => Date
  readonly outages: ProviderOutages
}

const NAME = 'smtp'
const WHAT = `provider ${NAME}`
const IDLE_MS = 10_000
// Below what a check of a diagnosis may take.
const PROBE_MS = 2_500

interface SessionPool {
  /** A connection that nobody uses; null where there is none. */
  reuse(): SmtpSession | null
  /** Keeps a connection for the next mail, for a while. */
  keep(session: SmtpSession): void
  close(): void
}

function openPool(): SessionPool {
  const idle: { readonly session: SmtpSession; readonly timer: NodeJS.Timeout }[] = []

  const keep = (session: SmtpSession): void => {
    if (!session.isOpen()) return
    const entry = { session, timer: setTimeout(() => end(entry), IDLE_MS).unref() }
    idle.push(entry)
  }
  const end = (entry: (typeof idle)[number]): void => {
    const index = idle.indexOf(entry)
    if (index >= 0) idle.splice(index, 1)
    clearTimeout(entry.timer)
    entry.session.close()
  }
  const reuse = (): SmtpSession | null => {
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop()) {
      clearTimeout(entry.timer)
      if (entry.session.isOpen()) return entry.session
    }
    return null
  }
  const close = (): void => {
    for (const entry of idle.slice()) end(entry)
  }
  return { reuse, keep, close }
}

/**
 * Sends mail by SMTP over a pool of connections. It keeps apart what the server replied, what it has certainly not
 * received, and what is unclear.
 */
export function openSmtpProvider(options: SmtpOptions): MailProvider {
  const { outages } = options
  const pool = openPool()

  const noted = ({ result, failure }: SmtpAttempt): SendResult => {
    if (failure !== null) outages.failedBy(WHAT, failure)
    // A server that is busy may be about to go away: it has not worked yet.
    else if (result.outcome !== 'not_taken') outages.works(WHAT)
    return result
  }

  const send = async (mail: Mail): Promise<SendResult> => {
    const bytes = await composeMail(mail)
    const envelope = { from: mail.from.address, to: mail.to.address }
    const used = pool.reuse()
    if (used !== null) {
      const attempt = await used.send(envelope, bytes)
      if (!attempt.isStale) {
        pool.keep(used)
        return noted(attempt)
      }
    }
    const opened = await openSmtpSession(options.server)
    if ('reason' in opened) {
      outages.failedBy(WHAT, opened)
      return { outcome: 'not_taken', reason: opened.reason }
    }
    const attempt = await opened.send(envelope, bytes)
    pool.keep(opened)
    return noted(attempt)
  }

  let free = options.connections
  const waiting: (() => void)[] = []
  const inTurn = async (mail: Mail, beginBy: Date): Promise<SendResult> => {
    if (free > 0) free -= 1
    else await new Promise<void>((go) => void waiting.push(go))
    try {
      return options.now() > beginBy ? TOO_LATE : await send(mail)
    } finally {
      // The connection goes straight to the next waiter.
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }

  return {
    name: NAME,
    // One more for each connection, so that none of them waits.
    mostAtOnce: 2 * options.connections,
    send: inTurn,
    // Beside the pool: one connection more for a moment, and none that mails wait for.
    probe: async () => {
      const timeoutMs = Math.min(options.server.timeoutMs, PROBE_MS)
      const opened = await openSmtpSession({ ...options.server, timeoutMs })
      if ('reason' in opened) return opened.reason
      opened.close()
      return null
    },
    close: async () => {
      pool.close()
    },
  }
}
