import { isAbsorbed, profileChanged, topicNames } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { hearFacts, type Told } from '../commands/handle-facts.js'
import { keepCopies } from '../commands/keep-people-copies.js'
import { causedBy, is } from '../steps/received.js'

/** Keeps the copy of people from their snapshots; whoever is new or different may start or move their runs. */
export function onProfileChanged(deps: JourneyDeps): Handler {
  return {
    ...onMany([profileChanged], { naturalKey: '(workspace, profile), the higher revision' }, async (tx, events) => {
      const fresh = await keepCopies(tx, events, deps)
      const told = events.flatMap((event): readonly Told[] => {
        if (!is(profileChanged, event) || isAbsorbed(event.data) || !fresh.has(event.id)) return []
        const { profileId } = event.data
        return [{ fact: { kind: 'person', profileId, because: 'the person has changed' }, tx: causedBy(tx, event) }]
      })
      await hearFacts(tx, told, deps.tools.library)
    }),
    onlyFrom: [topicNames.people],
  }
}
