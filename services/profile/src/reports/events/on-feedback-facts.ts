import { feedbackDropped, feedbackGiven, feedbackRequested } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { takeReports } from '../commands/take-reports.js'

/** Who was invited to answer and what they answered, for the timeline. */
export function onFeedbackFacts(): Handler {
  return onMany(
    [feedbackRequested, feedbackDropped, feedbackGiven],
    { naturalKey: 'the profile and the id of the event' },
    (tx, events) => takeReports(tx, 'feedback', events),
  )
}
