import { setTimeout as delay } from 'node:timers/promises'

/** Waits until something holds; gives up, naming it, when it does not within the time. */
export async function untilTrue(check: () => Promise<boolean>, what: string, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain until ${what}.`)
    await delay(50)
  }
}
