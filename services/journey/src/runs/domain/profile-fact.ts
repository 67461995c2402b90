import type { HandledEvent } from '../../kinds/domain/run.js'

/** What profile publishes about a person, as far as journeys need it. */
export type ProfileFact =
  | {
      readonly kind: 'interaction'
      readonly profileId: string
      readonly revision: number
      readonly event: HandledEvent
      /** When profile learned of it (RFC 3339): the same whenever the log is read. */
      readonly learnedAt: string
    }
  | {
      readonly kind: 'segment'
      readonly profileId: string
      readonly segment: string
      readonly change: 'segment_entered' | 'segment_left'
      readonly eventId: string
      readonly occurredAt: string
      readonly learnedAt: string
    }
  /** The read copy of the person has just changed. */
  | { readonly kind: 'person'; readonly profileId: string; readonly because: string }
