import type { StreamedEvent } from '@polyphon/client'
import type { Command } from 'commander'
import { follow, type Wanted, withWanted } from '../events/follow.js'
import { forward, type Receiver, type Tried } from '../events/forward.js'
import { readSecret } from '../events/sign.js'
import { type Adding, addCommand } from '../frame/command.js'
import { wrongUse } from '../frame/ends.js'
import type { Session } from '../frame/session.js'
import { printable } from '../frame/table.js'

interface Options extends Wanted {
  readonly forward: string
}

/** `polyphon listen`. */
export function addListen(program: Command, adding: Adding): void {
  addCommand<Options>(
    program,
    adding,
    {
      usage: 'listen',
      summary: 'post what services publish to a program on this machine, as webhooks do',
      description:
        'Posts what services publish to a program of yours, as a webhook with the payload full would (without href), for a machine that nobody reaches from outside. Signed by Standard Webhooks with POLYPHON_LISTEN_SECRET (or POLYPHON_LISTEN_SECRET_FILE), or with a secret that is printed at the beginning. Each event comes once at least, those of one service in their order: one that is not taken is tried again, after a second at first and every 30 seconds at last, and holds back the ones behind it. It goes on until Ctrl-C.',
      examples: [
        'polyphon listen --forward http://localhost:3000',
        'polyphon listen --forward http://localhost:3000/hooks --types feedback.feedback_given.v1',
      ],
      options: (command) =>
        withWanted(command.requiredOption('--forward <url>', 'where to post, such as http://localhost:3000/hooks')),
    },
    async (session, options) => {
      const url = requireReceiver(options.forward)
      const { secret, isNew } = readSecret(session.around)
      await follow(session, options, {
        begun: (services) => {
          if (isNew) session.say(`Signed with a secret that is shown this once:\n${secret}\n`)
          session.say(`Events of ${services.join(', ')} go to ${url}; Ctrl-C ends it.`)
        },
        take: (_service, event) => forwardOne(session, event, { url, secret }),
      })
    },
  )
}

function requireReceiver(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw wrongUse(`--forward is an address such as http://localhost:3000/hooks, not ${JSON.stringify(text)}.`)
  return url.href
}

const forwardOne = (session: Session, event: StreamedEvent, receiver: Receiver): Promise<void> =>
  forward(event, receiver, {
    around: session.around,
    onTry: (tried) => {
      const { id, type } = event
      const line = session.isJson ? JSON.stringify({ id, type, ...tried }) : printable(sentenceOf(event, tried))
      session.around.out(`${line}\n`)
    },
  })

function sentenceOf({ id, type }: StreamedEvent, { status, failure, tries, againInSeconds }: Tried): string {
  if (failure === null) return `${status} ${type} ${id}${tries === 1 ? '' : ` (try ${tries})`}`
  return `${type} ${id} was not taken: ${failure}${againInSeconds === null ? '' : `; again in ${againInSeconds} s`}`
}
