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
interface Seat {
  worker: Worker | null
  running: Running | null
}

export interface RendererOptions {
  /** Templates that are rendered at the same time; one workspace leaves one place to the others. */
  readonly workers: number
  /** How long one template may take before its thread is ended. What it may cost is counted in the thread itself. */
  readonly killAfterMs?: number
  /** Told when a thread did not come back. */
  readonly onTrouble?: (detail: string) => void
  /** The program of a thread; another one only to try what happens without it. */
  readonly worker?: URL
}

const KILL_AFTER_MS = 10_000
// A thread that only starts needs a moment for itself.
const START_MS = 10_000
const LOOKS = 40

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
  readonly #onTrouble: (detail: string) => void
  readonly #queue: FairQueue<Waiting>
  readonly #seats: readonly Seat[]
  readonly #worker: URL
  #isClosed = false

  constructor(options: RendererOptions) {
    this.#killAfterMs = options.killAfterMs ?? KILL_AFTER_MS
    this.#worker = options.worker ?? WORKER
    this.#onTrouble = options.onTrouble ?? (() => undefined)
    this.#queue = new FairQueue({ places: options.workers, spare: 1 })
    this.#seats = Array.from({ length: options.workers }, () => ({ worker: null, running: null }))
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
      this.#seats.map(async (seat) => {
        const { worker } = seat
        seat.worker = null
        this.#finish(seat, closed)
        await worker?.terminate()
      }),
    )
  }

  #next(): void {
    for (;;) {
      // A thread that runs already, before another is started.
      const free = this.#seats.filter(({ running }) => running === null)
      const seat = free.find(({ worker }) => worker !== null) ?? free[0]
      if (seat === undefined || this.#isClosed) return
      const taken = this.#queue.next()
      if (taken === null) return
      this.#run(seat, taken.name, taken.item)
    }
  }

  #run(seat: Seat, workspaceId: string, waiting: Waiting): void {
    const patience = seat.worker === null ? this.#killAfterMs + START_MS : this.#killAfterMs
    seat.running = { workspaceId, waiting, startedAt: performance.now(), watch: this.#watch(seat, patience) }
    const worker = seat.worker ?? this.#tryStart(seat)
    if (worker === null) return
    const { sources, scope } = waiting.job
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ sources, scope })
    } catch {
      this.#finish(seat, fault('template_invalid', 'The data cannot be handed over.'))
    }
    this.#keepOneReady()
  }

  // The place that is left to the others is of use only if its thread need not be started first, on a busy machine.
  #keepOneReady(): void {
    const free = this.#seats.filter(({ running }) => running === null)
    const [seat] = free
    if (seat === undefined || this.#isClosed || free.some(({ worker }) => worker !== null)) return
    this.#tryStart(seat)
  }

  /** Null if no thread can be started: what should have run in it is given up then. */
  #tryStart(seat: Seat): Worker | null {
    try {
      seat.worker = this.#start(seat)
      return seat.worker
    } catch (error) {
      this.#lose(seat, describeLoss(error))
      return null
    }
  }

  // Looks are counted, not time: while the whole process stood still, the thread has had no time either.
  #watch(seat: Seat, patienceMs: number): NodeJS.Timeout {
    let left = LOOKS
    const look = (): void => {
      left -= 1
      if (left <= 0) this.#kill(seat)
    }
    return setInterval(look, Math.max(1, patienceMs / LOOKS)).unref()
  }

  #start(seat: Seat): Worker {
    const worker = new Worker(this.#worker, { resourceLimits: { maxOldGenerationSizeMb: 128 } })
    worker.unref()
    worker.on('message', (result: RenderResult) => {
      if (seat.worker === worker) this.#finish(seat, result)
    })
    const ended = (detail: string): void => {
      if (seat.worker === worker) this.#lose(seat, detail)
    }
    worker.on('error', (error: unknown) => ended(describeLoss(error)))
    worker.on('exit', () => ended('The template ended its thread.'))
    return worker
  }

  #kill(seat: Seat): void {
    void seat.worker?.terminate()
    this.#lose(seat, `The template takes longer than ${this.#killAfterMs} ms.`)
  }

  #lose(seat: Seat, detail: string): void {
    seat.worker = null
    this.#onTrouble(detail)
    this.#finish(seat, fault('renderer_unavailable', detail))
  }

  #finish(seat: Seat, result: RenderResult): void {
    const { running } = seat
    if (running === null) return
    clearInterval(running.watch)
    seat.running = null
    this.#queue.done(running.workspaceId, performance.now() - running.startedAt)
    running.waiting.done(result)
    this.#next()
  }
}

export function openLiquidRenderer(options: RendererOptions): Renderer {
  return new LiquidRenderer(options)
}
