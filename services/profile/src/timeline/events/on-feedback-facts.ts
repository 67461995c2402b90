import { feedbackDropped, feedbackGiven, feedbackRequested } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { recordTimelineItems } from '../commands/record-timeline-items.js'

/** Who was invited to answer and what they answered, for the timeline. */
export function onFeedbackFacts(): Handler {
  return onMany(
    [feedbackRequested, feedbackDropped, feedbackGiven],
    { naturalKey: 'the profile and the id of the event' },
    (tx, events) => recordTimelineItems(tx, 'feedback', events),
  )
}
