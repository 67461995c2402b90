import { etagOf, firstFaults, Key, listOf, page, type Route, route, Warnings } from '@polyphon/service-kit'
import { z } from 'zod'
import { putJourney } from '../commands/put-journey.js'
import { stopJourney } from '../commands/stop-journey.js'
import { getJourney, type StoredJourney } from '../queries/get-journey.js'
import { listJourneys } from '../queries/list-journeys.js'
import { exampleJourney } from './example-journey.js'
import { JourneyBody } from './journey-body.js'

const JourneyView = z
  .object({
    key: Key,
    version: z.int(),
    status: z.enum(['live', 'stopped']),
    name: z.string().nullable(),
    definition: z.record(z.string(), z.unknown()).describe('As it was put'),
    publishedAt: z.iso.datetime(),
  })
  .meta({ id: 'PublishedJourney' })

const Publication = JourneyView.extend({ warnings: Warnings }).meta({ id: 'JourneyPublication' })

const params = z.strictObject({ key: Key })
const tag = 'Journeys'
const READ = { who: 'key', scope: 'journey:read' } as const
const WRITE = { who: 'key', scope: 'journey:write' } as const

// A POST without any body arrives as null.
const Stop = z
  .strictObject({
    mode: z.enum(['stop', 'drain']).default('stop').describe('`drain` lets runs that are under way finish'),
  })
  .nullish()

const writeRoutes = (): readonly Route[] => [
  route({
    operationId: 'putJourney',
    etag: true,
    method: 'put',
    path: '/v1/journeys/:key',
    summary: 'Publish a journey',
    description:
      'Makes a new immutable version, from now on the one that people enter; runs under way finish with the version they began with. The same content again is the same version. 400 names what has not the form of a journey, 422 everything that is wrong with its meaning. `warnings` say what other services lack for it.',
    tag,
    access: WRITE,
    ifMatch: 'optional',
    params,
    body: JourneyBody,
    responses: { 200: Publication, 201: Publication },
    example: exampleJourney,
    handle: async (tx, { params: { key }, body, ifMatch }) => {
      const { isFirst, stored, warnings } = await putJourney(tx, { key, definition: body, ifMatch })
      const response = {
        body: { ...toJourneyView(stored), warnings: firstFaults(warnings) },
        headers: { etag: etagOf(stored.version) },
      }
      return isFirst ? { status: 201, ...response } : { status: 200, ...response }
    },
  }),
  route({
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
    responses: { 200: JourneyView },
    example: { mode: 'drain' },
    handle: async (tx, { params: { key }, body }) => {
      const stored = await stopJourney(tx, { key, mode: body?.mode ?? 'stop' })
      return { status: 200, body: toJourneyView(stored), headers: { etag: etagOf(stored.version) } }
    },
  }),
]

const readRoutes = (): readonly Route[] => [
  route({
    operationId: 'listJourneys',
    method: 'get',
    path: '/v1/journeys',
    summary: 'List journeys',
    tag,
    access: READ,
    query: z.strictObject(page),
    responses: { 200: listOf(JourneyView) },
    handle: async (tx, { query }) => {
      const { items, nextCursor } = await listJourneys(tx, query)
      return { status: 200, body: { items: items.map(toJourneyView), nextCursor } }
    },
  }),
  route({
    operationId: 'getJourney',
    etag: true,
    method: 'get',
    path: '/v1/journeys/:key',
    summary: 'Read a journey',
    tag,
    access: READ,
    params,
    query: z.strictObject({
      version: z.coerce.number().int().min(1).max(2_000_000_000).optional().describe('The newest without it'),
    }),
    responses: { 200: JourneyView },
    handle: async (tx, { params: { key }, query: { version } }) => {
      const stored = await getJourney(tx, key, version)
      return { status: 200, body: toJourneyView(stored), headers: { etag: etagOf(stored.version) } }
    },
  }),
]

export const journeyRoutes = (): readonly Route[] => [...writeRoutes(), ...readRoutes()]

function toJourneyView({ key, version, status, definition, publishedAt }: StoredJourney): z.input<typeof JourneyView> {
  const given: Record<string, unknown> = JSON.parse(definition)
  const { name } = given
  return {
    key,
    version,
    status,
    definition: given,
    name: typeof name === 'string' ? name : null,
    publishedAt: publishedAt.toISOString(),
  }
}
