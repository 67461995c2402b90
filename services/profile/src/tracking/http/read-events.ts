import { AppError, invalidInput } from '@polyphon/service-kit'
import { faultOfText, isObject } from '@polyphon/values'
import type { ProfileDeps } from '../../config.js'
import type { Cause, InteractionKind, TimedEvent } from '../../people/domain/timed-event.js'
import { objectOf } from '../domain/call-fields.js'
import { collectWarnings } from '../domain/event-warning.js'
import { type Envelope, messageIdOf, type ReadEvent, type Refusal, readEvent, timeOf } from '../domain/tracking.js'
import { type CollectBody, cleaned, LARGEST_EVENT_BYTES, LARGEST_SPREAD_BYTES, sizeOf } from './collect-body.js'
import type { Sender } from './collect-caller.js'

/** Of a single event nothing is said elsewhere. */
export const NO_ENVELOPE: Envelope = { context: {}, integrations: {}, sentAt: null, timestamp: null, warnings: [] }

/** What a batch says about all of its events; throws where that would be wrong in each of them. */
export function envelopeOf(body: CollectBody, events: number): Envelope {
  const { context: about, integrations: kept, sentAt, timestamp } = body.value
  const common = cleaned({ context: about, integrations: kept, sentAt, timestamp }, body)
  if ('refusal' in common) throw invalidInput([{ ...common.refusal, pointer: '/body/context' }])
  const fields = isObject(common.value) ? common.value : {}
  const warnings = collectWarnings(common.warnings)
  const envelope = {
    context: objectOf(fields['context'], 'context', warnings),
    integrations: objectOf(fields['integrations'], 'integrations', warnings),
    sentAt: timeOf(fields, 'sentAt', warnings),
    timestamp: timeOf(fields, 'timestamp', warnings),
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

export interface Reading {
  readonly kind: InteractionKind | null
  readonly envelope: Envelope
  readonly body: CollectBody
  readonly checkSizes: boolean
  readonly sender: Pick<Sender, 'vouchedBy' | 'isOpen'>
  readonly cause: Cause
}

export type ReadItem = { readonly event: TimedEvent } | { readonly refusal: Refusal }

/** Reads each event, and says when it happened. */
export async function readEvents(
  deps: ProfileDeps,
  workspaceId: string,
  items: readonly unknown[],
  reading: Reading,
): Promise<readonly ReadItem[]> {
  const receivedAt = deps.db.nowOf(workspaceId)
  const read = items.map((item) => readItem(item, reading, deps))
  const timed = await deps.tools.clocks.time(
    workspaceId,
    read.flatMap((item) => (item.ok ? [item.event] : [])),
    receivedAt,
  )
  let next = 0
  return read.flatMap((item): ReadItem | readonly ReadItem[] => {
    if (!item.ok) return { refusal: item.refusal }
    const event = timed[next]
    next += 1
    const { vouchedBy, isOpen } = reading.sender
    return event === undefined ? [] : { event: { ...event, vouchedBy, isOpen, cause: reading.cause } }
  })
}

function readItem(item: unknown, { kind, envelope, body, checkSizes }: Reading, deps: ProfileDeps): ReadEvent {
  const usable = cleaned(item, body)
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
