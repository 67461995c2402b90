import type { OpenTools } from '@polyphon/service-kit'
import { publicUrlOf } from '@polyphon/service-kit/pages'
import { openQuotas } from '@polyphon/service-kit/usage'
import { openNotices } from '@polyphon/service-kit/work'
import { openChannels } from '../../channels/providers/open-channels.js'
import type { MessagingDeps, MessagingTools } from '../../config.js'
import { mailWay } from '../../notices/workers/mail-way.js'
import { openLiquidRenderer } from '../../templates/providers/liquid-renderer.js'
import { openDispatchSignal } from '../steps/dispatch-signal.js'
import { Dispatcher } from './dispatcher.js'
import { openMessageMetrics } from './metrics.js'

/** Opens what sends: the renderer, the channels, and the dispatcher with its signal. */
export async function openTools(deps: Omit<MessagingDeps, 'tools'>): Promise<OpenTools<MessagingTools>> {
  const { settings } = deps
  const renderer = openLiquidRenderer({
    workers: settings.RENDER_WORKERS,
    onFailure: (detail) => deps.outages.metBy('renderer', { reason: 'lost', detail }),
  })
  const channels = openChannels({
    settings,
    now: deps.now,
    outages: deps.outages,
  })
  const metrics = openMessageMetrics(deps)
  const workspace = (id: string) => deps.workspaces.workspace(id)
  const quotas = openQuotas(deps)
  const dispatcher = new Dispatcher({
    quotas,
    db: deps.db,
    tracing: deps.tracing,
    renderer,
    channels,
    workspace,
    now: deps.now,
    jitter: Math.random,
    onHandedOver: metrics.handedOver,
    onFailure: (error, what) => deps.outages.met(`sending (${what})`, error),
    publicUrl: publicUrlOf(settings),
    concurrency: Math.min(settings.SEND_CONCURRENCY, channels.mostAtOnce),
    leaseMs: settings.SEND_LEASE_SECONDS * 1_000,
    firstPauseMs: settings.SEND_RETRY_SECONDS * 1_000,
  })
  const dispatch = openDispatchSignal({
    wake: (workspaceId) => dispatcher.wake(workspaceId),
    hasRoom: () => dispatcher.hasRoom(),
  })
  const notices = openNotices(deps, { email: mailWay({ channels, workspace, now: deps.now }) })
  return {
    tools: { renderer, dispatch, channels, metrics, quotas, notices },
    close: async () => {
      metrics.close()
      await Promise.all([dispatcher.close(), notices.close()])
      await Promise.all([channels.close(), renderer.close()])
    },
  }
}
