import { profileChanged, topicNames } from '@polyphon/contracts'
import { type Handler, onBatch } from '@polyphon/service-kit'
import { raisePeople } from '../commands/raise-people.js'

/**
 * Consumes what this service has published of people itself. That changes nothing, unless its database was restored: then
 * it is read once more, people go on above what the others have seen of them, and what they had decided holds again.
 */
export const onProfileChanged = (): Handler => ({
  ...onBatch(profileChanged, { naturalKey: '(workspace, profile), whose revision only grows' }, (tx, events) =>
    raisePeople(
      tx,
      events.map(({ data }) => data),
    ),
  ),
  onlyFrom: [topicNames.people],
})
