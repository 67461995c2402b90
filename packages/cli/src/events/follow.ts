import { dataOf, type StreamedEvent, streamEvents } from '@polyphon/client'
import type { Command } from 'commander'
import { wrongUse } from '../frame/ends.js'
import type { ServiceName } from '../frame/services.js'
import { listOfServices, type Session } from '../frame/session.js'

/** Which events somebody wants to see. */
export interface Wanted {
  readonly services?: string
  readonly types?: string
  readonly from: string
}

/** The options by which it is said. */
export const withWanted = (command: Command): Command =>
  command
    .option('--services <list>', 'comma list of services; all without it')
    .option('--types <list>', 'comma list of types, such as feedback.feedback_given.v1; all without it')
    .option('--from <place>', 'now, or oldest: everything that is kept, mostly a day', 'now')

interface Taker {
  /** Told once it is certain that nothing which happens from now on is missed. */
  begun(services: readonly ServiceName[]): void
  /** Told each event; the next one of the same service comes once this has ended. */
  take(service: ServiceName, event: StreamedEvent): Promise<void> | void
}

/**
 * Follows what services publish until somebody stops it: each event once at least, those of one service in its order.
 * Throws what a service refuses at once, and what does not answer at the beginning; later it is tried again.
 */
export async function follow(session: Session, wanted: Wanted, { begun, take }: Taker): Promise<void> {
  const feeds = await openFeeds(session, wanted)
  begun(feeds.map(({ service }) => service))
  const failed = new AbortController()
  const signal = AbortSignal.any([session.around.signal, failed.signal])
  const key = session.config().key ?? ''
  const run = async ({ service, url, types, after }: Feed): Promise<void> => {
    const onBroken = (error: unknown): void =>
      session.around.err(`polyphon: ${service}: the connection broke off and is made again (${sentenceOf(error)})\n`)
    const filter = types === undefined ? {} : { types }
    for await (const { event } of streamEvents({ url, key, after, signal, onBroken, ...filter })) {
      if (signal.aborted) return
      await take(service, event)
    }
  }
  const ends = await Promise.allSettled(
    feeds.map((feed) =>
      run(feed).catch((error: unknown) => {
        failed.abort()
        throw error
      }),
    ),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

interface Feed {
  readonly service: ServiceName
  readonly url: string
  readonly types: readonly string[] | undefined
  readonly after: string
}

/** Asks each service where to begin, which also says whether it answers, and takes the key and the types. */
async function openFeeds(session: Session, { services, types, from }: Wanted): Promise<readonly Feed[]> {
  if (from !== 'now' && from !== 'oldest') throw wrongUse('--from is now or oldest.')
  const clients = session.each('key', listOfServices(services))
  const byService = typesBy(
    clients.map(([service]) => service),
    types,
  )
  const { services: addresses } = session.config()
  const chosen = clients.filter(([service]) => byService === null || byService.has(service))
  return Promise.all(
    chosen.map(async ([service, client]) => {
      const wanted = byService?.get(service)
      const query = { limit: 1, after: from === 'oldest' ? 'oldest' : 'latest', types: wanted?.join(',') }
      const { cursor } = await dataOf(client.GET('/v1/events/poll', { params: { query } }))
      return { service, url: addresses[service] ?? '', types: wanted, after: from === 'oldest' ? 'oldest' : cursor }
    }),
  )
}

/** Each type with the service that publishes it, whose name it begins with; null for all. */
function typesBy(
  services: readonly ServiceName[],
  types: string | undefined,
): ReadonlyMap<ServiceName, readonly string[]> | null {
  if (types === undefined) return null
  const found = new Map<ServiceName, string[]>()
  for (const type of types.split(',').map((each) => each.trim())) {
    const service = services.find((name) => type.startsWith(`${name}.`))
    if (service === undefined)
      throw wrongUse(
        `None of ${services.join(', ')} publishes ${JSON.stringify(type)}: a type begins with its service, such as feedback.feedback_given.v1.`,
      )
    found.set(service, [...(found.get(service) ?? []), type])
  }
  return found
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
