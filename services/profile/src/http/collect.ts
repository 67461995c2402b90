import { AppError, invalidInput, type Request, type Route, route } from '@polyphon/service-kit'
import { faultOfText } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../config.js'
import type { Voucher } from '../domain/addresses.js'
import { isObject, objectOf } from '../domain/call-fields.js'
import { collectWarnings } from '../domain/event-warning.js'
import {
  type Envelope,
  type InteractionKind,
  KINDS,
  messageIdOf,
  type ReadEvent,
  type Refusal,
  readEvent,
  type TimedEvent,
  timeOf,
} from '../domain/tracking.js'
import {
  type CollectBody,
  cleaned,
  LARGEST_BATCH_BYTES,
  LARGEST_EVENT_BYTES,
  LARGEST_SPREAD_BYTES,
  MOST_EVENTS,
  readBody,
  sizeOf,
} from './collect-body.js'
import { collectorOfBody, collectorOfHeaders, type Sender } from './collect-caller.js'
import { BatchCall, EXAMPLES, SingleCall, SUMMARIES } from './collect-schemas.js'

const Collected = z.object({
  success: z.literal(true),
  rejected: z
    .array(z.object({ index: z.int(), messageId: z.string().nullable(), code: z.string(), detail: z.string() }))
    .optional()
    .describe('Events of a batch that were refused; all others are applied'),
})
type CollectedBody = z.input<typeof Collected>
type RawRequest = Request<undefined, undefined, unknown>

const NOTHING: Envelope = { context: {}, integrations: {}, sentAt: null, timestamp: null, warnings: [] }
// Gzip can make noise a little longer.
const ROOM_FOR_GZIP = 1_024

const NAMES: Readonly<Record<InteractionKind | 'batch', string>> = {
  identify: 'Identify',
  track: 'Track',
  page: 'Page',
  screen: 'Screen',
  group: 'Group',
  alias: 'Alias',
  batch: 'Batch',
}

export const collectRoutes = (deps: ProfileDeps): readonly Route[] => [
  ...KINDS.flatMap((kind) =>
    routesOf(deps, {
      kind,
      limitBytes: LARGEST_EVENT_BYTES,
      collect: (request) => collectOne(deps, kind, request),
      body: SingleCall,
    }),
  ),
  ...routesOf(deps, {
    kind: 'batch',
    limitBytes: LARGEST_BATCH_BYTES,
    collect: (request) => collectBatch(deps, request),
    body: BatchCall,
  }),
]

interface CollectRoute {
  readonly kind: InteractionKind | 'batch'
  readonly limitBytes: number
  readonly collect: (request: RawRequest) => Promise<CollectedBody>
  readonly body: z.ZodType
}

function routesOf(deps: ProfileDeps, { kind, limitBytes, collect, body }: CollectRoute): readonly Route[] {
  const operationId = `collect${NAMES[kind]}`
  const paths = [
    { suffix: '', path: `/v1/${kind}` },
    { suffix: 'Short', path: `/v1/${kind.slice(0, 1)}` },
    { suffix: 'Jitsu', path: `/api/s/${kind}` },
    { suffix: 'JitsuServer', path: `/api/s/s2s/${kind}` },
  ]
  return paths.map(({ suffix, path }) =>
    route({
      operationId: `${operationId}${suffix}`,
      method: 'post',
      path,
      summary: SUMMARIES[kind],
      description:
        'Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.',
      tag: 'collect',
      access: { who: 'anyone' },
      idempotencyKey: 'none',
      rawBody: { limitBytes: limitBytes + ROOM_FOR_GZIP },
      body,
      example: EXAMPLES[kind],
      answers: { 200: Collected, 202: Collected },
      ...(suffix === '' ? {} : { hidden: true }),
      // The bytes are read here, so the body's schema is for the document only.
      handleOutside: async (request) => {
        const answer = await collect(request)
        const isApplied = deps.tools.collector.taken === 'applied'
        return isApplied ? { status: 200, body: answer } : { status: 202, body: answer }
      },
    }),
  )
}

async function collectOne(deps: ProfileDeps, kind: InteractionKind, request: RawRequest): Promise<CollectedBody> {
  const { workspaceId, vouchedBy, body } = await open(deps, request, LARGEST_EVENT_BYTES)
  const [one] = await readEvents(deps, workspaceId, [body.value], {
    kind,
    envelope: NOTHING,
    body,
    checkSizes: false,
    vouchedBy,
  })
  if (one === undefined) throw new Error('One event was read from one.')
  if (!('refusal' in one)) {
    const [collected] = await deps.tools.collector.collect(workspaceId, [one.event])
    if (collected === undefined || collected.outcome === 'applied') return { success: true }
    const { code, detail } = collected
    await rejectAll(deps, workspaceId, [{ messageId: one.event.messageId, pointer: '', code, detail }])
    throw invalidInput([{ pointer: '/body', code, detail }])
  }
  const { refusal } = one
  await rejectAll(deps, workspaceId, [refusal])
  throw invalidInput([{ pointer: `/body${refusal.pointer}`, code: refusal.code, detail: refusal.detail }])
}

async function collectBatch(deps: ProfileDeps, request: RawRequest): Promise<CollectedBody> {
  const { workspaceId, vouchedBy, body } = await open(deps, request, LARGEST_BATCH_BYTES)
  const { batch } = body.value
  if (!Array.isArray(batch))
    throw invalidInput([{ pointer: '/body/batch', code: 'invalid_type', detail: 'A batch is a list of events.' }])
  if (batch.length > MOST_EVENTS)
    throw new AppError('too_large', 'too_many_events', `A batch has at most ${MOST_EVENTS} events.`, {
      faults: [{ pointer: '/body/batch', code: 'too_many_events', detail: `At most ${MOST_EVENTS} events.` }],
    })
  const checkSizes = body.bytes > LARGEST_EVENT_BYTES
  const envelope = envelopeOf(body, batch.length)
  const read = await readEvents(deps, workspaceId, batch, { kind: null, envelope, body, checkSizes, vouchedBy })
  const rejected: { index: number; refusal: Refusal }[] = []
  const accepted: { index: number; event: TimedEvent }[] = []
  for (const [index, one] of read.entries()) {
    if ('refusal' in one) rejected.push({ index, refusal: one.refusal })
    else accepted.push({ index, event: one.event })
  }
  const collected = await deps.tools.collector.collect(
    workspaceId,
    accepted.map(({ event }) => event),
  )
  for (const [place, result] of collected.entries()) {
    const one = accepted[place]
    if (one === undefined || result.outcome === 'applied') continue
    const { code, detail } = result
    rejected.push({ index: one.index, refusal: { messageId: one.event.messageId, pointer: '', code, detail } })
  }
  await rejectAll(
    deps,
    workspaceId,
    rejected.map(({ refusal }) => refusal),
  )
  return rejected.length === 0 ? { success: true } : { success: true, rejected: rejected.map(rejectionBody) }
}

const rejectionBody = ({ index, refusal }: { readonly index: number; readonly refusal: Refusal }) => ({
  index,
  messageId: refusal.messageId,
  code: refusal.code,
  detail: refusal.pointer === '' ? refusal.detail : `${refusal.pointer}: ${refusal.detail}`,
})

/** Finds out who sends, before anything of the body is looked at where the headers say it. */
async function open(
  deps: ProfileDeps,
  request: RawRequest,
  limitBytes: number,
): Promise<Sender & { readonly body: CollectBody }> {
  const known = await collectorOfHeaders(request.headers, deps)
  const body = await readBody(request.body, request.contentType, limitBytes)
  const sender = known ?? (await collectorOfBody(body.value['writeKey'], request.headers, deps))
  return { ...sender, body }
}

function envelopeOf(body: CollectBody, events: number): Envelope {
  const common = cleaned(
    { context: body.value['context'], integrations: body.value['integrations'] },
    body.isSuspicious,
  )
  // What the batch says about all of its events would be wrong in each of them.
  if ('refusal' in common) throw invalidInput([{ ...common.refusal, pointer: '/body/context' }])
  const { context, integrations } = isObject(common.value) ? common.value : {}
  const warnings = collectWarnings(common.warnings)
  const envelope = {
    context: objectOf(context, 'context', warnings),
    integrations: objectOf(integrations, 'integrations', warnings),
    sentAt: timeOf(body.value, 'sentAt', warnings),
    timestamp: timeOf(body.value, 'timestamp', warnings),
    warnings: warnings.list,
  }
  const bytes = sizeOf([envelope.context, envelope.integrations])
  if (bytes > LARGEST_EVENT_BYTES || bytes * events > LARGEST_SPREAD_BYTES) throw envelopeTooLarge()
  return envelope
}

function envelopeTooLarge(): AppError {
  const detail = `What a batch says about all of its events has at most ${LARGEST_EVENT_BYTES} bytes, and ${LARGEST_SPREAD_BYTES} counted once for each event.`
  return new AppError('too_large', 'envelope_too_large', detail, {
    faults: [{ pointer: '/body/context', code: 'envelope_too_large', detail }],
  })
}

interface Reading {
  readonly kind: InteractionKind | null
  readonly envelope: Envelope
  readonly body: CollectBody
  readonly checkSizes: boolean
  readonly vouchedBy: Voucher
}

type ReadOne = { readonly event: TimedEvent } | { readonly refusal: Refusal }

async function readEvents(
  deps: ProfileDeps,
  workspaceId: string,
  items: readonly unknown[],
  reading: Reading,
): Promise<readonly ReadOne[]> {
  const receivedAt = deps.now()
  const read = items.map((item) => readOne(item, reading, deps))
  const timed = await deps.tools.clocks.time(
    workspaceId,
    read.flatMap((one) => (one.ok ? [one.event] : [])),
    receivedAt,
  )
  let next = 0
  return read.flatMap((one): ReadOne | readonly ReadOne[] => {
    if (!one.ok) return { refusal: one.refusal }
    const event = timed[next]
    next += 1
    return event === undefined ? [] : { event: { ...event, vouchedBy: reading.vouchedBy } }
  })
}

function readOne(item: unknown, { kind, envelope, body, checkSizes }: Reading, deps: ProfileDeps): ReadEvent {
  const usable = cleaned(item, body.isSuspicious)
  if ('refusal' in usable) return { ok: false, refusal: { ...usable.refusal, messageId: storableIdOf(item) } }
  const { value, warnings } = usable
  if (checkSizes && sizeOf(value) > LARGEST_EVENT_BYTES) return { ok: false, refusal: eventTooLarge(value) }
  const common = warnings.length === 0 ? envelope : { ...envelope, warnings: [...envelope.warnings, ...warnings] }
  return readEvent(value, kind, common, deps.newId())
}

function storableIdOf(item: unknown): string | null {
  const id = messageIdOf(item)
  return id === null || faultOfText(id) !== null ? null : id
}

const eventTooLarge = (item: unknown): Refusal => ({
  messageId: messageIdOf(item),
  pointer: '',
  code: 'event_too_large',
  detail: `An event has at most ${LARGEST_EVENT_BYTES} bytes.`,
})

async function rejectAll(deps: ProfileDeps, workspaceId: string, refusals: readonly Refusal[]): Promise<void> {
  await deps.tools.collector.reject(
    workspaceId,
    refusals.flatMap(({ messageId, code, detail }) => (messageId === null ? [] : [{ messageId, code, detail }])),
  )
}
