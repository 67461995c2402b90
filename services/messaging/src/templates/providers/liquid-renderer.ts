import { Worker } from 'node:worker_threads'
import { FairQueue } from '../domain/fair-queue.js'
import type { Renderer, RenderFault, RenderJob, RenderResult } from '../domain/rendering.js'

interface Waiting {
  readonly job: RenderJob
  done(result: RenderResult): void
}

interface Running {
  readonly workspaceId: string
  readonly waiting: Waiting
  readonly startedAt: number
  readonly watch: NodeJS.Timeout
}

/** A thread and what it works at; `worker` is null until it is needed, and after it was ended. */
interface Slot {
  worker: Worker | null
  running: Running | null
}

export interface RendererOptions {
  /** Templates that are rendered at the same time; one workspace leaves one slot to the others. */
  readonly workers: number
  /** How long one template may take before its thread is ended. What it may cost is counted in the thread itself. */
  readonly killAfterMs?: number
  /** Called when a thread was lost. */
  readonly onFailure?: (detail: string) => void
  /** The program of a thread; another one only to try what happens without it. */
  readonly worker?: URL
}

const KILL_AFTER_MS = 10_000
// A thread that only starts needs a moment for itself.
const START_MS = 10_000
const CHECKS = 40

// Plain JavaScript beside `src`, because a thread is started from a file: the same one from source and from the build.
const WORKER = new URL('../../../workers/liquid-worker.mjs', import.meta.url)

const fault = (code: RenderFault['code'], detail: string): RenderResult => ({
  ok: false,
  fault: { part: 'html', code, detail },
})

// A thread may throw anything, and end before it has loaded.
const describeLoss = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200)

/** Renders in a few threads, in turns for each workspace. One that does not come back ends with its thread. */
class LiquidRenderer implements Renderer {
  readonly #killAfterMs: number
  readonly #onFailure: (detail: string) => void
  readonly #queue: FairQueue<Waiting>
  readonly #slots: readonly Slot[]
  readonly #worker: URL
  #isClosed = false

  constructor(options: RendererOptions) {
    this.#killAfterMs = options.killAfterMs ?? KILL_AFTER_MS
    this.#worker = options.worker ?? WORKER
    this.#onFailure = options.onFailure ?? (() => undefined)
    this.#queue = new FairQueue({ slots: options.workers, spare: 1 })
    this.#slots = Array.from({ length: options.workers }, () => ({ worker: null, running: null }))
  }

  render(job: RenderJob): Promise<RenderResult> {
    if (this.#isClosed) return Promise.resolve(fault('renderer_unavailable', 'The renderer is closed.'))
    return new Promise((done) => {
      this.#queue.add(job.workspaceId, { job, done }, job.urgency)
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const closed = fault('renderer_unavailable', 'The renderer is closed.')
    for (const { done } of this.#queue.clear()) done(closed)
    await Promise.all(
      this.#slots.map(async (slot) => {
        const { worker } = slot
        slot.worker = null
        this.#finish(slot, closed)
        await worker?.terminate()
      }),
    )
  }

  #next(): void {
    for (;;) {
      // A thread that runs already, before another is started.
      const free = this.#slots.filter(({ running }) => running === null)
      const slot = free.find(({ worker }) => worker !== null) ?? free[0]
      if (slot === undefined || this.#isClosed) return
      const taken = this.#queue.next()
      if (taken === null) return
      this.#run(slot, taken.name, taken.item)
    }
  }

  #run(slot: Slot, workspaceId: string, waiting: Waiting): void {
    const timeoutMs = slot.worker === null ? this.#killAfterMs + START_MS : this.#killAfterMs
    slot.running = { workspaceId, waiting, startedAt: performance.now(), watch: this.#watch(slot, timeoutMs) }
    const worker = slot.worker ?? this.#tryStart(slot)
    if (worker === null) return
    const { sources, scope, speaks } = waiting.job
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ sources, scope, speaks })
    } catch {
      this.#finish(slot, fault('template_invalid', 'The data cannot be handed over.'))
    }
    this.#keepOneReady()
  }

  // The spare slot is of use on a busy machine only if its thread is already running.
  #keepOneReady(): void {
    const free = this.#slots.filter(({ running }) => running === null)
    const [slot] = free
    if (slot === undefined || this.#isClosed || free.some(({ worker }) => worker !== null)) return
    this.#tryStart(slot)
  }

  /** Null if no thread can be started: what should have run in it is given up then. */
  #tryStart(slot: Slot): Worker | null {
    try {
      slot.worker = this.#start(slot)
      return slot.worker
    } catch (error) {
      this.#lose(slot, describeLoss(error))
      return null
    }
  }

  // Checks are counted, not time: while the whole process was paused, the thread had no time either.
  #watch(slot: Slot, timeoutMs: number): NodeJS.Timeout {
    let left = CHECKS
    const check = (): void => {
      left -= 1
      if (left <= 0) this.#kill(slot)
    }
    return setInterval(check, Math.max(1, timeoutMs / CHECKS)).unref()
  }

  #start(slot: Slot): Worker {
    const worker = new Worker(this.#worker, { resourceLimits: { maxOldGenerationSizeMb: 128 } })
    worker.unref()
    worker.on('message', (result: RenderResult) => {
      if (slot.worker === worker) this.#finish(slot, result)
    })
    const ended = (detail: string): void => {
      if (slot.worker === worker) this.#lose(slot, detail)
    }
    worker.on('error', (error: unknown) => ended(describeLoss(error)))
    worker.on('exit', () => ended('The template ended its thread.'))
    return worker
  }

  #kill(slot: Slot): void {
    void slot.worker?.terminate()
    this.#lose(slot, `The template takes longer than ${this.#killAfterMs} ms.`)
  }

  #lose(slot: Slot, detail: string): void {
    slot.worker = null
    this.#onFailure(detail)
    this.#finish(slot, fault('renderer_unavailable', detail))
  }

  #finish(slot: Slot, result: RenderResult): void {
    const { running } = slot
    if (running === null) return
    clearInterval(running.watch)
    slot.running = null
    this.#queue.done(running.workspaceId, performance.now() - running.startedAt)
    running.waiting.done(result)
    this.#next()
  }
}

export function openLiquidRenderer(options: RendererOptions): Renderer {
  return new LiquidRenderer(options)
}
