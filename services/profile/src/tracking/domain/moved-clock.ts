import type { TimedEvent, TrackedEvent } from '../../people/domain/timed-event.js'

const later = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms)

/**
 * An event as if the clock that it was sent by had been moved as well. What says when it was sent has a clock of its own, which
 * knows nothing of that; a time that is merely stated is one of the workspace.
 */
export function withMovedClock(event: TrackedEvent, aheadMs: number): TrackedEvent {
  const { sentAt, statedAt } = event
  if (sentAt === null || aheadMs === 0) return event
  return { ...event, sentAt: later(sentAt, aheadMs), statedAt: statedAt === null ? null : later(statedAt, aheadMs) }
}

/** The same event as it was sent, with the times that were found for it. */
export function asItWasSent(timed: TimedEvent, { sentAt, statedAt }: TrackedEvent, aheadMs: number): TimedEvent {
  if (aheadMs === 0 || sentAt === null) return timed
  if (statedAt === null) return { ...timed, sentAt }
  return { ...timed, sentAt, statedAt, originalAt: statedAt, skewMs: timed.skewMs + aheadMs }
}
