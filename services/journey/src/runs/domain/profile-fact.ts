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
      readonly chainDepth?: number | undefined
    }
  | {
      readonly kind: 'segment'
      readonly profileId: string
      readonly segment: string
      readonly change: 'segment_entered' | 'segment_left'
      readonly eventId: string
      readonly occurredAt: string
      readonly learnedAt: string
      readonly chainDepth?: number | undefined
    }
  /** Profile has carried out the change that a run has ordered; the read copy says so by now. */
  | { readonly kind: 'carried_out'; readonly profileId: string; readonly orderId: string }
  /** The read copy of the person has just changed. */
  | { readonly kind: 'person'; readonly profileId: string; readonly because: string }
