import { AppError, type Request } from '@polyphon/service-kit'
import type { ProfileDeps } from '../../config.js'
import { type TimedEvent } from '../../people/domain/timed-event.js'
import { byFinerDigits } from '../domain/timestamps.js'
import { type Refusal } from '../domain/tracking.js'
import type { Unapplied } from '../domain/unapplied.js'
import type { Source } from '../workers/rejections.js'
import { type CollectBody, readBody } from './collect-body.js'
import { collectorOfBody, collectorOfHeaders, refuseSecretInBody, type Sender } from './collect-caller.js'
import { NO_ENVELOPE, type ReadItem, type Reading, readEvents } from './read-events.js'

/** An event that was refused, by its place in what was sent. */
export interface Rejected {
  readonly index: number
  readonly refusal: Refusal
}

/** Takes the events that can be read, in their order, and answers those that were refused. */
export async function take(
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

/** Takes one event of a request of its own; answers why it was refused, or null. */
export async function takeSingle(
  deps: ProfileDeps,
  sender: Sender,
  { kind, body, cause }: Pick<Reading, 'kind' | 'body' | 'cause'>,
): Promise<Refusal | null> {
  const reading = { kind, envelope: NO_ENVELOPE, body, checkSizes: false, sender, cause }
  const [refused] = await take(deps, sender, [body.value], reading)
  return refused?.refusal ?? null
}

/** How many events were refused, for whoever reads no body: libraries look at the status alone. */
export const rejectedHeader = (refused: number): Readonly<Record<string, string>> =>
  refused === 0 ? {} : { 'x-polyphon-rejected': String(refused) }

const refusalOf = ({ messageId }: TimedEvent, { code, detail, until }: Unapplied): Refusal => ({
  messageId,
  pointer: '',
  code,
  detail,
  ...(until === undefined ? {} : { until }),
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
export async function noted<Value>(
  deps: ProfileDeps,
  source: Source | null,
  work: () => Promise<Value>,
): Promise<Value> {
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

/** A request as it came: its bytes, and a write key that its address carries. */
export interface Sent extends Pick<Request<undefined, undefined, unknown>, 'headers' | 'identify' | 'contentType'> {
  readonly bytes: unknown
  readonly writeKey?: string | undefined
}

/** Finds out who sends, before anything of the body is looked at where the headers or the address say it. */
export async function open(
  deps: ProfileDeps,
  request: Sent,
  limitBytes: number,
): Promise<{ readonly sender: Sender; readonly body: CollectBody }> {
  const known = (await collectorOfHeaders(request, deps)) ?? (await collectorOfAddress(request, deps))
  const options = { limitBytes, encoding: request.headers['content-encoding'] }
  const body = await noted(deps, known, () => readBody(request.bytes, request.contentType, options))
  const { writeKey } = body.value
  refuseSecretInBody(writeKey)
  const sender = known ?? (await collectorOfBody(writeKey, request, deps))
  return { sender, body }
}

const collectorOfAddress = async ({ writeKey, ...request }: Sent, deps: ProfileDeps): Promise<Sender | null> =>
  writeKey === undefined || writeKey.trim() === '' ? null : collectorOfBody(writeKey, request, deps)
