import { AppError, type Route, route } from '@polyphon/service-kit'
import { decodeUtf8, faultOfText } from '@polyphon/values'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { recordProviderCallback } from '../commands/record-provider-callback.js'
import { keepCallback } from '../steps/keep-callback.js'
import { Receipt, readReceipts } from './read-receipts.js'

const LIMIT = 1_048_576
function verify(secret: string | undefined, headers: Readonly<Record<string, unknown>>, payload: Buffer): string {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    typeof headers[name] === 'string' ? headers[name] : '',
  )
  const given = { 'webhook-id': id ?? '', 'webhook-timestamp': timestamp ?? '', 'webhook-signature': signature ?? '' }
  try {
    if (secret === undefined) throw new Error('No secret is set.')
    if (given['webhook-id'].length > 200) throw new Error('The id is too long.')
    new Webhook(secret).verify(payload, given, { jsonParse: false })
    return given['webhook-id']
  } catch (error) {
    throw new AppError('unauthenticated', 'signature_invalid', 'The callback is not signed with the right secret.', {
      cause: error,
    })
  }
}

export const callbackRoutes = (deps: MessagingDeps): readonly Route[] => [
  route({
    operationId: 'recordProviderCallback',
    method: 'post',
    path: '/v1/callbacks/:provider',
    summary: 'Take receipts from a provider',
    description: 'Signed as Standard Webhooks says. What is genuine is kept and answered with 200, whatever it holds.',
    tag: 'callbacks',
    access: { who: 'anyone' },
    params: z.object({ provider: z.string().max(50) }),
    body: z.object({ events: z.array(Receipt) }),
    rawBody: { limitBytes: LIMIT },
    idempotencyKey: 'none',
    responses: {
      200: z.object({
        applied: z.int().describe('Events of messages that are known here'),
        unknown: z.int().describe('Kept until their message is known'),
        rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
      }),
    },
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
    handleOutside: async ({ params, headers, body }) => {
      if (params.provider !== 'generic') throw new AppError('missing', 'provider_unknown', 'There is no such provider.')
      // The declared form is what is expected; what comes is bytes.
      const bytes: unknown = body
      const payload = Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
      const callbackId = verify(deps.settings.CALLBACK_SECRET, headers, payload)
      const text = decodeUtf8(payload)
      await keepCallback(deps.db, { provider: 'generic', callbackId, payload: storable(text, payload) })
      const { receipts, rejected } = readReceipts(text, deps.now())
      if (rejected.length > 0)
        deps.logger.warn(
          { event: 'callback.rejected', count: rejected.length, first: rejected[0] },
          'receipts were refused',
        )
      const evidence = receipts.map(({ id, reason, bounce, ...receipt }) => ({
        ...receipt,
        eventId: id,
        source: 'generic',
        // The type stands before the text, as many providers write it themselves.
        reason: bounce === undefined ? (reason ?? null) : [bounce, reason].filter(Boolean).join('; '),
      }))
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
