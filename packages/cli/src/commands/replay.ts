import { dataOf, PolyphonError } from '@polyphon/client'
import type { Command } from 'commander'
import { type Adding, addCommand } from '../frame/command.js'
import { foundWrong, wrongUse } from '../frame/ends.js'
import type { ServiceName } from '../frame/services.js'
import { type AnyService, listOfServices, type Session } from '../frame/session.js'
import { printable, table } from '../frame/table.js'

interface Wanted {
  readonly services?: string
  readonly event?: string
  readonly failedSince?: string
  readonly since?: string
}

type Body = { eventId: string } | { failedSince: string } | { since: string }

/** `polyphon replay`. */
export function addReplay(program: Command, adding: Adding): void {
  addCommand<Wanted>(
    program,
    adding,
    {
      usage: 'replay <webhook>',
      summary: 'post events to a webhook again, within seven days',
      description:
        'Posts to a webhook again what it was to be posted: one event, what has failed since a moment, or everything since a moment, in the order of the events and with the same webhook-id, so that a receiver that knows its ids does nothing twice. Asks every service that has a webhook of this key. One that is disabled is enabled first, by recoverWebhook.',
      examples: [
        'polyphon replay crm --failed-since 2026-11-28T00:00:00Z',
        'polyphon replay crm --since 2026-11-28T00:00:00Z --services feedback',
        'polyphon replay crm --event 0193f2b0-7c1d-7a52-9f0e-2f3b8f6f7c11',
      ],
      options: (command) =>
        command
          .option('--event <id>', 'this one')
          .option('--failed-since <moment>', 'what has failed, of the events since then')
          .option('--since <moment>', 'everything since then, delivered or not')
          .option('--services <list>', 'comma list of services; all that have the webhook without it'),
    },
    async (session, wanted, [key = '']) => {
      const body = readWanted(wanted)
      const services = session.each('key', listOfServices(wanted.services))
      const answers = await Promise.all(
        services.map(([service, client]) => replay(session, { service, client, key, body })),
      )
      const there = answers.filter((answer) => answer !== null)
      if (there.length === 0) throw notThere(key, body)
      const rows = there.map(({ service, replayed }) => [service, replayed])
      session.answer({ items: there }, table(['service', 'are posted again'], rows))
    },
  )
}

function readWanted({ event, failedSince, since }: Wanted): Body {
  const bodies: Body[] = [
    ...(event === undefined ? [] : [{ eventId: event }]),
    ...(failedSince === undefined ? [] : [{ failedSince }]),
    ...(since === undefined ? [] : [{ since }]),
  ]
  const [body, ...more] = bodies
  if (body === undefined || more.length > 0) throw wrongUse('Name one of --event, --failed-since and --since.')
  return body
}

interface Replaying {
  readonly service: ServiceName
  readonly client: AnyService
  readonly key: string
  readonly body: Body
}

/** How many one service posts again; null where it has no such webhook, or did not post it this event. */
async function replay({ around }: Session, { service, client, key, body }: Replaying) {
  let replayed = 0
  let next: Body | null = body
  while (next !== null) {
    const params = { path: { key }, header: { 'Idempotency-Key': around.newId() } }
    const answer = await dataOf(client.POST('/v1/webhooks/{key}/replay', { params, body: next })).catch(notHere)
    if (answer === null) return null
    replayed += answer.replayed
    next = goingOn(body, answer.nextSince)
  }
  return { service, replayed }
}

/** The next ten thousand. */
function goingOn(body: Body, nextSince: string | null): Body | null {
  if (nextSince === null || 'eventId' in body) return null
  return 'since' in body ? { since: nextSince } : { failedSince: nextSince }
}

const NOT_HERE = ['webhook_unknown', 'delivery_unknown']

function notHere(error: unknown): null {
  if (error instanceof PolyphonError && NOT_HERE.includes(error.code)) return null
  throw error
}

const notThere = (key: string, body: Body) =>
  'eventId' in body
    ? foundWrong(
        'delivery_unknown',
        `No service was to post ${printable(body.eventId)} to a webhook ${printable(key)}.`,
      )
    : foundWrong('webhook_unknown', `No service has a webhook ${printable(key)}.`)
