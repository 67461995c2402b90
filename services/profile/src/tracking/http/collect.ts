import { AppError, invalidInput, type Request, type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { type InteractionKind, KINDS, type TimedEvent } from '../../people/domain/timed-event.js'
import { byFinerDigits } from '../domain/timestamps.js'
import { type Envelope, type Refusal } from '../domain/tracking.js'
import type { Source } from '../workers/rejections.js'
import { type CollectBody, LARGEST_BATCH_BYTES, LARGEST_EVENT_BYTES, MOST_EVENTS, readBody } from './collect-body.js'
import { collectorOfBody, collectorOfHeaders, refuseSecretInBody, type Sender } from './collect-caller.js'
import { BatchCall, EXAMPLES, SingleCall, SUMMARIES } from './collect-schemas.js'
import { envelopeOf, type ReadItem, type Reading, readEvents } from './read-events.js'

const Collected = z
  .object({
    success: z.literal(true),
    rejected: z
      .array(z.object({ index: z.int(), messageId: z.string().nullable(), code: z.string(), detail: z.string() }))
      .optional()
      .describe('Events of a batch that were refused; all others are applied'),
  })
  .meta({ id: 'Collected' })
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
      collect: (request) => collectSingle(deps, kind, request),
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
      access: { who: 'anyone', reads: 'profile:write' },
      idempotencyKey: 'none',
      rawBody: { limitBytes: limitBytes + ROOM_FOR_GZIP },
      body,
      example: EXAMPLES[kind],
      responses: { 200: Collected, 202: Collected },
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

async function collectSingle(deps: ProfileDeps, kind: InteractionKind, request: RawRequest): Promise<CollectedBody> {
  const { sender, body } = await open(deps, request, LARGEST_EVENT_BYTES)
  const reading = {
    kind,
    envelope: NOTHING,
    body,
    checkSizes: false,
    vouchedBy: sender.vouchedBy,
    cause: request.origin,
  }
  const [refused] = await take(deps, sender, [body.value], reading)
  if (refused === undefined) return { success: true }
  const { pointer, code, detail } = refused.refusal
  throw invalidInput([{ pointer: `/body${pointer}`, code, detail }])
}

async function collectBatch(deps: ProfileDeps, request: RawRequest): Promise<CollectedBody> {
  const { sender, body } = await open(deps, request, LARGEST_BATCH_BYTES)
  const { batch, envelope } = await noted(deps, sender, async () => readBatch(body))
  const checkSizes = body.bytes > LARGEST_EVENT_BYTES
  const reading = { kind: null, envelope, body, checkSizes, vouchedBy: sender.vouchedBy, cause: request.origin }
  const rejected = await take(deps, sender, batch, reading)
  return rejected.length === 0 ? { success: true } : { success: true, rejected: rejected.map(toRejectionView) }
}

function readBatch(body: CollectBody): { readonly batch: readonly unknown[]; readonly envelope: Envelope } {
  const batch = body.value['batch']
  if (!Array.isArray(batch))
    throw invalidInput([{ pointer: '/body/batch', code: 'invalid_type', detail: 'A batch is a list of events.' }])
  if (batch.length > MOST_EVENTS)
    throw new AppError('too_large', 'too_many_events', `A batch has at most ${MOST_EVENTS} events.`, {
      faults: [{ pointer: '/body/batch', code: 'too_many_events', detail: `At most ${MOST_EVENTS} events.` }],
    })
  return { batch, envelope: envelopeOf(body, batch.length) }
}

interface Rejected {
  readonly index: number
  readonly refusal: Refusal
}

/** Takes the events that can be read, in their order, and answers those that were refused. */
async function take(
  deps: ProfileDeps,
  sender: Sender,
  items: readonly unknown[],
  reading: Reading,
): Promise<readonly Rejected[]> {
  const { collector, rejections } = deps.tools
  const read = await readEvents(deps, sender.workspaceId, items, reading)
  const { rejected, accepted } = sorted(read)
  const collected = await collector.collect(
    sender.workspaceId,
    accepted.map(({ event }) => event),
  )
  for (const [position, result] of collected.entries()) {
    const item = accepted[position]
    if (item === undefined) continue
    if (result.outcome === 'applied') rejections.warn(item.event.warnings)
    else rejected.push({ index: item.index, refusal: refusalOf(item.event, result) })
  }
  await rejections.reject(
    sender,
    rejected.map(({ refusal }) => refusal),
  )
  return rejected
}

const refusalOf = ({ messageId }: TimedEvent, { code, detail }: Pick<Refusal, 'code' | 'detail'>): Refusal => ({
  messageId,
  pointer: '',
  code,
  detail,
})

function sorted(read: readonly ReadItem[]) {
  const rejected: Rejected[] = []
  const accepted: { index: number; event: TimedEvent }[] = []
  for (const [index, item] of read.entries()) {
    if ('refusal' in item) rejected.push({ index, refusal: item.refusal })
    else accepted.push({ index, event: item.event })
  }
  return { rejected, accepted: byFinerDigits(accepted, ({ event }) => event) }
}

/** Lets a request that is refused as a whole be seen like its events: they do not arrive either. */
async function noted<Value>(deps: ProfileDeps, source: Source | null, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (source !== null && error instanceof AppError) {
      const { pointer = '', code = error.code, detail = error.message } = error.faults[0] ?? {}
      await deps.tools.rejections.reject(source, [{ messageId: null, pointer, code, detail }])
    }
    throw error
  }
}

const toRejectionView = ({ index, refusal }: { readonly index: number; readonly refusal: Refusal }) => ({
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
): Promise<{ readonly sender: Sender; readonly body: CollectBody }> {
  const known = await collectorOfHeaders(request, deps)
  const body = await noted(deps, known, () => readBody(request.body, request.contentType, limitBytes))
  const { writeKey } = body.value
  refuseSecretInBody(writeKey)
  const sender = known ?? (await collectorOfBody(writeKey, request, deps))
  return { sender, body }
}
