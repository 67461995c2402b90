import { profileChanged, topicNames } from '@polyphon/contracts'
import { type Handler, onBatch } from '@polyphon/service-kit'
import { raiseRevisions } from '../commands/raise-revisions.js'

/**
 * Consumes what this service has published of people itself. That changes nothing, unless its database was restored: then
 * it is read once more, and people go on above what the others have seen of them.
 */
export const onProfileChanged = (): Handler => ({
  ...onBatch(profileChanged, { naturalKey: '(workspace, profile), whose revision only grows' }, (tx, events) =>
    raiseRevisions(
      tx,
      events.map(({ data }) => data),
    ),
  ),
  onlyFrom: [topicNames.people],
})
