import { AppError, invalidInput, type Request, type Route, route } from '@polyphon/service-kit'
import { LONGEST_VALUE } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { type InteractionKind, KINDS } from '../../people/domain/timed-event.js'
import { type Envelope, type Refusal } from '../domain/tracking.js'
import { type CollectBody, LARGEST_BATCH_BYTES, LARGEST_EVENT_BYTES, MOST_EVENTS } from './collect-body.js'
import { BatchCall, EXAMPLES, SingleCall, SUMMARIES } from './collect-schemas.js'
import { pixelRoutes } from './pixel.js'
import { envelopeOf } from './read-events.js'
import { noted, open, rejectedHeader, type Sent, take, takeSingle } from './take-events.js'

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
const Query = z.object({
  writeKey: z.string().max(LONGEST_VALUE).optional().describe('A publishable key, of a beacon'),
})
type RawRequest = Request<undefined, z.output<typeof Query> | undefined, unknown>

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
    collect: (request, check) => collectBatch(deps, request, check),
    paths: [
      // Official libraries in Java, Ruby, .NET and for Android send their batches there.
      { suffix: 'Import', path: '/v1/import', check: refuseImportOfPeople },
      // Beacons carry no headers.
      { suffix: 'Beacon', path: '/beacon/v1/batch', query: Query },
    ],
    body: BatchCall,
  }),
  ...pixelRoutes(deps),
]

interface CollectRoute {
  readonly kind: InteractionKind | 'batch'
  /** Beside those that every kind has. */
  readonly paths?: readonly CollectPath[]
  readonly limitBytes: number
  readonly collect: (request: RawRequest, check: CollectPath['check']) => Promise<CollectedBody>
  readonly body: z.ZodType
}

interface CollectPath {
  readonly suffix: string
  readonly path: string
  readonly query?: typeof Query
  /** Refuses what belongs elsewhere. */
  readonly check?: (request: RawRequest, body: CollectBody | null) => void
}

function routesOf(deps: ProfileDeps, { kind, paths = [], limitBytes, collect, body }: CollectRoute): readonly Route[] {
  const operationId = `collect${NAMES[kind]}`
  const all: readonly CollectPath[] = [
    { suffix: '', path: `/v1/${kind}` },
    { suffix: 'Short', path: `/v1/${kind.slice(0, 1)}` },
    { suffix: 'Jitsu', path: `/api/s/${kind}` },
    { suffix: 'JitsuServer', path: `/api/s/s2s/${kind}` },
    ...paths,
  ]
  return all.map(({ suffix, path, query, check }) =>
    route({
      operationId: `${operationId}${suffix}`,
      method: 'post',
      path,
      summary: SUMMARIES[kind],
      description:
        'Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.',
      tag: 'collect',
      access: { who: 'anyone', reads: 'profile:write' },
      idempotencyKey: 'none',
      problemMessage: true,
      rawBody: { limitBytes: limitBytes + ROOM_FOR_GZIP },
      ...(query === undefined ? {} : { query }),
      body,
      example: EXAMPLES[kind],
      responses: { 200: Collected, 202: Collected },
      ...(suffix === '' ? {} : { hidden: true }),
      // The bytes are read here, so the body's schema is for the document only.
      handleOutside: async (request) => {
        const answer = await collect(request, check)
        const isApplied = deps.tools.collector.taken === 'applied'
        const headers = rejectedHeader(answer.rejected?.length ?? 0)
        return isApplied ? { status: 200, headers, body: answer } : { status: 202, headers, body: answer }
      },
    }),
  )
}

const sentBy = ({ headers, identify, contentType, body, query }: RawRequest): Sent => ({
  headers,
  identify,
  contentType,
  bytes: body,
  writeKey: query?.writeKey,
})

async function collectSingle(deps: ProfileDeps, kind: InteractionKind, request: RawRequest): Promise<CollectedBody> {
  const { sender, body } = await open(deps, sentBy(request), LARGEST_EVENT_BYTES)
  const refused = await takeSingle(deps, sender, { kind, body, cause: request.origin })
  if (refused === null) return { success: true }
  refuseUntil(deps, refused)
  const { pointer, code, detail } = refused
  throw invalidInput([{ pointer: `/body${pointer}`, code, detail }])
}

async function collectBatch(
  deps: ProfileDeps,
  request: RawRequest,
  check: CollectPath['check'],
): Promise<CollectedBody> {
  check?.(request, null)
  const { sender, body } = await open(deps, sentBy(request), LARGEST_BATCH_BYTES)
  check?.(request, body)
  const { batch, envelope } = await noted(deps, sender, async () => readBatch(body))
  const checkSizes = body.bytes > LARGEST_EVENT_BYTES
  const reading = { kind: null, envelope, body, checkSizes, sender, cause: request.origin }
  const rejected = await take(deps, sender, batch, reading)
  // Of which nothing was taken: whoever sends it again later loses nothing.
  if (rejected.length === batch.length) for (const { refusal } of rejected) refuseUntil(deps, refusal)
  return rejected.length === 0 ? { success: true } : { success: true, rejected: rejected.map(toRejectionView) }
}

/** Refuses a request because of the time at which it came: nothing is wrong with its events. */
function refuseUntil({ now }: ProfileDeps, { code, detail, until }: Refusal): void {
  if (until === undefined) return
  const retryAfterSeconds = Math.max(1, Math.ceil((until.getTime() - now().getTime()) / 1_000))
  throw new AppError('limited', code, detail, { retryAfterSeconds })
}

const OF_FILES = /^\s*(?:text\/csv|application\/(?:x-)?nd-?json|application\/jsonl)\b/i

/** A batch of events has the address that others give to imports: files of people have one of their own. */
function refuseImportOfPeople({ contentType }: RawRequest, body: CollectBody | null): void {
  const isImport = body === null ? OF_FILES.test(contentType ?? '') : body.value['batch'] === undefined
  if (!isImport) return
  const detail = 'Batches of events are taken here; files of people are imported by POST /v1/imports?kind=people.'
  throw new AppError('unprocessable', 'import_elsewhere', detail, {
    faults: [{ pointer: body === null ? '/headers/content-type' : '/body/batch', code: 'import_elsewhere', detail }],
  })
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

const toRejectionView = ({ index, refusal }: { readonly index: number; readonly refusal: Refusal }) => ({
  index,
  messageId: refusal.messageId,
  code: refusal.code,
  detail: refusal.pointer === '' ? refusal.detail : `${refusal.pointer}: ${refusal.detail}`,
})
