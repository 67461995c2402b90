import { messageFacts } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { withReached } from '@polyphon/service-kit/copies'
import { recordTimelineItems } from '../commands/record-timeline-items.js'

/** What became of messages, for the timeline. */
export function onMessageFacts(): Handler {
  return withReached(
    onMany(Object.values(messageFacts), { naturalKey: 'the profile and the id of the event' }, (tx, events) =>
      recordTimelineItems(tx, 'message', events),
    ),
  )
}
