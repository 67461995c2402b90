import { isAbsorbed, profileChanged, topicNames } from '@polyphon/contracts'
import { causedBy, type Handler, onBatch } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { handleProfileFacts, type ReceivedFact } from '../commands/handle-profile-facts.js'
import { keepPeopleCopies } from '../commands/keep-people-copies.js'

/** Keeps the copy of people from their snapshots; whoever is new or different may start or move their runs. */
export function onProfileChanged(deps: JourneyDeps): Handler {
  return {
    ...onBatch(profileChanged, { naturalKey: '(workspace, profile), the higher revision' }, async (tx, events) => {
      const changed = await keepPeopleCopies(tx, events, deps)
      const facts = events.flatMap((event): readonly ReceivedFact[] => {
        if (isAbsorbed(event.data) || !changed.has(event.id)) return []
        const { profileId } = event.data
        return [{ fact: { kind: 'person', profileId, because: 'the person has changed' }, tx: causedBy(tx, event) }]
      })
      await handleProfileFacts(tx, facts, deps.tools.library)
    }),
    onlyFrom: [topicNames.people],
  }
}
