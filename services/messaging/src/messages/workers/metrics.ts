import { type Deps, isUuid, momentOfUuid } from '@polyphon/service-kit'
import type { Message } from '../domain/message.js'
import { SWEEP_TIMER } from '../steps/dispatch-signal.js'

/** The numbers that only messaging has. */
export interface MessageMetrics {
  /** Messages were planned at this moment for these events. */
  planned(events: readonly { readonly correlationId: string | undefined }[], at: Date): void
  /** A provider has taken a message. */
  handedOver(message: Pick<Message, 'class' | 'plannedAt' | 'sendAt'>, at: Date): void
  close(): void
}

const EVERY_MS = 15_000
// Of more workspaces that have something queued at once the rest is not counted: that so many wait says enough.
const MOST_WORKSPACES = 200

export function openMessageMetrics(deps: Pick<Deps, 'db' | 'metrics' | 'logger'>): MessageMetrics {
  const { metrics, db, logger } = deps
  const toMessage = metrics.seconds({
    name: 'polyphon_event_to_message_seconds',
    help: 'From the request that was the beginning (its id holds the moment) to the message that it led to, waits of journeys included',
    labelNames: [],
  })
  const toProvider = metrics.seconds({
    name: 'polyphon_message_hand_over_seconds',
    help: 'From when a message was planned, or was to be sent, until a provider had taken it, by class',
    labelNames: ['class'],
  })
  const queue = metrics.gauge({
    name: 'polyphon_send_queue_messages',
    help: 'Messages that are queued, by class; the same in every replica',
    labelNames: ['class'],
  })
  const measure = async (): Promise<void> => {
    const counts = await countQueued(db)
    queue.reset()
    for (const [kind, count] of counts) queue.set({ class: kind }, count)
  }
  const timer = setInterval(() => {
    measure().catch((error: unknown) =>
      logger.debug({ event: 'queue.not_measured', err: error }, 'the queue could not be measured'),
    )
  }, EVERY_MS)
  timer.unref()
  return {
    planned: (events, at) => {
      for (const { correlationId } of events) {
        const seconds = secondsSinceBeginning(correlationId, at)
        if (seconds !== null) toMessage.observe({}, seconds)
      }
    },
    handedOver: ({ class: kind, plannedAt, sendAt }, at) => {
      const from = Math.max(plannedAt.getTime(), sendAt?.getTime() ?? 0)
      toProvider.observe({ class: kind }, secondsBetween(from, at))
    },
    close: () => clearInterval(timer),
  }
}

/** The time since the request with this id came, which a UUIDv7 begins with; null where whoever called gave it another id. */
export const secondsSinceBeginning = (id = '', at: Date): number | null =>
  isUuid(id) && id[14] === '7' ? secondsBetween(momentOfUuid(id), at) : null

const secondsBetween = (from: number, to: Date): number => Math.max(0, (to.getTime() - from) / 1_000)

/** How many messages wait, by class. Whatever is queued has a timer that looks for it: so its workspace is found. */
async function countQueued(db: Deps['db']): Promise<ReadonlyMap<string, number>> {
  const readOnly = { readOnly: true }
  const waiting = await db.transact(
    null,
    (tx) =>
      tx.query<{ workspace_id: string }>('select distinct workspace_id from timer where kind = $1 limit $2', [
        SWEEP_TIMER,
        MOST_WORKSPACES,
      ]),
    readOnly,
  )
  const counts = new Map<string, number>()
  for (const { workspace_id: workspaceId } of waiting.rows) {
    const { rows } = await db.transact(
      workspaceId,
      (tx) =>
        tx.query<{ class: string; count: number }>(
          `select class, count(*)::integer as count from message where workspace_id = $1 and stage = 'queued' group by class`,
          [workspaceId],
        ),
      readOnly,
    )
    for (const { class: kind, count } of rows) counts.set(kind, (counts.get(kind) ?? 0) + count)
  }
  return counts
}
