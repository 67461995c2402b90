import { AppError, type Route, route } from '@polyphon/service-kit'
import {
  DEEPEST_JSON,
  decodeUtf8,
  faultOfText,
  isDeeperText,
  parseJson,
  replaceUnstorable,
  Timestamp,
} from '@polyphon/values'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { keepCallback, routeReceipts } from '../commands/keep-callback.js'
import type { MessagingDeps } from '../config.js'

const LIMIT = 1_048_576
const LONGEST_REASON = 500
const Event = z.object({
  // Receipts are told apart by it.
  id: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => faultOfText(text) === null),
  messageId: z.uuid().transform((text) => text.toLowerCase()),
  event: z.enum(['delivered', 'read', 'clicked', 'bounced', 'complained', 'failed']),
  occurredAt: Timestamp,
  // What a mail server said may hold anything, and must not cost the receipt.
  reason: z
    .string()
    .transform((text) => replaceUnstorable(text.slice(0, LONGEST_REASON)))
    .meta({ type: 'string' })
    .optional(),
  bounce: z
    .enum(['permanent', 'transient'])
    .optional()
    .describe(
      'Of a bounce: whether the address is gone for good. Without it, only an enhanced code of class 5 that is about the address (RFC 3463) in `reason` says so',
    ),
})
type Event = z.output<typeof Event>
const Body = z.object({ events: z.array(z.unknown()).max(5_000) })
const Example = z.object({ events: z.array(Event) })

interface Sorted {
  readonly events: readonly Event[]
  readonly rejected: { readonly index: number; readonly reason: string }[]
}

/** Takes the good events out of whatever came; each bad one is named, and harms no other. */
export function sortEvents(payload: string | null): Sorted {
  const body = readEvents(payload)
  if (typeof body === 'string') return { events: [], rejected: [{ index: -1, reason: body }] }
  const events: Event[] = []
  const rejected: { index: number; reason: string }[] = []
  for (const [index, given] of body.entries()) {
    const result = Event.safeParse(given)
    if (result.success) events.push(result.data)
    else rejected.push({ index, reason: fieldsOf(result.error) })
  }
  return { events, rejected }
}

/** The list of events, or why there is none. */
function readEvents(payload: string | null): readonly unknown[] | string {
  if (payload === null) return 'encoding_invalid'
  if (isDeeperText(DEEPEST_JSON, payload)) return 'nested_too_deep'
  const parsed = parseJson(payload)
  if (!parsed.ok) return parsed.code
  const body = Body.safeParse(parsed.value)
  return body.success ? body.data.events : 'body_invalid'
}

/** The fields that are wrong, each once. */
const fieldsOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.path.join('.') || 'event'))].join(', ')

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
    body: Example,
    rawBody: { limitBytes: LIMIT },
    idempotencyKey: 'none',
    answers: {
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
      const { events, rejected } = sortEvents(text)
      const receipts = events.map(({ id, reason, bounce, ...event }) => ({
        ...event,
        eventId: id,
        source: 'generic',
        // The type stands before the text, as many providers write it themselves.
        reason: bounce === undefined ? (reason ?? null) : [bounce, reason].filter(Boolean).join('; '),
      }))
      const { applied, unknown } = await routeReceipts(deps.db, receipts)
      return { status: 200, body: { applied, unknown, rejected } }
    },
  }),
]

// Text that PostgreSQL cannot hold is kept as JSON writes it, and bytes that are no text in base64.
function storable(text: string | null, bytes: Buffer): string {
  if (text === null) return `base64:${bytes.toString('base64')}`
  return faultOfText(text) === null ? text : JSON.stringify(text)
}
