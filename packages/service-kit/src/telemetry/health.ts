export interface HealthCheck {
  readonly name: string
  readonly ok: boolean
  /** True for what the service gets along without: it is named, and the service stays ready. */
  readonly optional: boolean
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
  addCheck(name: string, check: () => Promise<void>, options?: { readonly optional: boolean }): void
  phase(): 'starting' | 'running' | 'stopping'
  /** The start is finished: from now on requests are answered. */
  started(): void
  /** From now on not ready: the process is about to stop. */
  close(): void
  /** What does not move any more; empty when all is well. */
  liveness(): readonly HealthCheck[]
  /** What holds up the start; empty once it is finished. */
  startup(): Promise<readonly HealthCheck[]>
  readiness(): Promise<readonly HealthCheck[]>
}

interface Check {
  readonly name: string
  readonly check: () => Promise<void>
  readonly optional: boolean
}

const PATIENCE_MS = 1_500
const STARTING: HealthCheck = { name: 'start', ok: false, optional: false, reason: 'the start is not finished' }
const STOPPING: HealthCheck = { name: 'process', ok: false, optional: false, reason: 'it is stopping' }

/** Collects what can be wrong with a process. Liveness looks at progress: a loop that stands still is not alive. */
export function openHealth(): Health {
  const workers: Worker[] = []
  const checks: Check[] = []
  let phase: ReturnType<Health['phase']> = 'starting'
  const readiness = async (): Promise<readonly HealthCheck[]> => {
    if (phase === 'stopping') return [STOPPING]
    const found = await Promise.all(checks.map(runCheck))
    return phase === 'starting' ? [STARTING, ...found] : found
  }
  return {
    watch: (worker) => void workers.push(worker),
    addCheck: (name, check, { optional } = { optional: false }) => void checks.push({ name, check, optional }),
    phase: () => phase,
    started: () => {
      phase = 'running'
    },
    close: () => {
      phase = 'stopping'
    },
    liveness: () =>
      workers.flatMap((worker) => {
        const reason = worker.stuck()
        return reason === null ? [] : [{ name: worker.name, ok: false, optional: false, reason }]
      }),
    startup: async () => (phase === 'starting' ? readiness() : []),
    readiness,
  }
}

/** Whether requests should be sent here, after these checks. */
export const isReady = (checks: readonly HealthCheck[]): boolean => checks.every(({ ok, optional }) => ok || optional)

async function runCheck({ name, check, optional }: Check): Promise<HealthCheck> {
  let timer: NodeJS.Timeout | undefined
  try {
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS)
    })
    await Promise.race([check(), tooLate])
    return { name, ok: true, optional }
  } catch (error) {
    return { name, ok: false, optional, reason: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}
