import type { ProviderLog } from './open-providers.js'

/** Remembers how a provider stands, so that a thousand failures of one kind are one line. */
export interface FailureWatch {
  failed(reason: string, detail: string): void
  worked(): void
}

/** Tells of each kind of failure when it begins, and of its end; of how often it was met only then. */
export function watchFailures(provider: string, log: ProviderLog): FailureWatch {
  const logged = new Set<string>()
  let failures = 0
  return {
    failed: (reason, detail) => {
      failures += 1
      // Where several reasons take turns each is told of once.
      if (logged.has(reason)) return
      logged.add(reason)
      log.fails(provider, reason, detail)
    },
    worked: () => {
      if (failures === 0) return
      log.works(provider, failures)
      logged.clear()
      failures = 0
    },
  }
}
