import {
  type AbsorbedProfile,
  isAbsorbed,
  type ProfileSnapshot,
  privacy,
  profileChanged,
  topicNames,
} from '@polyphon/contracts'
import type { Origin, Tx } from '../db/tx.js'
import { causedBy, type Handler, onBatch, originOf, type Received } from '../events/handler.js'
import { append } from '../events/outbox.js'
import type { Merge, PersonalData } from '../personal/declaration.js'
import { type Counts, followMerge, followSplit, type Split } from '../personal/merge.js'
import type { ServiceName } from '../values/service-name.js'
import {
  followAlias,
  type ObeyedRestriction,
  obeyRestrictions,
  removePerson,
  replaceIdentifiers,
  saveAlias,
  savePeople,
} from './people-store.js'
import type { Person } from './person.js'

/** What else a service does when somebody changes; runs in the same transaction as the copy. */
export interface PeopleHooks {
  /**
   * These people are new to this service, or have a newer revision than before; each of them once. `origins` says by
   * which event each was changed.
   */
  changed?(tx: Tx, people: readonly Person[], origins: ReadonlyMap<string, Origin>): Promise<void>
  /** What is known of these people may from now on be kept and not used, or used again; before that is confirmed. */
  restricted?(tx: Tx, people: readonly ObeyedRestriction[]): Promise<void>
  /** Two people turned out to be one, and their rows follow the declarations already: what else there is to do. `moved` counts these rows. */
  merged?(tx: Tx, merge: Merge, moved: Counts): Promise<void>
  /** Somebody was split off again, and has the rows back that were written under their ids: what else there is to do. */
  split?(tx: Tx, split: Pick<Split, 'newId' | 'survivorId'>): Promise<void>
}

/** What is kept of people in this service, and what it does besides. */
interface Rules extends PeopleHooks {
  readonly personal: PersonalData
  readonly service: ServiceName
}

/**
 * Keeps the read copy of people, fed by the compacted topic; whatever has the higher revision wins. Where two people turn
 * out to be one, all that the service keeps of them follows as its tables declare.
 */
export function keepPeople(
  { personal, service }: Pick<Rules, 'personal' | 'service'>,
  hooks: PeopleHooks = {},
): Handler {
  const naturalKey = '(workspace, profile), the higher revision'
  return {
    ...onBatch(profileChanged, { naturalKey }, (tx, events) =>
      applyPeople(tx, events, { ...hooks, personal, service }),
    ),
    onlyFrom: [topicNames.people],
  }
}

/** Applies snapshots many at a time; a merge in between is applied in its place. */
async function applyPeople(tx: Tx, events: readonly Received<typeof profileChanged>[], rules: Rules): Promise<void> {
  let snapshots = new Map<string, Received<typeof profileChanged> & { readonly data: ProfileSnapshot }>()
  const applySnapshots = async (): Promise<void> => {
    const newest = [...snapshots.values()]
    snapshots = new Map()
    if (newest.length > 0) await saveSnapshots(tx, newest, rules)
  }
  for (const event of events) {
    const { data } = event
    if (isAbsorbed(data)) {
      await applySnapshots()
      await applyMerge(causedBy(tx, event), data, rules)
    } else if ((snapshots.get(data.profileId)?.data.revision ?? -1) < data.revision)
      snapshots.set(data.profileId, { ...event, data })
  }
  await applySnapshots()
}

async function saveSnapshots(
  tx: Tx,
  events: readonly (Received & { readonly data: ProfileSnapshot })[],
  rules: Rules,
): Promise<void> {
  const snapshots = events.map(({ data }) => data)
  const { profileIds, splits } = await savePeople(tx, snapshots)
  const stored = new Set(profileIds)
  const people = snapshots
    .filter(({ profileId }) => stored.has(profileId))
    .map(({ consents = {}, restricted = false, ...person }) => ({ ...person, consents, restricted }))
  if (people.length === 0) return
  await replaceIdentifiers(tx, people)
  for (const split of splits) {
    const { absorbedIds = [] } = people.find(({ profileId }) => profileId === split.newId) ?? {}
    const originIds = [split.newId, ...absorbedIds]
    await followSplit(tx, rules.personal, { ...split, originIds, dryRun: false })
    await rules.split?.(tx, split)
  }
  await rules.changed?.(tx, people, new Map(events.map((event) => [event.data.profileId, originOf(event)])))
  await confirmRestrictions(tx, people, rules)
}

async function confirmRestrictions(tx: Tx, people: readonly ProfileSnapshot[], rules: Rules): Promise<void> {
  const named = people.filter(({ restrictionId }) => restrictionId !== undefined)
  if (named.length === 0) return
  const obeyed = await obeyRestrictions(
    tx,
    named.map(({ profileId }) => profileId),
  )
  await rules.restricted?.(tx, obeyed)
  append(tx, privacy[rules.service].restricted, ...obeyed)
}

async function applyMerge(tx: Tx, absorbed: AbsorbedProfile, rules: Rules): Promise<void> {
  const survivorId = await followAlias(tx, absorbed.mergedInto)
  const alias = { oldId: absorbed.profileId, canonicalId: survivorId, revision: absorbed.revision }
  if (!(await saveAlias(tx, alias))) return
  await removePerson(tx, absorbed.profileId)
  const merge = { survivorId, absorbedId: absorbed.profileId }
  const moved = await followMerge(tx, rules.personal, merge)
  await rules.merged?.(tx, merge, moved)
}
