import { Worker } from 'node:worker_threads'
import type { MailSources } from '../domain/mail.js'
import type { Renderer, RenderResult, RenderScope } from '../domain/rendering.js'

interface Job {
  readonly sources: MailSources
  readonly scope: RenderScope | null
  done(result: RenderResult): void
}

export interface RendererOptions {
  /** How long one template may take before its thread is ended. */
  readonly killAfterMs?: number
}

// A thread that only starts needs a moment for itself.
const START_MS = 10_000

// Plain JavaScript beside `src`, because a thread is started from a file: the same one from source and from the build.
const WORKER = new URL('../../workers/liquid-worker.mjs', import.meta.url)

const fault = (code: 'template_too_costly' | 'template_invalid', detail: string): RenderResult => ({
  ok: false,
  fault: { part: 'html', code, detail },
})

/** Renders one template after the other in a worker thread. One that does not come back ends with its thread. */
class LiquidRenderer implements Renderer {
  readonly #killAfterMs: number
  readonly #waiting: Job[] = []
  #worker: Worker | null = null
  #current: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null
  #isClosed = false

  constructor(killAfterMs: number) {
    this.#killAfterMs = killAfterMs
  }

  render(sources: MailSources, scope: RenderScope | null): Promise<RenderResult> {
    return new Promise((done) => {
      this.#waiting.push({ sources, scope, done })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const open = this.#worker
    this.#worker = null
    const closed = fault('template_too_costly', 'The renderer is closed.')
    this.#finish(closed)
    for (const job of this.#waiting.splice(0)) job.done(closed)
    await open?.terminate()
  }

  #next(): void {
    if (this.#current !== null || this.#isClosed) return
    const job = this.#waiting.shift()
    if (job === undefined) return
    const patience = this.#worker === null ? this.#killAfterMs + START_MS : this.#killAfterMs
    this.#worker ??= this.#start()
    this.#current = { job, timer: setTimeout(() => this.#kill(), patience) }
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      this.#worker.postMessage({ sources: job.sources, scope: job.scope })
    } catch {
      this.#finish(fault('template_invalid', 'The data cannot be handed over.'))
    }
  }

  #start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: 128 } })
    worker.unref()
    worker.on('message', (result: RenderResult) => {
      if (this.#worker === worker) this.#finish(result)
    })
    const ended = (detail: string): void => {
      if (this.#worker !== worker) return
      this.#worker = null
      this.#finish(fault('template_too_costly', detail))
    }
    worker.on('error', (error) => ended(error.message.slice(0, 200)))
    worker.on('exit', () => ended('The template ended its thread.'))
    return worker
  }

  #kill(): void {
    const stuck = this.#worker
    this.#worker = null
    void stuck?.terminate()
    this.#finish(fault('template_too_costly', `The template takes longer than ${this.#killAfterMs} ms.`))
  }

  #finish(result: RenderResult): void {
    if (this.#current === null) return
    clearTimeout(this.#current.timer)
    const { job } = this.#current
    this.#current = null
    job.done(result)
    this.#next()
  }
}

export function openLiquidRenderer(options: RendererOptions = {}): Renderer {
  return new LiquidRenderer(options.killAfterMs ?? 1_000)
}
