import { type Deps, type KitSettings, settingMarks } from '@polyphon/service-kit'
import type { Quotas } from '@polyphon/service-kit/usage'
import type { Notices } from '@polyphon/service-kit/work'
import { z } from 'zod'
import type { Channels } from './channels/domain/channel-kind.js'
import { readMailbox } from './channels/domain/mail.js'
import type { DispatchSignal } from './messages/steps/dispatch-signal.js'
import type { MessageMetrics } from './messages/workers/metrics.js'
import type { Renderer } from './templates/domain/rendering.js'

const whole = (least: number, most: number): z.ZodCoercedNumber => z.coerce.number().int().min(least).max(most)

export const messagingSettings = z.object({
  MAIL_PROVIDER: z.enum(['file', 'smtp']).default('file').describe('How mail leaves: as files in a folder, or by SMTP'),
  MAIL_FOLDER: z
    .string()
    .min(1)
    .default('mail')
    .describe('Folder of the file provider: `<messageId>.eml`, and `.txt` for short messages'),
  MAIL_FROM: z
    .string()
    .min(3)
    .default('Polyphon <no-reply@polyphon.invalid>')
    .refine((text) => readMailbox(text) !== null, 'must be an address, or a name with an address in angle brackets')
    .describe('Sender of every mail, `Name <address>`; the name may have any signs'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional()
    .describe('`smtp://user:password@host:587` or `smtps://…`; required with `MAIL_PROVIDER=smtp`')
    .register(settingMarks, { secret: 'password', requiredWith: ['MAIL_PROVIDER=smtp'] }),
  SMTP_TIMEOUT_MS: whole(100, 300_000)
    .default(15_000)
    .describe('Longest silence of an SMTP server; well below the lease'),
  SMTP_CONNECTIONS: whole(1, 100).default(8).describe('Most connections to the SMTP server'),
  SMTP_TLS: z
    .enum(['offered', 'required', 'off'])
    .default('offered')
    .describe(
      'With `smtp://`: TLS where the server offers it, never without it, or never, for a relay that is reached by a network of its own',
    ),
  SMTP_TLS_CA: z
    .string()
    .min(1)
    .optional()
    .describe('File with certificates (PEM) that the SMTP server may show beside the usual ones'),
  TEST_WORKSPACES_USE_SMTP: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Let workspaces of mode `test` send real mail too; otherwise theirs goes to the folder'),
  TWILIO_BASE_URL: z
    .string()
    .regex(/^https?:\/\//)
    .default('https://api.twilio.com')
    .describe('Where the API of Twilio is spoken, without the version'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^[A-Za-z0-9]{1,64}$/)
    .optional()
    .describe('Account by which short messages leave; without it there is no channel `sms`')
    .register(settingMarks, { requiredWith: ['TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] }),
  TWILIO_AUTH_TOKEN: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Its token, by which its callbacks are signed as well')
    .register(settingMarks, { secret: 'value', requiredWith: ['TWILIO_ACCOUNT_SID'] }),
  TWILIO_FROM: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('Sender of short messages: a number, a name, or the SID of a messaging service (`MG…`)')
    .register(settingMarks, { requiredWith: ['TWILIO_ACCOUNT_SID'] }),
  TWILIO_TIMEOUT_MS: whole(100, 300_000)
    .default(10_000)
    .describe('Longest time for one request; below half of the lease'),
  CALLBACK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=]{24,}$/)
    .optional()
    .describe('Secret of provider callbacks (Standard Webhooks, `whsec_…`); without it they are refused')
    .register(settingMarks, { secret: 'value' }),
  SEND_CONCURRENCY: whole(1, 500)
    .default(100)
    .describe('Messages handed over at the same time by one process; by SMTP at most two for each connection'),
  SEND_LEASE_SECONDS: whole(1, 3_600)
    .default(30)
    .describe('How long a claimed message belongs to its sender; then another one takes over'),
  RENDER_WORKERS: whole(1, 32)
    .default(3)
    .describe('Threads that render templates; one workspace never takes all of them'),
  SEND_RETRY_SECONDS: z.coerce
    .number()
    .min(0.01)
    .max(600)
    .default(14)
    .describe('First pause before another try; then it doubles'),
})
export type MessagingSettings = KitSettings & z.output<typeof messagingSettings>

/** What only this service has. */
export interface MessagingTools {
  readonly notices: Notices
  readonly renderer: Renderer
  readonly dispatch: DispatchSignal
  readonly channels: Channels
  readonly metrics: MessageMetrics
  /** What workspaces may send a day. */
  readonly quotas: Quotas
}

export type MessagingDeps = Deps<MessagingSettings, MessagingTools>
