import { isAbsorbed, profileChanged, topicNames } from '@polyphon/contracts'
import { type Handler, keepPeople, type Received, type Tx } from '@polyphon/service-kit'
import { hearFacts, type Told } from '../commands/hear-facts.js'
import { mergeRuns } from '../commands/merge-runs.js'
import type { JourneyDeps } from '../config.js'
import { causedBy } from './caused-by.js'

/** Keeps the copy of people from their snapshots; whoever is new or different may start or move their runs. */
export function onPeople(deps: JourneyDeps): Handler {
  const { library } = deps.tools
  return {
    definitions: [profileChanged],
    dedupe: { naturalKey: '(workspace, profile), the higher revision' },
    onlyFrom: [topicNames.people],
    many: true,
    handle: async (tx: Tx, events: readonly Received[]) => {
      const told: Told[] = []
      // In the order of their ids, as the facts' consumer does: the two write the same copies.
      for (const event of inOrder(events)) {
        const copy = keepPeople({
          changed: async (inside, { profileId }) => {
            const fact = { kind: 'person', profileId, because: 'the person has changed' } as const
            told.push({ fact, tx: causedBy(inside, event) })
          },
          merged: (inside, merge) => mergeRuns(inside, merge, library),
        })
        await copy.handle(tx, [event])
      }
      await hearFacts(tx, told, library)
    },
  }
}

function inOrder(events: readonly Received[]): readonly Received[] {
  const idOf = (event: Received): string => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with this definition
    const { data } = event as Received<typeof profileChanged>
    return isAbsorbed(data) ? `${data.mergedInto} ${data.profileId}` : data.profileId
  }
  return events.toSorted((left, right) => (idOf(left) < idOf(right) ? -1 : 1))
}
