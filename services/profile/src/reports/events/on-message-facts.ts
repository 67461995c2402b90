import { messageFacts } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { withReached } from '@polyphon/service-kit/copies'
import { takeReports } from '../commands/take-reports.js'

/** What became of messages, for the timeline. */
export function onMessageFacts(): Handler {
  return withReached(
    onMany(Object.values(messageFacts), { naturalKey: 'the profile and the id of the event' }, (tx, events) =>
      takeReports(tx, 'message', events),
    ),
  )
}
