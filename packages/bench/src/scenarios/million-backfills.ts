import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { EVENT_NAMES, eventsOf } from '../events.js'
import { middleOf, perEvent } from '../measure/cpu.js'
import { quantileOf, spreadOf } from '../measure/median.js'
import { paced } from '../measure/paced.js'
import { type BenchOptions, type Measured, withoutFloor } from '../scenario.js'
import type { Crowd } from './million-reads.js'

const WITHIN_S = 60
const EVENTS_PER_SECOND = 100
const [EVENT = ''] = EVENT_NAMES

interface Definition {
  readonly name: string
  readonly path: string
  /** Each round has another one, as one that is there has been worked out for everybody. */
  body(round: number): object
}

const DEFINITIONS: readonly Definition[] = [
  {
    name: 'million-segment-of-traits',
    path: '/v1/segments/pro',
    body: (round) => ({
      name: `Pro ${round}`,
      condition: {
        all: [
          { path: 'traits.plan', op: 'eq', value: 'pro' },
          { path: 'traits.visits', op: 'gte', value: 100 },
        ],
      },
    }),
  },
  {
    name: 'million-segment-of-events',
    path: '/v1/segments/bought',
    body: (round) => ({ name: `Bought ${round}`, condition: { did: EVENT, within: 'P365D' } }),
  },
  {
    name: 'million-computed',
    path: '/v1/computed-traits/spent',
    body: (round) => ({ name: `Spent ${round}`, compute: 'sum', event: EVENT, property: 'revenue' }),
  },
]

/** How long it takes until a new segment, and a new computed trait, hold for everybody, while events come in. */
export async function measureBackfills(crowd: Crowd, options: BenchOptions): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  for (const definition of DEFINITIONS) measured.push(await measureDefinition(crowd, definition, options))
  return measured
}

async function measureDefinition(
  crowd: Crowd,
  { name, path, body }: Definition,
  options: BenchOptions,
): Promise<Measured> {
  const rounds: Awaited<ReturnType<typeof sortOnce>>[] = []
  for (let round = 1; round <= options.rounds; round += 1) {
    const sorted = await sortOnce(crowd, `${path}-${round}`, body(round))
    rounds.push(sorted)
    options.say(`${name} ${round}: ${sorted.seconds.toFixed(1)} s, events p99 ${sorted.p99Ms} ms`)
  }
  const spread = spreadOf(rounds.map(({ seconds }) => seconds))
  const p99 = spreadOf(rounds.map(({ p99Ms }) => p99Ms)).median
  return withoutFloor({
    name,
    value: spread.median,
    unit: 's',
    target: `≤ ${WITHIN_S} s for ${crowd.people.count.toLocaleString('en')} people`,
    met: spread.median <= WITHIN_S,
    cpuMicros: middleOf(rounds.map(({ cpu }) => cpu)),
    spread,
    notes: [`µs are of a person; ${EVENTS_PER_SECOND} events/s meanwhile, p99 ${p99} ms`],
  })
}

const LOAD_S = 5

/** Events come in until all is done. */
async function sortOnce({ stack, servers, people }: Crowd, path: string, body: object) {
  const events = eventsOf(randomUUID(), people.count, ['Newsletter Opened'])
  const before = servers.cpu(stack.pids)
  const startedAt = performance.now()
  await stack.must('profile', `PUT ${path}`, { body })
  let isReady = false
  const ready = eventually(
    async () => {
      if ((await stack.must('profile', `GET ${path}`)).body.status !== 'ready') throw new Error('Not all are done.')
      return (performance.now() - startedAt) / 1_000
    },
    { timeoutMs: 3_600_000, everyMs: 250 },
  ).finally(() => {
    isReady = true
  })
  const times: number[] = []
  const load = {
    url: stack.url('profile'),
    method: 'POST',
    headers: stack.headers,
    perSecond: EVENTS_PER_SECOND,
  } as const
  while (!isReady) times.push(...(await paced({ ...load, seconds: LOAD_S, next: events.single })))
  const seconds = await ready
  const cpu = perEvent(before, servers.cpu(stack.pids), people.count)
  await stack.drained()
  return { seconds, p99Ms: Math.round(quantileOf(times, 0.99)), cpu }
}
