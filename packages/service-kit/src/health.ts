export interface HealthCheck {
  readonly name: string
  readonly ok: boolean
  readonly reason?: string
}

/** Something that works in the background and must not stand still. */
export interface Worker {
  readonly name: string
  /** Null while it makes progress or has nothing to do; otherwise what is wrong. */
  stuck(): string | null
}

export interface Health {
  watch(worker: Worker): void
  addCheck(name: string, check: () => Promise<void>): void
  /** From now on not ready: the process is about to stop. */
  close(): void
  /** What does not move any more; empty when all is well. */
  liveness(): readonly HealthCheck[]
  readiness(): Promise<readonly HealthCheck[]>
}

const PATIENCE_MS = 1_500

/** Collects what can be wrong with a process. Liveness looks at progress: a loop that stands still is not alive. */
export function openHealth(): Health {
  const workers: Worker[] = []
  const checks: { readonly name: string; readonly check: () => Promise<void> }[] = []
  let closing = false
  return {
    watch: (worker) => void workers.push(worker),
    addCheck: (name, check) => void checks.push({ name, check }),
    close: () => {
      closing = true
    },
    liveness: () =>
      workers.flatMap((worker) => {
        const reason = worker.stuck()
        return reason === null ? [] : [{ name: worker.name, ok: false, reason }]
      }),
    readiness: async () => {
      if (closing) return [{ name: 'process', ok: false, reason: 'it is stopping' }]
      return Promise.all(checks.map(({ name, check }) => runCheck(name, check)))
    },
  }
}

async function runCheck(name: string, check: () => Promise<void>): Promise<HealthCheck> {
  let timer: NodeJS.Timeout | undefined
  try {
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS)
    })
    await Promise.race([check(), tooLate])
    return { name, ok: true }
  } catch (error) {
    return { name, ok: false, reason: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}
