import { type Answered, load, type NextRequest } from '../measure/load.js'
import { spreadOf } from '../measure/median.js'
import { type People, profileIdOf } from '../people.js'
import { type BenchOptions, type Measured, withoutFloor } from '../scenario.js'
import type { StackSetting } from '../setting.js'
import type { BenchStack } from '../stack.js'

export type Crowd = StackSetting & { readonly people: People }

const CONNECTIONS = 32

/** What is read at a rate, and within which time. */
interface Read {
  readonly name: string
  readonly perSecond: number
  readonly quantile: 'p97Ms' | 'p99Ms'
  readonly withinMs: number
  next(): NextRequest
}

/** Reads at a rate that leaves the machine room: so what is measured is how long one takes, not how many there can be. */
export async function measureReads({ stack, people }: Crowd, options: BenchOptions): Promise<readonly Measured[]> {
  const anybody = (): string => profileIdOf(people.workspace, Math.floor(Math.random() * people.count))
  const tokens = await tokensOf(stack, anybody)
  const first = profileIdOf(people.workspace, 0)
  const reads: readonly Read[] = [
    {
      name: 'million-read',
      perSecond: 1_000,
      quantile: 'p99Ms',
      withinMs: 20,
      next: () => ({ path: `/v1/profiles/${anybody()}` }),
    },
    {
      name: 'million-context',
      perSecond: 300,
      quantile: 'p99Ms',
      withinMs: 10,
      next: () => {
        const token = tokens[Math.floor(Math.random() * tokens.length)] ?? ''
        const headers = { authorization: `Bearer ${stack.facts.publishableKey}`, 'polyphon-person': token }
        return { path: '/v1/context', headers }
      },
    },
    {
      name: 'million-timeline',
      perSecond: 100,
      // Stricter than the 95 of a hundred that are aimed at: what the load generator tells.
      quantile: 'p97Ms',
      withinMs: 50,
      next: () => ({ path: `/v1/profiles/${first}/timeline` }),
    },
  ]
  const measured: Measured[] = []
  for (const read of reads) measured.push(await measureRead(stack, read, options))
  return measured
}

async function measureRead(stack: BenchStack, read: Read, options: BenchOptions): Promise<Measured> {
  const { name, perSecond, quantile, withinMs, next } = read
  const run = (seconds: number): Promise<Answered> =>
    load({
      url: stack.url('profile'),
      method: 'GET',
      headers: stack.headers,
      connections: CONNECTIONS,
      seconds,
      perSecond,
      next,
    })
  await run(2)
  const rounds: Answered[] = []
  for (let round = 1; round <= options.rounds; round += 1) {
    const answered = await run(options.seconds)
    rounds.push(answered)
    options.say(`${name} at ${perSecond}/s, ${round}: p50 ${answered.p50Ms} ms, p99 ${answered.p99Ms} ms`)
  }
  const spread = spreadOf(rounds.map((answered) => answered[quantile]))
  const rate = spreadOf(rounds.map((answered) => answered.perSecond)).median
  const label = quantile === 'p99Ms' ? 'p99' : 'p97.5'
  return withoutFloor({
    name,
    value: spread.median,
    unit: `ms ${label}`,
    target: `≤ ${withinMs} ms at ${perSecond}/s`,
    met: spread.median <= withinMs,
    spread,
    notes: [`p50 ${spreadOf(rounds.map(({ p50Ms }) => p50Ms)).median} ms`, `${Math.round(rate)} answers/s`],
  })
}

async function tokensOf(stack: BenchStack, anybody: () => string): Promise<readonly string[]> {
  const tokens: string[] = []
  for (let count = 0; count < 100; count += 1) {
    const body = { profileId: anybody(), ttlSeconds: 3_600 }
    tokens.push((await stack.must('profile', 'POST /v1/person-tokens', { body })).body.token)
  }
  return tokens
}
