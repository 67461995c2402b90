import { Moment } from '@polyphon/values'
import { z } from 'zod'

export const TIMELINE_KINDS = ['interaction', 'message', 'feedback', 'journey', 'segment', 'work'] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** One thing in somebody's timeline; `type` and `data` are those of its event. */
export interface TimelineItem {
  readonly id: string
  readonly kind: TimelineKind
  readonly occurredAt: Date
  readonly type: string
  readonly service: string
  readonly data: Readonly<Record<string, unknown>>
}

/** An item under the id that the person had when it happened. */
export interface OwnedTimelineItem extends TimelineItem {
  readonly profileId: string
}

interface ReceivedFact {
  readonly id: string
  readonly type: string
  readonly time: Date
  readonly data: unknown
}

const Fact = z.looseObject({ profileId: z.uuid().nullish(), occurredAt: Moment.optional() })

/** Makes an item of an event of another service; null when it is about nobody who is known. */
export function timelineItemOf(kind: TimelineKind, { id, type, time, data }: ReceivedFact): OwnedTimelineItem | null {
  // The url of an invitation holds its token: whoever reads a timeline must not be able to answer in somebody's name.
  const { profileId, url: _url, ...rest } = Fact.parse(data)
  if (profileId === null || profileId === undefined) return null
  const occurredAt = rest.occurredAt === undefined ? time : new Date(rest.occurredAt)
  return { id, kind, profileId, occurredAt, type, service: serviceOf(type), data: rest }
}

/** The service that publishes events of a type: what stands before its first dot. */
function serviceOf(type: string): string {
  return type.slice(0, type.indexOf('.'))
}
