import { randomUUID } from 'node:crypto'
import { caller, eventually } from '@polyphon/testkit'
import { atRate } from '../measure/pace.js'
import type { Floor } from './floor.js'

/** Sends through the floor's hops and answers how long each took, in milliseconds; a rate of 0 is one after the other. */
export async function sendHops(floor: Floor, rate: number, seconds: number): Promise<readonly number[]> {
  const ask = caller(floor.url, null)
  const begun = new Map<string, number>()
  const begin = async (): Promise<string> => {
    const id = randomUUID()
    begun.set(id, Date.now())
    await ask('POST /hops', { body: { id } })
    return id
  }
  const timesOf = async (ids: readonly string[]): Promise<readonly number[]> => {
    const { body: at } = await ask('GET /hops')
    return ids.map((id) => {
      const arrivedAt = at[id]
      if (arrivedAt === undefined) throw new Error('Not all have arrived.')
      return arrivedAt - (begun.get(id) ?? 0)
    })
  }
  if (rate > 0) {
    await atRate(rate, seconds, async () => void (await begin()))
    return eventually(() => timesOf([...begun.keys()]), { timeoutMs: 60_000, everyMs: 100 })
  }
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const id = await begin()
    await eventually(() => timesOf([id]), { everyMs: 2 })
  }
  return timesOf([...begun.keys()])
}
