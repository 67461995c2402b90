import { AppError, type Route, route } from '@polyphon/service-kit'
import { decodeUtf8, faultOfText } from '@polyphon/values'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { recordProviderCallback } from '../commands/record-provider-callback.js'
import { keepCallback } from '../steps/keep-callback.js'
import type { CallbackForm } from './callback-form.js'
import { genericCallback } from './generic-callback.js'
import { Receipt } from './read-receipts.js'
import { twilioCallback } from './twilio-callback.js'

const LIMIT = 1_048_576

/** The forms in which providers report. */
const FORMS: ReadonlyMap<string, CallbackForm> = new Map([
  ['generic', genericCallback],
  ['twilio', twilioCallback],
])

const TakenReceipts = z
  .object({
    applied: z.int().describe('Events of messages that are known here'),
    unknown: z.int().describe('Kept until their message is known'),
    rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
  })
  .meta({ id: 'TakenReceipts' })

export const callbackRoutes = (deps: MessagingDeps): readonly Route[] => [
  route({
    operationId: 'recordProviderCallback',
    method: 'post',
    path: '/v1/callbacks/:provider',
    summary: 'Take receipts from a provider',
    description:
      '`generic` is signed as Standard Webhooks says; `twilio` sends a form, signed by `X-Twilio-Signature`. A wrong signature is answered with 401. What is genuine is kept and answered with 200, whatever it holds.',
    tag: 'callbacks',
    access: { who: 'anyone' },
    params: z.object({ provider: z.string().max(50).describe('`generic`, or `twilio` for its own form') }),
    query: z.object({
      messageId: z.string().max(200).optional().describe('Of `twilio`: the message, as the address for callbacks says'),
    }),
    body: z.object({ events: z.array(Receipt) }),
    rawBody: { limitBytes: LIMIT },
    problems: [401],
    idempotencyKey: 'none',
    responses: { 200: TakenReceipts },
    example: {
      events: [
        {
          id: 'evt-1',
          messageId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a20',
          event: 'delivered',
          occurredAt: '2026-01-22T10:00:03.000Z',
        },
      ],
    },
    handleOutside: async ({ params: { provider }, query, headers, body }) => {
      const form = FORMS.get(provider)
      if (form === undefined) throw new AppError('missing', 'provider_unknown', 'There is no such provider.')
      // The declared form is what is expected; what comes is bytes.
      const bytes: unknown = body
      const payload = Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
      const given = { payload, headers, messageId: query.messageId ?? null }
      const callbackId = form.verify(given, deps.settings)
      const text = decodeUtf8(payload)
      await keepCallback(deps.db, { provider, callbackId, payload: storable(text, payload) })
      const { receipts: evidence, rejected } = form.read(text, given, deps.now())
      if (rejected.length > 0)
        deps.logger.warn(
          { event: 'callback.rejected', count: rejected.length, first: rejected[0] },
          'receipts were refused',
        )
      const { applied, unknown } = await recordProviderCallback(deps.db, evidence)
      return { status: 200, body: { applied, unknown, rejected: [...rejected] } }
    },
  }),
]

// Text that PostgreSQL cannot hold is kept as JSON writes it, and bytes that are no text in base64.
function storable(text: string | null, bytes: Buffer): string {
  if (text === null) return `base64:${bytes.toString('base64')}`
  return faultOfText(text) === null ? text : JSON.stringify(text)
}
