import { randomUUID } from 'node:crypto'
import { EVENT_NAMES, eventsOf, segmentsOf } from '../events.js'
import { type CpuMicros, middleOf, perEvent } from '../measure/cpu.js'
import { load } from '../measure/load.js'
import { spreadOf } from '../measure/median.js'
import { loadPeople } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { withStack } from '../setting.js'
import type { BenchStack } from '../stack.js'

const BATCH = 50
const CONNECTIONS = 8
const TOUCHED = 5
const FLAT = 1.2

interface Size {
  readonly people: number
  readonly segments: number
  readonly workspaces: number
}

const ORDINARY: Size = { people: 100_000, segments: 20, workspaces: 1 }

interface Curve {
  readonly name: string
  readonly unit: string
  readonly sizes: readonly Size[]
  readonly of: (size: Size) => number
}

const CURVES: readonly Curve[] = [
  {
    name: 'growth-people',
    unit: 'people',
    sizes: [1_000, 100_000, 1_000_000].map((people) => ({ ...ORDINARY, people })),
    of: ({ people }) => people,
  },
  {
    name: 'growth-segments',
    unit: 'segments',
    sizes: [10, 100, 1_000].map((segments) => ({ ...ORDINARY, segments })),
    of: ({ segments }) => segments,
  },
  {
    name: 'growth-workspaces',
    unit: 'workspaces',
    sizes: [1, 4, 16].map((workspaces) => ({ ...ORDINARY, people: 10_000, workspaces })),
    of: ({ workspaces }) => workspaces,
  },
]

/** What an event costs, by how much there is of everything around it. */
export const growth: Scenario = {
  name: 'growth',
  measure: async (options) => {
    const measured: Measured[] = []
    for (const curve of CURVES) measured.push(await measureCurve(curve, options))
    return measured
  },
}

async function measureCurve(curve: Curve, options: BenchOptions): Promise<Measured> {
  const points: { readonly size: number; readonly cpu: CpuMicros }[] = []
  for (const size of curve.sizes) {
    const cpu = await measureSize(size, options)
    points.push({ size: curve.of(size), cpu })
    options.say(`${curve.name} ${curve.of(size)}: node ${cpu.node.toFixed(0)} postgres ${cpu.postgres.toFixed(0)} µs`)
  }
  const costs = points.map(({ cpu }) => cpu.node + cpu.postgres)
  const spread = spreadOf(costs)
  const growthFactor = (costs.at(-1) ?? Number.NaN) / (costs[0] ?? Number.NaN)
  return {
    name: curve.name,
    value: costs.at(-1) ?? Number.NaN,
    unit: 'µs CPU an event',
    floor: costs[0] ?? null,
    ratio: growthFactor,
    target: `≤ ${FLAT * 100} % from the smallest to the largest`,
    met: growthFactor <= FLAT,
    cpuMicros: points.at(-1)?.cpu ?? null,
    spread: { median: growthFactor, least: spread.least / (costs[0] ?? 1), most: spread.most / (costs[0] ?? 1) },
    curve: points.map(({ size, cpu }) => ({ size, micros: cpu.node + cpu.postgres })),
    notes: points.map(({ size, cpu }) => `${size} ${curve.unit}: ${(cpu.node + cpu.postgres).toFixed(0)} µs`),
  }
}

/** The middle of several rounds on a stack of that size. */
function measureSize(size: Size, options: BenchOptions): Promise<CpuMicros> {
  return withStack({ ...options, only: ['profile'] }, async ({ servers, stack }) => {
    const keys = await prepare(servers.postgres.url('polyphon_profile'), stack, size)
    const play = async (seconds: number): Promise<CpuMicros> => {
      const events = eventsOf(randomUUID(), size.people)
      let turn = 0
      const before = servers.cpu(stack.pids)
      const { count } = await load({
        url: stack.url('profile'),
        method: 'POST',
        connections: CONNECTIONS,
        seconds,
        next: () => ({
          ...events.batch(BATCH),
          headers: { authorization: `Bearer ${keys[((turn += 1)) % keys.length]}` },
        }),
      })
      await stack.drained()
      return perEvent(before, servers.cpu(stack.pids), count * BATCH)
    }
    await play(2)
    const rounds: CpuMicros[] = []
    for (let round = 1; round <= options.rounds; round += 1) rounds.push(await play(options.seconds))
    return middleOf(rounds)
  })
}

/** Workspaces with people and segments; answers a key for each. */
async function prepare(url: string, stack: BenchStack, size: Size): Promise<readonly string[]> {
  const made = [stack.facts.secretKey]
  const ids = [stack.facts.workspace]
  for (let number = 2; number <= size.workspaces; number += 1) {
    const body = {
      key: `bench-${number}`,
      name: `Bench ${number}`,
      mode: 'live',
      timeZone: 'Europe/Berlin',
      locale: 'de',
    }
    const key = stack.facts.adminToken
    const { secretKey, workspace } = (await stack.must('profile', 'POST /v1/workspaces', { key, body })).body
    made.push(secretKey.secret)
    ids.push(workspace.id)
  }
  for (const key of made)
    for (const [segment, body] of segmentsFor(size.segments))
      await stack.must('profile', `PUT /v1/segments/${segment}`, { key, body })
  for (const workspace of ids) await loadPeople(url, { workspace, count: size.people / size.workspaces })
  return made
}

/** Five that each event can change, and then others about what never happens. */
function segmentsFor(count: number): readonly (readonly [string, object])[] {
  const touched = EVENT_NAMES.flatMap((name) => segmentsOf(name, TOUCHED, TOUCHED)).slice(0, count)
  const others = segmentsOf('Nothing', 0, Math.max(0, count - touched.length))
  return [...touched, ...others]
}
