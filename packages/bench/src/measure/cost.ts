import { randomUUID } from 'node:crypto'
import { eventsOf } from '../events.js'
import type { Measured } from '../scenario.js'
import type { StackSetting } from '../setting.js'
import { type CpuMicros, middleOf, perEvent } from './cpu.js'
import { spreadOf } from './median.js'
import { atRate } from './pace.js'

const BATCH = 50
const BATCHES_A_SECOND = 16

/** How many people there are to send events of. */
export const PEOPLE = 10_000

/**
 * What an event costs profile, with everything that it causes, at 800 events a second: always as many, so that what is done
 * once for many of them is done for as many each time.
 */
export async function costOf({ servers, stack }: StackSetting, seconds: number): Promise<CpuMicros> {
  const events = eventsOf(randomUUID(), PEOPLE)
  const before = servers.cpu(stack.pids)
  await atRate(BATCHES_A_SECOND, seconds, async () => {
    const { path, body } = events.batch(BATCH)
    const headers = { ...stack.headers, 'content-type': 'application/json' }
    const answer = await fetch(stack.url('profile') + path, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`A batch was answered with ${answer.status}: ${await answer.text()}`)
    await answer.arrayBuffer()
  })
  await stack.drained()
  return perEvent(before, servers.cpu(stack.pids), BATCHES_A_SECOND * seconds * BATCH)
}

/** A round: the same without and with something. */
export interface Pair {
  readonly without: CpuMicros
  readonly within: CpuMicros
}

const sumOf = ({ node, postgres, kafka }: CpuMicros): number => node + postgres + kafka

/** How much more an event costs, in microseconds, round by round. */
const moreOf = ({ without, within }: Pair): number => sumOf(within) - sumOf(without)

/** A line of the table; `most` is how many microseconds, or which share, may be added, null where nothing is aimed at. */
export function addedCost(
  name: string,
  pairs: readonly Pair[],
  most: { readonly micros: number } | { readonly share: number } | null,
): Measured {
  const more = spreadOf(pairs.map(moreOf))
  const spread = spreadOf(pairs.map((pair) => sumOf(pair.within) / sumOf(pair.without)))
  const figure = (micros: number): string => micros.toFixed(1)
  return {
    name,
    value: spreadOf(pairs.map(({ within }) => sumOf(within))).median,
    unit: 'µs CPU an event',
    floor: spreadOf(pairs.map(({ without }) => sumOf(without))).median,
    ratio: spread.median,
    target: targetOf(most),
    met: most === null ? null : 'micros' in most ? more.median <= most.micros : spread.median <= 1 + most.share,
    cpuMicros: middleOf(pairs.map(({ within }) => within)),
    spread,
    notes: [`${figure(more.median)} µs more (${figure(more.least)} to ${figure(more.most)})`],
  }
}

function targetOf(most: { readonly micros: number } | { readonly share: number } | null): string {
  if (most === null) return '–'
  return 'micros' in most ? `≤ ${most.micros} µs more than without` : `≤ ${most.share * 100} % more than without`
}
