import { SMTPServer } from 'smtp-server'

/** What the mail server does with a mail. */
export type Behaviour = 'take' | 'busy' | 'hang' | 'take_and_drop'

/** A mail that the server took; it keeps one line for each, however often the same one comes. */
export interface TakenMail {
  /** The id of Polyphon's message, from the Message-ID. */
  readonly messageId: string
  readonly to: string
  /** When the sender began to hand it over, in milliseconds since 1970. */
  readonly startedAt: number
}

/** A real SMTP server on loopback that writes down everything it takes. */
export interface Ledger {
  readonly url: string
  readonly taken: readonly TakenMail[]
  /** Decides about the next mails; `take` where nothing is said. */
  behave(choose: () => Behaviour): void
  close(): Promise<void>
}

const BUSY = Object.assign(new Error('Try again later'), { responseCode: 451 })

export async function openLedger(): Promise<Ledger> {
  const taken: TakenMail[] = []
  let choose = (): Behaviour => 'take'
  const started = new Map<string, number>()
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom: (_address, session, done) => {
      started.set(session.id, Date.now())
      done()
    },
    onData: (stream, session, done) => {
      const behaviour = choose()
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (behaviour === 'busy') return done(BUSY)
        if (behaviour === 'hang') return
        const messageId = /^Message-ID:\s*<([^@>]+)@/im.exec(Buffer.concat(chunks).toString('utf8'))?.[1] ?? ''
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const startedAt = started.get(session.id) ?? Date.now()
        taken.push({ messageId, to, startedAt })
        if (behaviour === 'take_and_drop') for (const connection of server.connections) connection.close()
        else done()
      })
    },
  })
  server.on('error', () => undefined)
  const port = await portOf(server)
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    behave: (next) => {
      choose = next
    },
    close: async () => {
      for (const connection of server.connections) connection.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

async function portOf(server: SMTPServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.')
  return address.port
}
