import { setTimeout as delay } from 'node:timers/promises'

const TICK_MS = 5

/** Does something so many times a second, whether or not the last one has ended. Rejects with the first that failed. */
export async function atRate(
  perSecond: number,
  seconds: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now()
  const total = perSecond * seconds
  const running: Promise<void>[] = []
  let failure: { readonly error: unknown } | undefined
  while (running.length < total && failure === undefined) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond) + 1)
    while (running.length < due) {
      const task = work(running.length)
      task.catch((error: unknown) => {
        failure ??= { error }
      })
      running.push(task)
    }
    await delay(TICK_MS)
  }
  await Promise.all(running)
}
