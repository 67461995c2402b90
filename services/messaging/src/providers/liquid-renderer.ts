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

const tooCostly = (detail: string): RenderResult => ({
  ok: false,
  fault: { part: 'html', code: 'template_too_costly', detail },
})

/** Renders one template after the other in a worker thread. One that does not come back ends with its thread. */
export function openLiquidRenderer(options: RendererOptions = {}): Renderer {
  const killAfterMs = options.killAfterMs ?? 1_000
  const waiting: Job[] = []
  let worker: Worker | null = null
  let current: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null
  let isClosed = false

  const finish = (result: RenderResult): void => {
    if (current === null) return
    clearTimeout(current.timer)
    const { job } = current
    current = null
    job.done(result)
    next()
  }

  const start = (): Worker => {
    const started = new Worker(new URL('./liquid-worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 128 },
    })
    started.unref()
    started.on('message', (result: RenderResult) => {
      if (worker === started) finish(result)
    })
    const ended = (detail: string): void => {
      if (worker !== started) return
      worker = null
      finish(tooCostly(detail))
    }
    started.on('error', (error) => ended(error.message.slice(0, 200)))
    started.on('exit', () => ended('The template ended its thread.'))
    return started
  }

  const kill = (): void => {
    const stuck = worker
    worker = null
    void stuck?.terminate()
    finish(tooCostly(`The template takes longer than ${killAfterMs} ms.`))
  }

  const next = (): void => {
    if (current !== null || isClosed) return
    const job = waiting.shift()
    if (job === undefined) return
    const isCold = worker === null
    worker ??= start()
    // A thread that only starts needs a moment for itself.
    current = { job, timer: setTimeout(kill, isCold ? killAfterMs + 4_000 : killAfterMs) }
    try {
      worker.postMessage({ sources: job.sources, scope: job.scope })
    } catch {
      finish({
        ok: false,
        fault: { part: 'html', code: 'template_invalid', detail: 'The data cannot be handed over.' },
      })
    }
  }

  return {
    render: (sources, scope) =>
      new Promise((done) => {
        waiting.push({ sources, scope, done })
        next()
      }),
    close: async () => {
      isClosed = true
      const open = worker
      worker = null
      finish(tooCostly('The renderer is closed.'))
      for (const job of waiting.splice(0)) job.done(tooCostly('The renderer is closed.'))
      await open?.terminate()
    },
  }
}
