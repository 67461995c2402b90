import type { OpenTools } from '@polyphon/service-kit'
import { openChannels } from '../../channels/providers/open-channels.js'
import { type MessagingDeps, type MessagingTools, publicUrl } from '../../config.js'
import { openLiquidRenderer } from '../../templates/providers/liquid-renderer.js'
import { openDispatchSignal } from '../steps/dispatch-signal.js'
import { Dispatcher } from './dispatcher.js'
import { openMessageMetrics } from './metrics.js'

/** Opens what sends: the renderer, the channels, and the dispatcher with its signal. */
export async function openTools(deps: Omit<MessagingDeps, 'tools'>): Promise<OpenTools<MessagingTools>> {
  const { settings } = deps
  const renderer = openLiquidRenderer({
    workers: settings.RENDER_WORKERS,
    onFailure: (detail) => deps.logger.warn({ event: 'renderer.lost', detail }, 'a render thread did not come back'),
  })
  const channels = openChannels({
    settings,
    now: deps.now,
    log: {
      fails: (provider, reason, detail) =>
        deps.logger.warn({ event: 'provider.failure', provider, reason, detail }, 'a provider takes no messages'),
      works: (provider, failures) =>
        deps.logger.info({ event: 'provider.works', provider, failures }, 'a provider takes messages again'),
    },
  })
  const metrics = openMessageMetrics(deps)
  const dispatcher = new Dispatcher({
    db: deps.db,
    renderer,
    channels,
    workspace: (id) => deps.workspaces.workspace(id),
    now: deps.now,
    jitter: Math.random,
    onHandedOver: metrics.handedOver,
    onFailure: (error, what) => deps.logger.warn({ event: 'dispatch.failed', err: error }, what),
    publicUrl: publicUrl(settings),
    concurrency: Math.min(settings.SEND_CONCURRENCY, channels.mostAtOnce),
    leaseMs: settings.SEND_LEASE_SECONDS * 1_000,
    firstPauseMs: settings.SEND_RETRY_SECONDS * 1_000,
  })
  const dispatch = openDispatchSignal({
    wake: (workspaceId) => dispatcher.wake(workspaceId),
    hasRoom: () => dispatcher.hasRoom(),
  })
  return {
    tools: { renderer, dispatch, channels, metrics },
    close: async () => {
      metrics.close()
      await dispatcher.close()
      await Promise.all([channels.close(), renderer.close()])
    },
  }
}
