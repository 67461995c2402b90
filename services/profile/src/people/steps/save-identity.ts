import type { Tx } from '@polyphon/service-kit'
import type { IdentityChange } from '../domain/identity-draft.js'
import { DEFAULT_RULES } from '../domain/identity-rules.js'
import { dropIdentifiers, releaseIdentifiers, saveIdentifiers } from '../store/identifiers.js'
import { saveMerges } from '../store/merges.js'
import { raiseIdentityVersions, removeProfiles } from '../store/profiles.js'
import { ChangedMeanwhile } from './lock-graph.js'

/** Stores who belongs together now: identifiers, aliases of absorbed people, and why, in the ledger. */
export async function saveIdentity(tx: Tx, change: IdentityChange): Promise<void> {
  await saveIdentifiers(tx, change.identifiers)
  await dropIdentifiers(tx, change.unused)
  if (!(await releaseIdentifiers(tx, change.outdated)))
    throw new ChangedMeanwhile('Somebody came back by an identifier that was about to be let go.')
  await removeProfiles(tx, change.removedIds)
  await raiseIdentityVersions(tx, change.regroupedIds)
  await saveMerges(tx, { ...change, rulesVersion: DEFAULT_RULES.version })
}
