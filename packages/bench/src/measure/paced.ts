import type { LoadOptions } from './load.js'
import { atRate } from './pace.js'

export type PacedOptions = Omit<LoadOptions, 'connections'> & { readonly perSecond: number }

/**
 * How long each of so many requests a second took to be answered, in milliseconds, whether or not those before were answered.
 * They come evenly: a generator that sends all of a second at its beginning would measure a queue. Whatever is not 2xx ends it.
 */
export async function paced(options: PacedOptions): Promise<readonly number[]> {
  const { url, method, headers = {}, perSecond, seconds, next } = options
  const times: number[] = []
  await atRate(perSecond, seconds, async () => {
    const { path, body, headers: more } = next()
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const startedAt = performance.now()
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...type, ...headers, ...more },
      ...(body === undefined ? {} : { body }),
    })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`)
    times.push(performance.now() - startedAt)
  })
  return times
}
