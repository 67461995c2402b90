import type { NextRequest } from '../measure/load.js'
import { quantileOf, spreadOf } from '../measure/median.js'
import { paced } from '../measure/paced.js'
import { type People, profileIdOf } from '../people.js'
import { type BenchOptions, type Measured, withoutFloor } from '../scenario.js'
import type { StackSetting } from '../setting.js'
import type { BenchStack } from '../stack.js'

export type Crowd = StackSetting & { readonly people: People }

/** What is read at a rate, and within which time. */
interface Read {
  readonly name: string
  readonly perSecond: number
  readonly quantile: 0.95 | 0.99
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
      quantile: 0.99,
      withinMs: 20,
      next: () => ({ path: `/v1/profiles/${anybody()}` }),
    },
    {
      name: 'million-context',
      perSecond: 300,
      quantile: 0.99,
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
      quantile: 0.95,
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
  const url = stack.url('profile')
  const run = (seconds: number) => paced({ url, method: 'GET', headers: stack.headers, seconds, perSecond, next })
  await run(2)
  const rounds: (readonly number[])[] = []
  for (let round = 1; round <= options.rounds; round += 1) {
    const times = await run(options.seconds)
    rounds.push(times)
    options.say(`${name} at ${perSecond}/s, ${round}: p50 ${ms(times, 0.5)} ms, p99 ${ms(times, 0.99)} ms`)
  }
  const spread = spreadOf(rounds.map((times) => quantileOf(times, quantile)))
  return withoutFloor({
    name,
    value: spread.median,
    unit: `ms p${quantile * 100}`,
    target: `≤ ${withinMs} ms at ${perSecond}/s`,
    met: spread.median <= withinMs,
    spread,
    notes: [`p50 ${spreadOf(rounds.map((times) => quantileOf(times, 0.5))).median.toFixed(1)} ms`],
  })
}

const ms = (times: readonly number[], share: number): string => quantileOf(times, share).toFixed(1)

async function tokensOf(stack: BenchStack, anybody: () => string): Promise<readonly string[]> {
  const tokens: string[] = []
  for (let count = 0; count < 100; count += 1) {
    const body = { profileId: anybody(), ttlSeconds: 3_600 }
    tokens.push((await stack.must('profile', 'POST /v1/person-tokens', { body })).body.token)
  }
  return tokens
}
