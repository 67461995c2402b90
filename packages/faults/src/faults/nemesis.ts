import { setTimeout as delay } from 'node:timers/promises'
import type { FaultRun } from '../fault.js'

/** Does something now and then, with a pause of `leastMs` to `mostMs` before each time, for `forMs` altogether. */
export async function nowAndThen(
  { random }: FaultRun,
  { forMs, leastMs, mostMs }: { readonly forMs: number; readonly leastMs: number; readonly mostMs: number },
  work: () => Promise<void> | void,
): Promise<void> {
  const end = performance.now() + forMs
  for (;;) {
    const pause = random.between(leastMs, mostMs)
    if (performance.now() + pause > end) break
    await delay(pause)
    await work()
  }
  await delay(Math.max(0, end - performance.now()))
}

/** How many answers of a kind there were that are not 2xx; 0 stands for no answer at all. */
export function failuresOf(
  { load }: FaultRun,
  kind: string,
  isFailure = (status: number) => status < 200 || status >= 300,
): number {
  return [...(load.acked.statuses.get(kind) ?? [])].reduce(
    (sum, [status, count]) => (isFailure(status) ? sum + count : sum),
    0,
  )
}

/** Makes the run red where such a request to one of these services failed; `because` ends the sentence that says so. */
export function noFailures(run: FaultRun, services: Iterable<string>, kind: 'read' | 'write', because: string): void {
  for (const service of services) {
    const failed = failuresOf(run, `${service} ${kind}`)
    if (failed > 0) run.wrong(`${failed} requests to ${service} (${kind}) failed ${because}`)
  }
}
