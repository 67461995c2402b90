import { isAbsorbed, type ProfileSnapshot, profileChanged, topicNames } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import { type Handler, on } from '../events/handler.js'
import { followAlias, removePerson, replaceIdentifiers, saveAlias, savePerson } from './people-store.js'
import type { Person } from './person.js'

/** What else a service does when somebody changes; runs in the same transaction as the copy. */
export interface PeopleHooks {
  changed?(tx: Tx, person: Person): Promise<void>
  /** Two people turned out to be one: everything kept for the absorbed id belongs to the survivor from now on. */
  merged?(tx: Tx, merge: { readonly survivorId: string; readonly absorbedId: string }): Promise<void>
}

/** Keeps the read copy of people, fed by the compacted topic; whatever has the higher revision wins. */
export function keepPeople(hooks: PeopleHooks = {}): Handler {
  return {
    ...on(profileChanged, { naturalKey: '(workspace, profile), the higher revision' }, async (tx, { data }) => {
      if (isAbsorbed(data)) await applyMerge(tx, hooks, { ...data, survivorId: data.mergedInto })
      else await applySnapshot(tx, hooks, data)
    }),
    onlyFrom: [topicNames.people],
  }
}

async function applySnapshot(tx: Tx, hooks: PeopleHooks, snapshot: ProfileSnapshot): Promise<void> {
  if (!(await savePerson(tx, snapshot))) return
  await replaceIdentifiers(tx, snapshot.profileId, snapshot.identifiers)
  await hooks.changed?.(tx, snapshot)
}

async function applyMerge(
  tx: Tx,
  hooks: PeopleHooks,
  merge: { readonly profileId: string; readonly survivorId: string; readonly revision: number },
): Promise<void> {
  const survivorId = await followAlias(tx, merge.survivorId)
  if (!(await saveAlias(tx, { oldId: merge.profileId, canonicalId: survivorId, revision: merge.revision }))) return
  await removePerson(tx, merge.profileId)
  await hooks.merged?.(tx, { survivorId, absorbedId: merge.profileId })
}
