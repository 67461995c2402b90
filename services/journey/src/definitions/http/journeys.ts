import { journeyPublished } from '@polyphon/contracts'
import { etagOf, Key, type Route, route, type Tx } from '@polyphon/service-kit'
import { type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { stopJourney } from '../commands/stop-journey.js'
import { publishedData } from '../domain/published-data.js'
import { type JourneyBody as Body, readJourney } from '../domain/read-journey.js'
import { applyJourney, isLive, readStatuses, storedJourney } from '../steps/apply-journey.js'
import { checkJourney } from '../steps/check-journey.js'
import { findWarnings } from '../steps/find-warnings.js'
import { exampleJourney } from './example-journey.js'
import { JourneyBody } from './journey-body.js'

const JourneyView = z.object({
  key: Key,
  version: z.int(),
  status: z.enum(['live', 'stopped']),
  name: z.string().nullable(),
  definition: z.record(z.string(), z.unknown()).describe('As it was put'),
  publishedAt: Moment,
})

const params = z.strictObject({ key: Key })
const tag = 'Journeys'
const READ = { who: 'key', scope: 'journey:read', staff: 'administration' } as const
const WRITE = { who: 'key', scope: 'journey:write', staff: 'administration' } as const

// A POST without any body arrives as null.
const Stop = z
  .strictObject({
    mode: z.enum(['stop', 'drain']).default('stop').describe('`drain` lets runs that are under way finish'),
  })
  .nullish()

const journey = definitionKind({
  name: 'journey',
  plural: 'journeys',
  tag,
  description:
    'From now on people enter by the new version; runs under way finish with the version they began with. 400 names what has not the form of a journey, 422 everything that is wrong with its meaning. `warnings` say what other services lack for it.',
  whenArchived: 'Nobody enters any more; runs under way go on by their version. Stop it first to end them.',
  read: READ.scope,
  write: WRITE.scope,
  body: JourneyBody,
  example: exampleJourney,
  view: JourneyView,
  viewName: 'PublishedJourney',
  bulk: ['definition'],
  stored: storedJourney,
  check: checkJourney,
  isInForce: isLive,
  apply: applyJourney,
  show: showJourneys,
  warn: (tx, { content }) => findWarnings(tx, readJourney(content).journey),
  published: journeyPublished,
  event: async (tx, definition) => {
    const status = definition.archivedAt !== null ? 'stopped' : (await isLive(tx, definition.key)) ? 'live' : 'stopped'
    return publishedData(definition, { status, now: tx.now })
  },
})

async function showJourneys(
  tx: Tx,
  definitions: readonly Definition<Body>[],
): Promise<readonly z.input<typeof JourneyView>[]> {
  const statuses = await readStatuses(
    tx,
    definitions.map(({ key }) => key),
  )
  return definitions.map(({ content, ...definition }) =>
    toJourneyView({ ...definition, content, status: statuses.get(definition.key) ?? 'stopped' }),
  )
}

const stopRoute = route({
  operationId: 'stopJourney',
  etag: true,
  method: 'post',
  path: '/v1/journeys/:key/stop',
  summary: 'Stop a journey',
  description: 'Nobody enters any more. Runs under way end with the outcome `stopped`, or finish with `mode: drain`.',
  tag,
  access: WRITE,
  params,
  body: Stop,
  responses: { 200: JourneyView.meta({ id: 'StoppedJourney' }) },
  example: { mode: 'drain' },
  handle: async (tx, { params: { key }, body }) => {
    const stored = await stopJourney(tx, { key, mode: body?.mode ?? 'stop' })
    return {
      status: 200,
      body: toJourneyView({ ...stored, content: JSON.parse(stored.definition) }),
      headers: { etag: etagOf(stored.version) },
    }
  },
})

export const journeyRoutes = (deps: JourneyDeps): readonly Route[] => [...definitionRoutes(journey, deps), stopRoute]

function toJourneyView(journeyVersion: {
  readonly key: string
  readonly version: number
  readonly status: 'live' | 'stopped'
  readonly content: Body
  readonly publishedAt: Date | null
}): z.input<typeof JourneyView> {
  const { key, version, status, content, publishedAt } = journeyVersion
  const { name } = content
  return {
    key,
    version,
    status,
    definition: { ...content },
    name: typeof name === 'string' ? name : null,
    publishedAt: publishedAt?.toISOString() ?? '',
  }
}
