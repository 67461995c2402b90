import type { Tx } from '@polyphon/service-kit'
import { identifierOf } from '@polyphon/values'
import type { Absorption } from '../domain/identity-graph.js'
import { DEFAULT_RULES } from '../domain/identity-rules.js'
import { saveIdentifiers } from '../store/identifiers.js'
import { saveAliases, saveLedger } from '../store/merges.js'
import { removeProfiles } from '../store/profiles.js'
import type { LockedGraph } from './lock-graph.js'

/** Stores who belongs together now: identifiers, aliases of absorbed people, and why, in the ledger. */
export async function saveIdentity(tx: Tx, { graph, identifiersBefore, peopleBefore }: LockedGraph): Promise<void> {
  const changed = [...graph.identifiers].flatMap(([key, known]) => {
    const before = identifiersBefore.get(key)
    if (before?.profileId === known.profileId && before.ambiguous === known.ambiguous) return []
    return [{ ...identifierOf(key), ...known }]
  })
  await saveIdentifiers(tx, changed)
  const currentId = currentIdOf(graph.absorptions)
  await saveAliases(
    tx,
    graph.absorptions
      .flatMap(({ absorbed }) =>
        [absorbed.profileId, ...absorbed.absorbedIds].map((oldId) => ({
          oldId,
          canonicalId: currentId(absorbed.profileId),
        })),
      )
      .filter(isFirstOf),
  )
  await removeProfiles(
    tx,
    graph.absorptions.map(({ absorbed }) => absorbed.profileId).filter((id) => peopleBefore.has(id)),
  )
  await saveLedger(tx, { links: graph.links, merges: graph.absorptions, rulesVersion: DEFAULT_RULES.version })
}

// Who is absorbed by somebody who is absorbed in turn appears twice, with the same final id.
const isFirstOf = (
  alias: { readonly oldId: string },
  index: number,
  all: readonly { readonly oldId: string }[],
): boolean => all.findIndex(({ oldId }) => oldId === alias.oldId) === index

/** Answers the id that an id stands for after these merges. */
export function currentIdOf(absorptions: readonly Absorption[]): (profileId: string) => string {
  const next = new Map(absorptions.map(({ absorbed, survivorId }) => [absorbed.profileId, survivorId]))
  const follow = (profileId: string): string => {
    const survivor = next.get(profileId)
    return survivor === undefined ? profileId : follow(survivor)
  }
  return follow
}
