import { defineService, type OpenTools } from '@polyphon/service-kit'
import { openDispatchBell } from './commands/dispatch-bell.js'
import { Dispatcher } from './commands/dispatcher.js'
import { type MessagingDeps, type MessagingTools, messagingSettings, publicUrl } from './config.js'
import type { MailProvider } from './domain/mail.js'
import { onFeedbackRequested } from './events/on-feedback-requested.js'
import { onMessagePlanned } from './events/on-message-planned.js'
import { onPeopleChanged } from './events/on-people-changed.js'
import { callbackRoutes } from './http/callbacks.js'
import { contactabilityRoutes } from './http/contactability.js'
import { messageRoutes } from './http/messages.js'
import { permissionRoutes } from './http/permissions.js'
import { suppressionRoutes } from './http/suppressions.js'
import { templateRoutes } from './http/templates.js'
import { unsubscribeRoutes } from './http/unsubscribe.js'
import { openFileProvider } from './providers/file-provider.js'
import { openLiquidRenderer } from './providers/liquid-renderer.js'
import { openSmtpProvider } from './providers/smtp-provider.js'
import { dispatchSweep } from './timers/dispatch-sweep.js'
import { messageRecheck } from './timers/message-recheck.js'
import { normalFormTimer } from './timers/normal-form.js'
import { sendingRecovery } from './timers/sending-recovery.js'
import { strayReceipt } from './timers/stray-receipt.js'

export const messagingService = defineService({
  name: 'messaging',
  port: 7003,
  title: 'Polyphon messaging',
  description: 'Templates, messages and their receipts, and everything that gates a send.',
  settings: messagingSettings,
  migrations: new URL('../migrations', import.meta.url),
  keepsPeople: true,
  open: openTools,
  groups: { people: 'prompt', orders: 'prompt' },
  features: [
    {
      routes: [
        templateRoutes,
        messageRoutes,
        permissionRoutes,
        suppressionRoutes,
        contactabilityRoutes,
        unsubscribeRoutes,
        callbackRoutes,
      ],
      consumers: {
        people: (deps) => [onPeopleChanged(deps)],
        orders: (deps) => [onMessagePlanned(deps), onFeedbackRequested(deps)],
      },
      timers: [messageRecheck, dispatchSweep, sendingRecovery, strayReceipt, normalFormTimer],
    },
  ],
})

async function openTools(deps: Omit<MessagingDeps, 'tools'>): Promise<OpenTools<MessagingTools>> {
  const { settings } = deps
  const renderer = openLiquidRenderer({
    workers: settings.RENDER_WORKERS,
    onTrouble: (detail) => deps.logger.warn({ event: 'renderer.lost', detail }, 'a render thread did not come back'),
  })
  const file = openFileProvider(settings.MAIL_FOLDER)
  const live = openLive(deps) ?? file
  const dispatcher = new Dispatcher({
    db: deps.db,
    renderer,
    providerFor: ({ mode }) => (mode === 'test' && !settings.TEST_WORKSPACES_USE_SMTP ? file : live),
    workspace: (id) => deps.workspaces.workspace(id),
    now: deps.now,
    chance: Math.random,
    onTrouble: (error, what) => deps.logger.warn({ event: 'dispatch.failed', err: error }, what),
    from: settings.MAIL_FROM,
    publicUrl: publicUrl(settings),
    concurrency: Math.min(settings.SEND_CONCURRENCY, live.mostAtOnce ?? Number.POSITIVE_INFINITY),
    leaseMs: settings.SEND_LEASE_SECONDS * 1_000,
    firstPauseMs: settings.SEND_RETRY_SECONDS * 1_000,
  })
  const bell = openDispatchBell({
    wake: (workspaceId) => dispatcher.wake(workspaceId),
    hasRoom: () => dispatcher.hasRoom(),
  })
  return {
    tools: {
      renderer,
      bell,
      findMail: async (name, messageId) => {
        const provider = [live, file].find((one) => one.name === name)
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
