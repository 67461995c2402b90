import { randomUUID } from 'node:crypto'
import { EVENT_NAMES, eventsOf, segmentsOf } from '../events.js'
import { sideBySide } from '../measure/side-by-side.js'
import { loadPeople } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { type Setting, withFloor } from '../setting.js'

const PEOPLE = 100_000
const SEGMENTS_OF_A_NAME = 5

/** One way of sending events, with the routes of the floor that it is measured beside. */
interface Shape {
  readonly name: string
  readonly events: number
  readonly connections: number
  readonly floors: readonly { readonly name: string; readonly path: string }[]
  readonly target: number
  /** Answered before they are applied. */
  readonly isAhead?: true
}

const SINGLE = { events: 1, connections: 256 }
const BATCH = { events: 50, connections: 16 }

/** One event a request. */
export const ingestSingle = ingest('ingest-single', {}, [
  {
    ...SINGLE,
    name: 'ingest-single',
    floors: [
      { name: 'bare Fastify', path: '/bare' },
      { name: 'one insert a request', path: '/insert' },
      { name: 'group commit', path: '/group' },
    ],
    target: 0.4,
  },
])

/** Fifty events a request. */
export const ingestBatch = ingest('ingest-batch', {}, [
  { ...BATCH, name: 'ingest-batch', floors: [{ name: 'group commit', path: '/group-batch' }], target: 0.25 },
])

/** The same two, accepted into Kafka and applied behind. */
export const ingestLog = ingest('ingest-log', { INGEST_MODE: 'log' }, [
  ahead('ingest-log', SINGLE, ''),
  ahead('ingest-log-batch', BATCH, '-batch'),
])

function ahead(name: string, size: typeof SINGLE, suffix: string): Shape {
  const floors = [
    { name: 'bare produce', path: `/produce${suffix}` },
    { name: 'group commit', path: `/group${suffix}` },
  ]
  return { ...size, name, floors, target: 0.7, isAhead: true }
}

/** Profile alone, with a hundred thousand people and twenty segments, five of which any event can change. */
function ingest(name: string, env: Readonly<Record<string, string>>, shapes: readonly Shape[]): Scenario {
  return {
    name,
    measure: (options) =>
      withFloor({ ...options, only: ['profile'], env }, async (setting) => {
        await prepare(setting, options)
        const measured: Measured[] = []
        for (const shape of shapes) measured.push(await compare(shape, setting, options))
        return measured
      }),
  }
}

/** Segments first: there is nobody yet who had to be sorted into them. */
async function prepare({ servers, stack }: Setting, { say }: BenchOptions): Promise<void> {
  for (const name of EVENT_NAMES)
    for (const [key, body] of segmentsOf(name, SEGMENTS_OF_A_NAME, SEGMENTS_OF_A_NAME))
      await stack.must('profile', `PUT /v1/segments/${key}`, { body })
  const people = { workspace: stack.facts.workspace, count: PEOPLE }
  const perSecond = await loadPeople(servers.postgres.url('polyphon_profile'), people)
  say(`${PEOPLE} people loaded, ${Math.round(perSecond)} a second`)
}

function compare(shape: Shape, { servers, stack, floor }: Setting, options: BenchOptions): Promise<Measured> {
  const requests = () => {
    const events = eventsOf(randomUUID(), PEOPLE)
    return () => (shape.events === 1 ? events.single() : events.batch(shape.events))
  }
  const countApplied = async (): Promise<number> => {
    // Counting the events themselves would cost more than applying them.
    const text = `select coalesce(sum(next_offset), 0)::int as count from consumer_offset
                   where consumer_group = 'profile.collected'`
    return (await stack.database('profile').query<{ count: number }>(text)).rows[0]?.count ?? 0
  }
  const comparison = {
    ...shape,
    servers,
    stack,
    unit: 'events/s',
    method: 'POST' as const,
    ours: () => ({ name: 'ours', url: stack.url('profile'), next: requests() }),
    floors: () =>
      shape.floors.map(({ name, path }) => {
        const next = requests()
        return { name, url: floor.url, next: () => ({ ...next(), path }) }
      }),
    ...(shape.isAhead === true ? { countApplied } : {}),
  }
  return sideBySide(comparison, options)
}
