import {
  messageAccepted,
  messageBounced,
  messageClicked,
  messageDeferred,
  messageDelivered,
  messageDropped,
  messageFailed,
  messageQueued,
  messageRead,
  messageSent,
  messageUncertain,
} from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { recordTimelineItems } from '../commands/record-timeline-items.js'

/** What became of messages, for the timeline. */
export function onMessageFacts(): Handler {
  return onMany(
    [
      messageQueued,
      messageDeferred,
      messageAccepted,
      messageSent,
      messageDelivered,
      messageRead,
      messageClicked,
      messageFailed,
      messageBounced,
      messageDropped,
      messageUncertain,
    ],
    { naturalKey: 'the profile and the id of the event' },
    (tx, events) => recordTimelineItems(tx, 'message', events),
  )
}
