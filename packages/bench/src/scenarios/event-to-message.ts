import { setTimeout as delay } from 'node:timers/promises'
import { services } from '@polyphon/local-stack'
import { eventually } from '@polyphon/testkit'
import type { ApiAccess } from '../access.js'
import { openEmbedded } from '../embedded.js'
import { type Floor, startFloor } from '../floor/floor.js'
import { sendHops } from '../floor/send-hops.js'
import { type MailFolder, openMailFolder } from '../mails.js'
import { quantileOf, spreadOf } from '../measure/median.js'
import { atRate } from '../measure/pace.js'
import { analyze } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { withServers } from '../setting.js'
import { emailOf, PEOPLE, prepareShipping, trackShipped } from '../shipping.js'
import { openStack } from '../stack.js'

const P50_MS = 20
const P99_MS = 100
/** Events a second; 0 is one after the other, each when the message of the last one is out. */
const RATES = [0, 100, 300]

/** From the moment an event is sent to profile until messaging has handed the mail of its journey to the provider. */
export const eventToMessage: Scenario = {
  name: 'event-to-message',
  measure: async (options) => [
    ...(await withServers(options, async (servers) => {
      const stack = await openStack(servers)
      const floor = await startFloor(servers, 'polyphon_profile', stack.facts.workspace)
      try {
        const gather = async (): Promise<void> => {
          for (const { name } of services) await analyze(servers.postgres.url(`polyphon_${name}`))
        }
        return await measureRates({ name: 'event-to-message', stack, floor, gather }, options)
      } finally {
        await floor.stop()
        await stack.close()
      }
    })),
    ...(await measureEmbedded(options)),
  ],
}

async function measureEmbedded(options: BenchOptions): Promise<readonly Measured[]> {
  const stack = await openEmbedded()
  try {
    // Its own PostgreSQL looks for tables that have grown every few seconds.
    const gather = (): Promise<void> => delay(10_000)
    return await measureRates({ name: 'event-to-message-embedded', stack, floor: null, gather }, options)
  } finally {
    await stack.close()
  }
}

interface Way {
  readonly name: string
  readonly stack: ApiAccess
  /** None for the embedded stack, which has no Kafka. */
  readonly floor: Floor | null
  /** Gathers statistics, or waits for them. */
  gather(): Promise<void>
}

async function measureRates(way: Way, options: BenchOptions): Promise<readonly Measured[]> {
  await prepareShipping(way.stack)
  await way.gather()
  const mails = openMailFolder(way.stack.facts.mailFolder)
  try {
    const send = senderOf(way.stack, mails)
    // Caches, prepared statements and the journey itself have to be there, and what runs often be compiled: the first
    // thousand events cost Node nearly twice as much as later ones, and Kafka three times as much.
    await send(100, 15)
    const measured: Measured[] = []
    for (const rate of RATES) measured.push(await measureRate(way, { rate, send }, options))
    return measured
  } finally {
    mails.close()
  }
}

type Send = (rate: number, seconds: number) => Promise<readonly number[]>

interface Round {
  readonly p50: number
  readonly p99: number
  /** Of the floor; null where there is none. */
  readonly bare: number | null
}

async function measureRate(
  { name, floor }: Way,
  { rate, send }: { readonly rate: number; readonly send: Send },
  { rounds, seconds, say }: BenchOptions,
): Promise<Measured> {
  const measuredRounds: Round[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const bare = floor === null ? null : quantileOf(await sendHops(floor, rate, seconds), 0.5)
    const times = await send(rate, seconds)
    const measured = { p50: quantileOf(times, 0.5), p99: quantileOf(times, 0.99), bare }
    measuredRounds.push(measured)
    say(
      `${name} at ${rate}/s, ${round}: p50 ${measured.p50.toFixed(0)} ms, p99 ${measured.p99.toFixed(0)} ms, floor ${bare} ms`,
    )
  }
  return summarise(name, rate, measuredRounds)
}

function summarise(name: string, rate: number, rounds: readonly Round[]): Measured {
  const p50 = spreadOf(rounds.map((round) => round.p50))
  const p99 = spreadOf(rounds.map((round) => round.p99))
  const bare = rounds.flatMap((round) => round.bare ?? [])
  const ratios = rounds.flatMap((round) => (round.bare === null ? [] : [round.p50 / round.bare]))
  const judged = {
    name,
    target: `p50 ≤ ${P50_MS} ms, p99 ≤ ${P99_MS} ms`,
    met: p50.median <= P50_MS && p99.median <= P99_MS,
  }
  const shown = { name: `${name}-${rate === 0 ? 'one-at-a-time' : rate}`, target: '–', met: null }
  return {
    ...(rate === 100 ? judged : shown),
    value: p50.median,
    unit: 'ms p50',
    floor: bare.length === 0 ? null : spreadOf(bare).median,
    ratio: ratios.length === 0 ? null : spreadOf(ratios).median,
    cpuMicros: null,
    spread: ratios.length === 0 ? p50 : spreadOf(ratios),
    notes: [`p99 ${p99.median.toFixed(0)} ms (${p99.least.toFixed(0)}–${p99.most.toFixed(0)})`],
  }
}

/** Sends events and answers how long each took to become a mail, in milliseconds. */
function senderOf(stack: ApiAccess, mails: MailFolder): Send {
  let sent = 0
  const track = async (person: number): Promise<number> => {
    const startedAt = Date.now()
    await trackShipped(stack, person)
    return startedAt
  }
  const arrived = (person: number, startedAt: number): number => {
    const at = mails.handedOverAt(emailOf(person))
    if (at === undefined || at < startedAt - 10) throw new Error(`No mail to ${emailOf(person)} yet.`)
    return at - startedAt
  }
  const next = (): number => (sent += 1) % PEOPLE
  return async (rate, seconds) => {
    const begun: { person: number; startedAt: number }[] = []
    if (rate === 0) {
      const times: number[] = []
      for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
        const person = next()
        const startedAt = await track(person)
        times.push(await eventually(() => arrived(person, startedAt), { everyMs: 2 }))
      }
      return times
    }
    await atRate(rate, seconds, async () => {
      const person = next()
      begun.push({ person, startedAt: await track(person) })
    })
    return eventually(() => begun.map(({ person, startedAt }) => arrived(person, startedAt)), {
      timeoutMs: 120_000,
      everyMs: 100,
    })
  }
}
