import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { services } from '@polyphon/local-stack'
import { eventually } from '@polyphon/testkit'
import { orRefuse } from '@polyphon/toolchain'
import { atRate } from '../measure/pace.js'
import { withStack } from '../setting.js'
import { PEOPLE, prepareShipping, trackShipped } from '../shipping.js'
import type { BenchStack } from '../stack.js'
import { isFlat, lowestOf, slopeOf } from './slope.js'
import { countRows, lagOf, type Table, watchMemory } from './watch.js'

// Memory is looked at often enough then to draw a line.
const LEAST_MINUTES = 2

// By hand: steady load for half an hour, and then nothing may have grown but what is meant to.
const { values: given } = orRefuse('npm run leak -- [--minutes M] [--rate EVENTS_A_SECOND]', () =>
  parseArgs({ options: { minutes: { type: 'string', default: '30' }, rate: { type: 'string', default: '50' } } }),
)
const [minutes, rate] = [Number(given.minutes), Number(given.rate)]
if (!(minutes >= LEAST_MINUTES && rate > 0)) {
  process.stderr.write(`--minutes is a number from ${LEAST_MINUTES} on, --rate one above 0\n`)
  process.exit(2)
}
const names = services.map(({ name }) => name)
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const warmMinutes = Math.max(minutes / 2, PEOPLE / rate / 60)
const watchedMinutes = minutes / 2
// Over less than that, what Node has yet to compile and to cache looks like a leak.
const LEAST_JUDGED_MINUTES = 10
const isMemoryJudged = watchedMinutes >= LEAST_JUDGED_MINUTES
const LOOK_MS = 5_000
const STRETCHES = 10
// With more room Node collects so late that half an hour says nothing. What leaks ends the process.
const SMALL_HEAP = ['--max-old-space-size=96']

const faults = await withStack({ profiles: null, nodeArguments: SMALL_HEAP }, async ({ servers, stack }) => {
  await prepareShipping(stack)
  say(`${rate} events a second, each of which becomes a mail, for ${minutes} minutes`)
  // Node goes on compiling and caching for a quarter of an hour, and everybody becomes known once: that is no growth.
  await load(stack, warmMinutes)
  say(`warm after ${warmMinutes.toFixed(1)} minutes; from here on everything is watched`)
  const before = await countRows(stack, names)
  const memory = watchMemory(stack)
  const timer = setInterval(memory.look, LOOK_MS)
  await load(stack, watchedMinutes)
  clearInterval(timer)
  const waitedMs = await untilQuiet(stack)
  say(`nothing is under way ${(waitedMs / 1000).toFixed(1)} s after the last event`)
  const lag = await lagOf(stack, servers.kafka.brokers, names)
  say(`${lag} records are not applied by everybody who reads them`)
  return [
    ...(lag === 0 ? [] : [`${lag} records lag behind`]),
    ...judgeMemory(memory),
    ...judgeTables(before, await countRows(stack, names)),
  ]
})
const fine = isMemoryJudged
  ? 'nothing leaks'
  : 'nothing lags, no table grows; memory was watched for too short to be judged'
say(faults.length === 0 ? fine : faults.join('\n'))
process.exit(faults.length === 0 ? 0 : 1)

function load(stack: BenchStack, forMinutes: number): Promise<void> {
  return atRate(rate, forMinutes * 60, (index) => trackShipped(stack, index % PEOPLE))
}

/** Until every event is published, applied by every group, and every message at its end. */
async function untilQuiet(stack: BenchStack): Promise<number> {
  const startedAt = performance.now()
  await eventually(
    async () => {
      const { rows } = await stack
        .database('messaging')
        .query<{ open: number }>(
          "select count(*)::int as open from message where stage in ('planned', 'queued', 'sending')",
        )
      if (rows[0]?.open !== 0) throw new Error(`${rows[0]?.open} messages are still to be sent.`)
      const running = await stack.database('journey').query("select from run where status <> 'ended' limit 1")
      if (running.rowCount !== 0) throw new Error('Runs have not ended.')
    },
    { timeoutMs: 120_000, everyMs: 200 },
  )
  await stack.drained()
  const waitedMs = performance.now() - startedAt
  // Groups that rest, and timers of the last claims.
  await delay(60_000)
  return waitedMs
}

function judgeMemory({ samples }: ReturnType<typeof watchMemory>): readonly string[] {
  return [...samples].flatMap(([service, readings]) => {
    const left = lowestOf(readings, watchedMinutes / STRETCHES)
    const slope = slopeOf(left)
    const most = Math.max(...readings.map(({ value }) => value))
    const perHour = `${(slope.perMinute * 60).toFixed(1)} ± ${(slope.error * 60).toFixed(1)} MiB an hour`
    const stretches = left.map(({ value }) => value.toFixed(0)).join(' ')
    say(`${service}: at most ${most.toFixed(0)} MiB, left after collecting ${stretches}, ${perHour}`)
    return !isMemoryJudged || isFlat(slope) ? [] : [`${service}: memory grows, ${perHour}`]
  })
}

function judgeTables(before: readonly Table[], after: readonly Table[]): readonly string[] {
  return after.flatMap(({ service, name, rows, mayGrow }) => {
    const earlier = before.find((table) => table.service === service && table.name === name)?.rows ?? 0
    if (rows !== earlier) say(`${service}.${name}: ${earlier} → ${rows} rows`)
    return mayGrow || rows <= earlier ? [] : [`${service}.${name} grows: ${earlier} → ${rows} rows`]
  })
}
