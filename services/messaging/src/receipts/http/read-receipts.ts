import {
  DEEPEST_JSON,
  faultOfText,
  isDeeperText,
  isObject,
  type JsonObject,
  parseJson,
  readTime,
  replaceUnstorable,
} from '@polyphon/values'
import { z } from 'zod'
import { shortReason } from '../../channels/domain/bounce.js'

/** One event of a callback, as it is declared. */
export const Receipt = z.object({
  // Receipts are deduplicated by it.
  id: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => faultOfText(text) === null),
  messageId: z.uuid().transform((text) => text.toLowerCase()),
  event: z.enum(['delivered', 'read', 'clicked', 'bounced', 'complained', 'failed']),
  occurredAt: z
    .date()
    .meta({ type: 'string', format: 'date-time' })
    .describe('Without one that can be read it counts as received'),
  reason: z.string().optional(),
  bounce: z
    .enum(['permanent', 'transient'])
    .optional()
    .describe(
      'Of a bounce: whether the address is gone for good. Without it, only an enhanced code of class 5 that is about the address (RFC 3463) in `reason` says so',
    ),
})
export type Receipt = z.output<typeof Receipt>

export interface ReadReceipts {
  readonly receipts: readonly Receipt[]
  readonly rejected: readonly { readonly index: number; readonly reason: string }[]
}

const Body = z.object({ events: z.array(z.unknown()).max(5_000) })

/** Takes the receipts out of whatever came; an invalid one is reported by its index and costs no other. Null stands for a payload that is not UTF-8. */
export function readReceipts(payload: string | null, receivedAt: Date): ReadReceipts {
  const events = readEvents(payload)
  if (typeof events === 'string') return { receipts: [], rejected: [{ index: -1, reason: events }] }
  const receipts: Receipt[] = []
  const rejected: { index: number; reason: string }[] = []
  for (const [index, given] of events.entries()) {
    const result = Receipt.safeParse(isObject(given) ? declared(given, receivedAt) : given)
    if (result.success) receipts.push(result.data)
    else rejected.push({ index, reason: fieldsOf(result.error) })
  }
  return { receipts, rejected }
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

const ADDRESSED = /^<?([^<>@\s]+)@[^<>@\s]+>?$/

/**
 * What other programs write in place of the declared form. A receipt counts by its id, its message and what happened;
 * nothing else that cannot be read costs it, because a bounce that is lost is a mail to an address that is gone.
 */
function declared(given: JsonObject, receivedAt: Date): JsonObject {
  const { id, messageId, event, occurredAt } = given
  return {
    id: typeof id === 'number' ? String(id) : id,
    // The Message-ID of a mail is the id of its message, at a host.
    messageId: typeof messageId === 'string' ? messageId.trim().replace(ADDRESSED, '$1') : messageId,
    event: typeof event === 'string' ? event.trim().toLowerCase() : event,
    occurredAt: readTime(occurredAt) ?? receivedAt,
    ...reasonOf(given),
  }
}

function reasonOf({ reason, bounce }: JsonObject): JsonObject {
  const text = textOf(reason)
  const type = textOf(bounce)
  // Another word for the type stands before the text, where the kind of a bounce is read.
  if (type === 'permanent' || type === 'transient')
    return text === '' ? { bounce: type } : { bounce: type, reason: text }
  const joined = textOf([type, text].filter((part) => part !== '').join('; '))
  return joined === '' ? {} : { reason: joined }
}

// A reason from a mail server may hold anything, and must not cost the receipt.
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return replaceUnstorable(shortReason(typeof value === 'string' ? value : JSON.stringify(value)))
}

/** The fields that are wrong, each once. */
const fieldsOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.path.join('.') || 'event'))].join(', ')
