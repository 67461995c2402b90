import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { findConsumer, keepConsumer } from '../recent/event-consumers.js'
import { type Position, writePosition } from '../recent/position.js'
import { structured } from '../recent/recent-event.js'
import { readRecent, type Stretch } from '../recent/recent-store.js'
import type { ServiceName } from '../values/service-name.js'
import type { Deps } from './deps.js'
import { readSentPosition, requireKept } from './event-position.js'
import type { Streams } from './open-streams.js'
import { type Route, route } from './route.js'
import { typesParameter } from './stream-routes.js'
import { Key } from './values.js'

const CloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    time: Moment,
    datacontenttype: z.literal('application/json'),
    partitionkey: z.string().describe('What is alike in it keeps its order: the workspace, and mostly a person'),
    workspace: z.string(),
    correlationid: z.string().optional(),
    causationid: z.string().optional(),
    traceparent: z.string().optional(),
    tracestate: z.string().optional(),
    dataschema: z.string().optional(),
    data: z.record(z.string(), z.unknown()).describe('As `openapi/schemas/<type>.json` says'),
  })
  .meta({ id: 'CloudEvent' })

const Polled = z
  .object({
    items: z.array(CloudEvent),
    cursor: z.string().describe('`after` of the next call: what came in front of it has been taken then'),
    hasMore: z.boolean().describe('Whether there is more already'),
  })
  .meta({ id: 'PolledEvents' })

/** What this service publishes, to be fetched. */
export function pollRoutes(service: ServiceName, deps: Deps, streams: Streams): readonly Route[] {
  return [
    route({
      operationId: 'pollEvents',
      method: 'get',
      path: '/v1/events/poll',
      tag: 'events',
      summary: 'What this service has published since the last call',
      description:
        'Call it again with `after` set to the last `cursor`: at once if `hasMore`, else after a while, or with `wait`. Without `after` it begins with what happens from now on. With `consumer` we remember: what `after` names is acknowledged, and a call without it begins behind what was acknowledged last, so that events come again until then. Events come at least once, and those about one person in order. 410 where what came behind a cursor is no more kept (`events_gone`), or the database was restored (`events_unknown`).',
      access: { who: 'key', scope: `${service}:read`, staff: 'oversight' },
      problems: [410, 429],
      acts: true,
      query: z.strictObject({
        consumer: Key.optional().describe('A name of your choice, under which we keep your cursor'),
        after: z
          .string()
          .max(100)
          .optional()
          .describe('`cursor` of the call before; `oldest` for all that is kept, `latest` for what comes from now on'),
        limit: z.coerce
          .number()
          .int()
          .min(1)
          .max(500)
          .optional()
          .meta({ default: 100 })
          .describe('Most events at once'),
        types: typesParameter(service),
        wait: z.coerce
          .number()
          .int()
          .min(0)
          .max(20)
          .optional()
          .meta({ default: 0 })
          .describe('For how many seconds to wait for the first event'),
      }),
      responses: { 200: Polled },
      handleOutside: async ({ caller, query, admitAgain }) => {
        if (caller.kind !== 'secret' && caller.kind !== 'staff') throw new Error('Nobody else polls.')
        const { workspaceId } = caller
        const { events, until, isWhole } = await poll(deps, streams, { ...query, workspaceId })
        // Whoever has waited may have been shut out meanwhile.
        if (query.wait !== undefined && query.wait > 0) await admitAgain()
        const items = events.map((event) => CloudEvent.parse(JSON.parse(structured(event))))
        const cursor = writePosition({ service, workspaceId }, until)
        return { status: 200, body: { items, cursor, hasMore: !isWhole } }
      },
    }),
  ]
}

interface PollRequest {
  readonly workspaceId: string
  readonly consumer?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
  readonly types?: readonly string[] | undefined
  readonly wait?: number | undefined
}

async function poll(deps: Deps, { ending }: Streams, request: PollRequest): Promise<Stretch> {
  const { workspaceId, types, limit = 100, wait = 0 } = request
  const after = await beginOf(deps, request)
  const read = async (): Promise<Stretch> => {
    const until = await deps.recent.settled()
    return deps.db.transact(workspaceId, (tx) => readRecent(tx, { workspaceId, after, until, types, most: limit }), {
      readOnly: true,
    })
  }
  return readWaiting(read, deps, { workspaceId, types, untilMs: performance.now() + wait * 1_000, ending })
}

/** Where a call begins to read: a consumer that names a cursor has taken everything in front of it. */
async function beginOf(deps: Deps, { workspaceId, consumer, after: cursor }: PollRequest): Promise<Position> {
  const sent = cursor === undefined ? null : { cursor, pointer: '/query/after' }
  if (consumer === undefined) return readSentPosition(deps, workspaceId, sent)
  const kept =
    sent === null ? await deps.db.transact(workspaceId, (tx) => findConsumer(tx, consumer), { readOnly: true }) : null
  if (kept !== null) {
    await requireKept(deps, workspaceId, { position: kept, pointer: '/query/consumer' })
    return kept
  }
  const position = await readSentPosition(deps, workspaceId, sent)
  await deps.db.transact(workspaceId, (tx) =>
    keepConsumer(tx, consumer, { position, keptHours: deps.recent.keptHours }),
  )
  return position
}

interface Waiting {
  readonly workspaceId: string
  readonly types: readonly string[] | undefined
  readonly untilMs: number
  readonly ending: AbortSignal
}

/** Reads, and once more whenever something has come, until there is something or the time is over. */
async function readWaiting(read: () => Promise<Stretch>, { recent }: Deps, waiting: Waiting): Promise<Stretch> {
  const { workspaceId, types, untilMs, ending } = waiting
  const hasTime = (): boolean => untilMs - performance.now() > 0 && !ending.aborted
  let wake = (): void => undefined
  // From before the first look on, so that nothing falls between.
  const stop = hasTime()
    ? recent.listen({
        workspaceId,
        take: ({ events }) => {
          if (events.some(({ type }) => types?.includes(type) ?? true)) wake()
        },
      })
    : () => undefined
  const end = (): void => wake()
  ending.addEventListener('abort', end)
  try {
    for (;;) {
      const come = new Promise<void>((resolve) => {
        wake = resolve
      })
      const stretch = await read()
      if (stretch.events.length > 0 || !hasTime()) return stretch
      const timer = setTimeout(wake, untilMs - performance.now())
      await come
      clearTimeout(timer)
    }
  } finally {
    ending.removeEventListener('abort', end)
    stop()
  }
}
