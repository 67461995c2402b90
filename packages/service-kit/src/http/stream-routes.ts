import { nearest } from '@polyphon/values'
import { z } from 'zod'
import type { Caller } from '../auth/caller.js'
import { streamedBy } from '../recent/streamed-types.js'
import { AppError } from '../values/errors.js'
import type { ServiceName } from '../values/service-name.js'
import type { Deps } from './deps.js'
import { readSentPosition, type SentCursor } from './event-position.js'
import type { Streams } from './open-streams.js'
import { type Request, type Route, route } from './route.js'
import { Id } from './values.js'

/** A comma list of types of events of this service; one that it does not have is refused with its near name. */
export function typesParameter(service: ServiceName): z.ZodType<string[] | undefined> {
  const known = streamedBy(service).map(({ type }) => type)
  return z
    .string()
    .max(4_000)
    .optional()
    .transform((text, context) => {
      if (text === undefined) return undefined
      const given = [...new Set(text.split(',').map((each) => each.trim()))]
      for (const type of given.filter((each) => !known.includes(each))) {
        const near = nearest(type, known)
        const message =
          near === null
            ? `There is no type ${JSON.stringify(type)} here; ${service} publishes ${known.join(', ') || 'nothing yet'}.`
            : `There is no type ${JSON.stringify(type)} here; did you mean ${near}?`
        context.addIssue({ code: 'custom', message, params: { code: 'event_type_unknown' } })
      }
      return given
    })
    .describe(
      known.length === 0
        ? 'Only these types, a comma list; nothing is published here yet'
        : `Only these types, a comma list, of: ${known.map((type) => `\`${type}\``).join(', ')}`,
    )
    .meta({ type: 'string' })
}

/** What this service publishes, as it happens. */
export function streamRoutes(service: ServiceName, deps: Deps, streams: Streams): readonly Route[] {
  const forPerson = streamedBy(service).flatMap((event) => (event.forPerson ? [event.type] : []))
  return [
    route({
      operationId: 'streamEvents',
      method: 'get',
      path: '/v1/stream',
      tag: 'events',
      summary: 'What this service publishes, as it happens (Server-Sent Events)',
      description:
        DESCRIPTION +
        (forPerson.length === 0
          ? ''
          : `\n\nWith a person token: ${forPerson.map((type) => `\`${type}\``).join(', ')}, about that person.`),
      access: {
        who: 'key',
        scope: `${service}:read`,
        staff: 'oversight',
        ...(forPerson.length === 0 ? {} : { publishable: 'with_person' as const }),
      },
      problems: [410],
      acts: true,
      streams: true,
      onlyAnswers: 'text/event-stream',
      query: z.strictObject({
        types: typesParameter(service),
        profileId: Id.optional().describe('Only what is about this person, whoever they were merged into'),
        lastEventId: z
          .string()
          .max(100)
          .optional()
          .describe(
            'The `id` behind which to go on, as `Last-Event-ID`, which counts first; `oldest` for all that is kept',
          ),
      }),
      responses: { 200: z.string() },
      handleOutside: async (request) => {
        const who = personOf(request.caller, request.query, forPerson)
        const after = await readSentPosition(deps, who.workspaceId, sentIn(request))
        const stream = await streams.open({ ...who, after, admit: request.admitAgain })
        return {
          status: 200,
          contentType: 'text/event-stream; charset=utf-8',
          stream,
          // Proxies and frameworks that compress collect first: no-transform forbids it, and the other one is nginx's.
          headers: { 'x-accel-buffering': 'no', 'cache-control': 'no-store, no-transform' },
        }
      },
    }),
  ]
}

const DESCRIPTION = [
  'Each event has its type as `event`, a cursor as `id` and a CloudEvent in JSON as `data`. The stream begins with what happens now; with `Last-Event-ID` (which `EventSource` sends by itself) or `lastEventId` it goes on behind an event, for a day. An event may come again, none is left out, and what is about one person comes in order.',
  'A line with the newest `id` comes every 15 seconds at least. A client that reads too slowly is not waited for and loses nothing: it is given the rest as soon as it reads. The stream ends when the credential does, and when the process does; `retry` says when to come back. 410 where what came behind an `id` is no more kept (`events_gone`), or the database was restored (`events_unknown`).',
].join('\n\n')

type Query = {
  readonly types?: string[] | undefined
  readonly profileId?: string | undefined
  readonly lastEventId?: string | undefined
}

function sentIn({ headers, query }: Request<undefined, Query, undefined>): SentCursor | null {
  const header = headers['last-event-id']
  if (typeof header === 'string' && header !== '') return { cursor: header, pointer: '/headers/last-event-id' }
  return query.lastEventId === undefined ? null : { cursor: query.lastEventId, pointer: '/query/lastEventId' }
}

function personOf(caller: Caller, { types, profileId }: Query, forPerson: readonly string[]) {
  if (caller.kind === 'secret' || caller.kind === 'staff')
    return { workspaceId: caller.workspaceId, types, person: profileId === undefined ? undefined : { profileId } }
  if (caller.kind !== 'publishable' || caller.person === null) throw new Error('A stream is for keys and for people.')
  const faults = [
    ...(types ?? [])
      .filter((type) => !forPerson.includes(type))
      .map((type) => ({
        pointer: '/query/types',
        code: 'event_type_not_for_person',
        detail: `${type} is not shown to people.`,
      })),
    ...(profileId === undefined
      ? []
      : [{ pointer: '/query/profileId', code: 'parameter_misplaced', detail: 'The person token says who it is.' }]),
  ]
  if (faults.length > 0) throw new AppError('invalid', 'input_invalid', 'This is not shown to people.', { faults })
  return { workspaceId: caller.workspaceId, types: types ?? forPerson, person: caller.person }
}
