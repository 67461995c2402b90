import type { Mail, MailProvider } from '../domain/mail.js'
import { type SendResult, TOO_LATE } from '../domain/outcome.js'
import { composeMail } from './compose-mail.js'
import { openSmtpSession, readSmtpUrl, type SmtpSession } from './smtp-session.js'

export interface SmtpOptions {
  readonly url: string
  readonly timeoutMs: number
  readonly connections: number
  readonly now: () => Date
}

const IDLE_MS = 10_000

/**
 * Sends mail by SMTP over a pool of connections. It keeps apart what the server replied, what it has certainly not
 * received, and what is unclear.
 */
export function openSmtpProvider(options: SmtpOptions): MailProvider {
  const server = readSmtpUrl(options.url, options.timeoutMs)
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

  const send = async (mail: Mail): Promise<SendResult> => {
    const bytes = await composeMail(mail)
    const envelope = { from: /<([^<>]+)>\s*$/.exec(mail.from)?.[1] ?? mail.from.trim(), to: mail.to.address }
    const used = reuse()
    if (used !== null) {
      const attempt = await used.send(envelope, bytes)
      if (!attempt.isStale) {
        keep(used)
        return attempt.result
      }
    }
    const opened = await openSmtpSession(server)
    if ('outcome' in opened) return opened
    const { result } = await opened.send(envelope, bytes)
    keep(opened)
    return result
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
    name: 'smtp',
    // One more for each connection, so that none of them waits.
    mostAtOnce: 2 * options.connections,
    send: inTurn,
    close: async () => {
      for (const entry of idle.slice()) end(entry)
    },
  }
}
