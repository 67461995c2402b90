import { AppError, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Identifier, keyOf, normaliseIdentifier } from '@polyphon/values'
import { moveMemberships } from '../../accounts/steps/move-memberships.js'
import { foldConsents } from '../../consents/steps/fold-consents.js'
import { type Origins, originsOf } from '../../history/domain/origins.js'
import { CUT, readLedger } from '../../history/store/ledger.js'
import { newProfile, type Profile } from '../../people/domain/profile.js'
import type { Restriction } from '../../people/domain/restriction.js'
import { ChangedMeanwhile, lockGraph } from '../../people/steps/lock-graph.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import { applyPersonChanges } from '../../profiles/steps/apply-person-changes.js'
import { decidePartition, type Partition } from '../domain/partition.js'
import { appendSplit } from '../steps/append-split.js'
import { type Parted, partSayings } from '../steps/part-sayings.js'
import { appendConsents, moveConsents } from '../steps/split-consents.js'
import { restrictionOf, restrictionOfBoth } from '../steps/split-restriction.js'
import { savePartition } from '../store/part-people.js'
import { saveSplit, TAKEN_BACK } from '../store/save-split.js'

export interface SplitInput {
  /** Any id that the person has or had. */
  readonly profileId: string
  /** What is somebody else's. */
  readonly identifiers: readonly Identifier[]
  readonly reason: string
  /** The id of the request. */
  readonly because: string
}

/** Two people who were one, and what has changed hands. */
export interface SplitPeople {
  readonly survivor: Profile
  readonly fresh: Profile
  /** How many events are those of whoever was split off. */
  readonly events: number
  /** How many traits no event and no request explains any more: they stay. */
  readonly unexplained: number
}

/**
 * Parts one person in two, and gives each what was theirs: identifiers, events, traits folded anew, consents, segments. It
 * holds with the commit; the other services follow.
 */
export async function splitProfile(tx: Tx, input: SplitInput): Promise<SplitPeople> {
  const person = await lockPerson(tx, input.profileId)
  const listed = await normalised(tx, input.identifiers)
  const ledger = await readLedger(tx, [person.profileId, ...person.absorbedIds])
  const origins = originsOf(person, ledger)
  const partition = decidePartition(person.identifiers, origins, listed)
  if (partition.outcome === 'refused') throw refused(partition)
  const newId = partition.newId ?? tx.newId()
  const parted = await partSayings(tx, { person, partition, origins, newId })
  await savePartition(tx, partition, newId)
  await moveConsents(tx, partition, newId)
  await moveMemberships(tx, { person, to: newId, messages: parted.moved })
  const decided = { partition, parted, ofBoth: restrictionOfBoth(person, origins) }
  const survivor = await survivorOf(tx, person, decided)
  const fresh = await freshOf(tx, person, { ...decided, origins, newId })
  const { because, reason } = input
  const rule = partition.isCut ? CUT : TAKEN_BACK
  await saveSplit(tx, { survivorId: person.profileId, newId, identifiers: partition.goes, rule, because, reason })
  const cause = { events: [], paths: new Set<string>(), absorptions: [], because, hasOtherPast: true } as const
  const changed = await applyPersonChanges(tx, [
    { ...cause, before: person, after: survivor },
    { ...cause, before: null, after: fresh },
  ])
  for (const side of [survivor, fresh]) await appendConsents(tx, side, side === survivor ? person.consents : {})
  const current = (side: Profile): Profile =>
    changed.find(({ profile }) => profile.profileId === side.profileId)?.profile ?? side
  appendSplit(tx, { partition, survivor: current(survivor), fresh: current(fresh), moved: parted.moved, because })
  return {
    survivor: current(survivor),
    fresh: current(fresh),
    events: parted.events,
    unexplained: parted.known.unexplained,
  }
}

/** Holds somebody and all that leads to them: nothing of theirs changes meanwhile. */
async function lockPerson(tx: Tx, profileId: string): Promise<Profile> {
  const seen = await readProfile(tx, profileId)
  if (seen === null) throw profileUnknown()
  const graph = await lockGraph(tx, seen.identifiers, [seen.profileId])
  const person = graph.people.get(seen.profileId)
  const known = new Set(seen.identifiers.map(keyOf))
  if (person === undefined || person.identifiers.some((link) => !known.has(keyOf(link))))
    throw new ChangedMeanwhile('Somebody was merged, or given an identifier, while this transaction waited for them.')
  return person
}

async function normalised(tx: Tx, identifiers: readonly Identifier[]): Promise<readonly Identifier[]> {
  const normalisePhone = await readPhoneNormaliser(tx)
  return identifiers.map((raw, index) => {
    const identifier = normaliseIdentifier(raw, normalisePhone)
    if (identifier === null) throw fault('identifier_invalid', index, 'This is no identifier of a person.')
    return identifier
  })
}

interface Decided {
  readonly partition: Partition
  readonly parted: Parted
  readonly ofBoth: Restriction | null
}

async function survivorOf(tx: Tx, person: Profile, { partition, parted, ofBoth }: Decided): Promise<Profile> {
  const absorbedIds = person.absorbedIds.filter((id) => !partition.ids.has(id))
  const ids = [person.profileId, ...absorbedIds]
  return {
    ...person,
    ...parted.known.stays,
    absorbedIds,
    identifiers: partition.stays,
    consents: await foldConsents(tx, ids),
    restriction: await restrictionOf(tx, ids, ofBoth),
  }
}

async function freshOf(
  tx: Tx,
  person: Profile,
  { partition, parted, ofBoth, origins, newId }: Decided & { readonly origins: Origins; readonly newId: string },
): Promise<Profile> {
  const absorbedIds = person.absorbedIds.filter((id) => partition.ids.has(id) && id !== newId)
  const ids = [newId, ...absorbedIds]
  return {
    ...newProfile(newId, tx.now),
    ...parted.known.goes,
    createdAt: origins.bases.get(newId)?.createdAt ?? tx.now,
    // Above all that anybody has seen of the id.
    revision: person.revision,
    absorbedIds,
    identifiers: partition.goes,
    consents: await foldConsents(tx, ids),
    restriction: await restrictionOf(tx, ids, ofBoth),
  }
}

type Refused = Extract<ReturnType<typeof decidePartition>, { readonly outcome: 'refused' }>

const refused = (decision: Refused): AppError =>
  decision.code === 'identifier_unknown'
    ? fault('identifier_unknown', decision.index, 'The person has no such identifier.')
    : new AppError('unprocessable', 'split_leaves_nobody', 'Of two people each has an identifier.', {
        faults: [
          { pointer: '/body/identifiers', code: 'split_leaves_nobody', detail: 'Leave one that the person keeps.' },
        ],
      })

const fault = (code: string, index: number, detail: string): AppError =>
  new AppError('unprocessable', code, detail, { faults: [{ pointer: `/body/identifiers/${index}`, code, detail }] })
