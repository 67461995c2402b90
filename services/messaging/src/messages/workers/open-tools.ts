import type { OpenTools } from '@polyphon/service-kit'
import type { MailProvider } from '../../channels/domain/mail.js'
import { openFileProvider } from '../../channels/providers/file-provider.js'
import { openSmtpProvider } from '../../channels/providers/smtp-provider.js'
import { type MessagingDeps, type MessagingTools, publicUrl } from '../../config.js'
import { openLiquidRenderer } from '../../templates/providers/liquid-renderer.js'
import { openDispatchSignal } from '../steps/dispatch-signal.js'
import { Dispatcher } from './dispatcher.js'

/** Opens what sends: the renderer, the mail providers, and the dispatcher with its signal. */
export async function openTools(deps: Omit<MessagingDeps, 'tools'>): Promise<OpenTools<MessagingTools>> {
  const { settings } = deps
  const renderer = openLiquidRenderer({
    workers: settings.RENDER_WORKERS,
    onFailure: (detail) => deps.logger.warn({ event: 'renderer.lost', detail }, 'a render thread did not come back'),
  })
  const file = openFileProvider(settings.MAIL_FOLDER)
  const live = openLive(deps) ?? file
  const dispatcher = new Dispatcher({
    db: deps.db,
    renderer,
    providerFor: ({ mode }) => (mode === 'test' && !settings.TEST_WORKSPACES_USE_SMTP ? file : live),
    workspace: (id) => deps.workspaces.workspace(id),
    now: deps.now,
    jitter: Math.random,
    onFailure: (error, what) => deps.logger.warn({ event: 'dispatch.failed', err: error }, what),
    from: settings.MAIL_FROM,
    publicUrl: publicUrl(settings),
    concurrency: Math.min(settings.SEND_CONCURRENCY, live.mostAtOnce ?? Number.POSITIVE_INFINITY),
    leaseMs: settings.SEND_LEASE_SECONDS * 1_000,
    firstPauseMs: settings.SEND_RETRY_SECONDS * 1_000,
  })
  const dispatch = openDispatchSignal({
    wake: (workspaceId) => dispatcher.wake(workspaceId),
    hasRoom: () => dispatcher.hasRoom(),
  })
  return {
    tools: {
      renderer,
      dispatch,
      findMail: async (name, messageId) => {
        const provider = [live, file].find((candidate) => candidate.name === name)
        return (await provider?.find?.(messageId)) ?? 'unknown'
      },
    },
    close: async () => {
      await dispatcher.close()
      await Promise.all([live.close(), file.close(), renderer.close()])
    },
  }
}

function openLive({ settings, now }: Pick<MessagingDeps, 'settings' | 'now'>): MailProvider | null {
  const { SMTP_URL: url, SMTP_TIMEOUT_MS: timeoutMs, SMTP_CONNECTIONS: connections } = settings
  if (settings.MAIL_PROVIDER === 'file' || url === undefined) return null
  return openSmtpProvider({ url, timeoutMs, connections, now })
}
