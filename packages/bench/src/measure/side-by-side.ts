import { eventually } from '@polyphon/testkit'
import type { BenchOptions, Measured } from '../scenario.js'
import type { Servers } from '../servers.js'
import type { BenchStack } from '../stack.js'
import { type CpuMicros, middleOf, perEvent } from './cpu.js'
import { type Answered, load, type NextRequest } from './load.js'
import { spreadOf } from './median.js'

/** Where requests go, and which come next; made anew for each round. */
export interface Target {
  readonly name: string
  readonly url: string
  next(): NextRequest
}

/** One kind of request to a service, and what is measured beside it on the same servers. */
export interface Comparison {
  readonly name: string
  readonly unit: string
  readonly method: 'GET' | 'POST'
  readonly connections: number
  /** Events in one request. */
  readonly events: number
  readonly servers: Servers
  readonly stack: BenchStack
  ours(): Target
  /** The last one is what the target names. */
  floors(): readonly Target[]
  /** The share of the last floor that is aimed at. */
  readonly target: number
  /** How many events have been applied so far, where they are accepted before that. */
  countApplied?(): Promise<number>
}

interface Round {
  readonly ours: Answered
  readonly floors: readonly { readonly name: string; readonly perSecond: number }[]
  readonly cpu: CpuMicros
  readonly drainedSeconds: number
  /** Events applied in a second, from the first request until the last event was in Kafka. */
  readonly appliedPerSecond: number
}

/** Measures floors and ours in turn, round by round, so that what disturbs the machine disturbs both. */
export async function sideBySide(comparison: Comparison, options: BenchOptions): Promise<Measured> {
  await runOurs(comparison, 2)
  const rounds: Round[] = []
  for (let number = 1; number <= options.rounds; number += 1) {
    const floors: { name: string; perSecond: number }[] = []
    for (const floor of comparison.floors()) floors.push(await runFloor(comparison, floor, options.seconds))
    const round = { floors, ...(await runOurs(comparison, options.seconds)) }
    rounds.push(round)
    options.say(`${comparison.name} ${number}: ${describe(comparison, round)}`)
  }
  return summarise(comparison, rounds)
}

async function runFloor({ method, connections, events }: Comparison, floor: Target, seconds: number) {
  const { perSecond } = await load({ ...floor, method, connections, seconds })
  return { name: floor.name, perSecond: perSecond * events }
}

/** Loads, and waits until all is applied and the relay has carried it to Kafka: that is part of what an event costs. */
async function runOurs(comparison: Comparison, seconds: number): Promise<Omit<Round, 'floors'>> {
  const { servers, stack, method, connections, events, countApplied } = comparison
  const applied = (await countApplied?.()) ?? 0
  const before = servers.cpu(stack.pids)
  const startedAt = performance.now()
  const ours = await load({ ...comparison.ours(), headers: stack.headers, method, connections, seconds })
  const endedAt = performance.now()
  const count = ours.count * events
  await eventually(
    async () => {
      const done = ((await countApplied?.()) ?? count) - applied
      if (countApplied !== undefined && done < count) throw new Error(`Only ${done} of ${count} are applied.`)
    },
    { timeoutMs: 300_000, everyMs: 50 },
  )
  await stack.drained()
  const drainedAt = performance.now()
  return {
    ours,
    cpu: perEvent(before, servers.cpu(stack.pids), count),
    drainedSeconds: (drainedAt - endedAt) / 1_000,
    appliedPerSecond: count / ((drainedAt - startedAt) / 1_000),
  }
}

function describe(
  { events, unit }: Comparison,
  { ours, floors, cpu, drainedSeconds, appliedPerSecond }: Round,
): string {
  const beside = floors.map(({ name, perSecond }) => `${name} ${Math.round(perSecond)}`).join(', ')
  const used = `node ${Math.round(cpu.node)} postgres ${Math.round(cpu.postgres)} kafka ${Math.round(cpu.kafka)} µs`
  const latency = `p50 ${ours.p50Ms} p99 ${ours.p99Ms} ms`
  return `${Math.round(ours.perSecond * events)} ${unit} (${beside}), ${latency}, ${used}, drained after ${drainedSeconds.toFixed(1)} s (${Math.round(appliedPerSecond)}/s)`
}

function summarise({ name, unit, events, target, method }: Comparison, rounds: readonly Round[]): Measured {
  const middle = (of: (round: Round) => number): number => spreadOf(rounds.map(of)).median
  const floorOf = ({ floors }: Round, index: number): number => floors.at(index)?.perSecond ?? Number.NaN
  const spread = spreadOf(rounds.map((round) => (round.ours.perSecond * events) / floorOf(round, -1)))
  const names = rounds[0]?.floors.map((floor) => floor.name) ?? []
  const others = names
    .slice(0, -1)
    .map((floor, index) => `${floor} ${Math.round(middle((round) => floorOf(round, index)))} ${unit}`)
  return {
    name,
    value: middle(({ ours }) => ours.perSecond * events),
    unit,
    floor: middle((round) => floorOf(round, -1)),
    ratio: spread.median,
    target: `≥ ${target * 100} % of ${names.at(-1) ?? ''}`,
    met: spread.median >= target,
    cpuMicros: middleOf(rounds.map(({ cpu }) => cpu)),
    spread,
    notes: [
      ...others,
      `p50 ${middle(({ ours }) => ours.p50Ms)} ms, p99 ${middle(({ ours }) => ours.p99Ms)} ms`,
      // A read leaves nothing behind.
      ...(method === 'GET'
        ? []
        : [
            `applied and in Kafka ${Math.round(middle(({ appliedPerSecond }) => appliedPerSecond))}/s, the last one ${middle(({ drainedSeconds }) => drainedSeconds).toFixed(1)} s after the last answer`,
          ]),
    ],
  }
}
