import { randomUUID } from 'node:crypto'
import { eventsOf, segmentsOf } from '../events.js'
import { type CpuMicros, middleOf, perEvent } from '../measure/cpu.js'
import { load } from '../measure/load.js'
import { type Spread, spreadOf } from '../measure/median.js'
import { loadPeople } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { type StackSetting, withStack } from '../setting.js'
import type { BenchStack } from '../stack.js'

const BATCH = 50
const CONNECTIONS = 8
const TOUCHED = 5
// The only thing that people do here: so five segments are all that can change, however few there are.
const EVENT = 'Order Completed'
const FLAT = 1.2

interface Size {
  readonly people: number
  readonly segments: number
  readonly computed: number
  readonly workspaces: number
}

const ORDINARY: Size = { people: 100_000, segments: 20, computed: 0, workspaces: 1 }

interface Curve {
  readonly name: string
  readonly unit: string
  readonly sizes: readonly Size[]
  readonly of: (size: Size) => number
  /** How many times as much the largest may cost as the smallest; null where that is but printed. */
  readonly target: number | null
}

const CURVES: readonly Curve[] = [
  {
    name: 'growth-people',
    unit: 'people',
    sizes: [1_000, 100_000, 1_000_000].map((people) => ({ ...ORDINARY, people })),
    of: ({ people }) => people,
    target: FLAT,
  },
  {
    name: 'growth-segments',
    unit: 'segments',
    sizes: [10, 100, 1_000].map((segments) => ({ ...ORDINARY, segments })),
    of: ({ segments }) => segments,
    target: FLAT,
  },
  {
    name: 'growth-computed',
    unit: 'computed traits',
    sizes: [1, 10, 100].map((computed) => ({ ...ORDINARY, computed })),
    of: ({ computed }) => computed,
    target: FLAT,
  },
  {
    name: 'growth-workspaces',
    unit: 'workspaces',
    sizes: [1, 4, 16].map((workspaces) => ({ ...ORDINARY, people: 10_000, workspaces })),
    of: ({ workspaces }) => workspaces,
    // What comes for one workspace shares a transaction: the more there are, the fewer events share one.
    target: null,
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

/** The middle of several rounds, which alternate: the machine's speed changes while they last. */
function measureCurve(curve: Curve, options: BenchOptions): Promise<Measured> {
  return withSizes(curve.sizes, options, async (sites) => {
    for (const { run } of sites) await run(2)
    const rounds: CpuMicros[][] = sites.map(() => [])
    for (let round = 1; round <= options.rounds; round += 1)
      for (const [index, { run }] of sites.entries()) rounds[index]?.push(await run(options.seconds))
    const points = sites.map(({ size }, index) => ({ size: curve.of(size), cpu: middleOf(rounds[index] ?? []) }))
    for (const { size, cpu } of points)
      options.say(`${curve.name} ${size}: node ${cpu.node.toFixed(0)} postgres ${cpu.postgres.toFixed(0)} µs`)
    return measuredOf(curve, points, growthOf(rounds))
  })
}

/** How many times as much the largest costs as the smallest, round by round. */
function growthOf(rounds: readonly (readonly CpuMicros[])[]): Spread {
  const [smallest, largest] = [rounds[0] ?? [], rounds.at(-1) ?? []]
  return spreadOf(largest.map((cpu, round) => costOf(cpu) / costOf(smallest[round] ?? cpu)))
}

const costOf = ({ node, postgres }: CpuMicros): number => node + postgres

interface Point {
  readonly size: number
  readonly cpu: CpuMicros
}

function measuredOf(curve: Curve, points: readonly Point[], spread: Spread): Measured {
  const costs = points.map(({ cpu }) => costOf(cpu))
  return {
    name: curve.name,
    value: costs.at(-1) ?? Number.NaN,
    unit: 'µs CPU an event',
    floor: costs[0] ?? null,
    ratio: spread.median,
    target: curve.target === null ? '–' : `≤ ${curve.target * 100} % from the smallest to the largest`,
    met: curve.target === null ? null : spread.median <= curve.target,
    cpuMicros: points.at(-1)?.cpu ?? null,
    spread,
    curve: points.map(({ size, cpu }) => ({ size, micros: costOf(cpu) })),
    notes: points.map(({ size, cpu }) => `${size} ${curve.unit}: ${costOf(cpu).toFixed(0)} µs`),
  }
}

interface Site {
  readonly size: Size
  /** Sends events for so many seconds; answers what one has cost. */
  readonly run: (seconds: number) => Promise<CpuMicros>
}

/** A stack of each size, all at once. */
function withSizes<T>(
  sizes: readonly Size[],
  options: BenchOptions,
  work: (sites: readonly Site[]) => Promise<T>,
  sites: readonly Site[] = [],
): Promise<T> {
  const [size, ...others] = sizes
  if (size === undefined) return work(sites)
  return withStack({ ...options, only: ['profile'] }, async (setting) => {
    const keys = await prepare(setting.servers.postgres.url('polyphon_profile'), setting.stack, size)
    return withSizes(others, options, work, [...sites, { size, run: runnerOf(setting, size, keys) }])
  })
}

function runnerOf({ servers, stack }: StackSetting, size: Size, keys: readonly string[]): Site['run'] {
  return async (seconds) => {
    const events = eventsOf(randomUUID(), size.people, [EVENT])
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
  for (const key of made)
    for (const [trait, body] of computedFor(size.computed))
      await stack.must('profile', `PUT /v1/computed-traits/${trait}`, { key, body })
  for (const workspace of ids) await loadPeople(url, { workspace, count: size.people / size.workspaces })
  return made
}

/** Five that each event can change, and then others about what never happens. */
const segmentsFor = (count: number): readonly (readonly [string, object])[] => [
  ...segmentsOf(EVENT, TOUCHED, TOUCHED),
  ...segmentsOf('Nothing', 0, count - TOUCHED),
]

/** One that each event changes, and then others about what never happens. */
const computedFor = (count: number): readonly (readonly [string, object])[] =>
  Array.from({ length: count }, (_, index) => [
    `spent${index}`,
    {
      name: `Spent ${index}`,
      compute: 'sum',
      event: index === 0 ? EVENT : `Nothing ${index}`,
      property: 'revenue',
      within: 'P30D',
    },
  ])
