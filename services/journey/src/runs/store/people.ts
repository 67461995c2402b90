import { historiesOf, type Need, withOccurrence } from '@polyphon/conditions'
import { isVerified } from '@polyphon/contracts'
import { type Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { type KnownPermission, type Person, readPeople, readPermissions } from '@polyphon/service-kit/copies'
import type { HandledEvent, PersonFacts } from '../../kinds/domain/run.js'
import { readOccurrences, type StoredOccurrence } from './occurrences.js'

/** People as decisions see them, while a transaction handles event after event of theirs. */
export interface SessionPeople {
  /** Null without a read copy. */
  find(profileId: string): PersonFacts | null
  /** Somebody without a read copy: nothing is known of them but the id. */
  unknownPerson(profileId: string): PersonFacts
  /** Adds an event to the history and notes the revision that profile had reached by it. */
  addEvent(fact: {
    readonly profileId: string
    readonly revision: number
    readonly event: HandledEvent
    /** Its position in the order of arrival. */
    readonly position: number
  }): void
}

type Occurrence = Pick<StoredOccurrence, 'at' | 'position' | 'kind' | 'properties' | 'messageId'>

/** Loads what decisions about these people need; `needs` is the part of their history that some condition looks at. */
export async function loadPeople(
  tx: Tx,
  wanted: {
    readonly profileIds: readonly string[]
    readonly needs: ReadonlyMap<string, readonly Need[]>
    readonly except: readonly string[]
  },
): Promise<SessionPeople> {
  const profileIds = [...new Set(wanted.profileIds)]
  const people = new Map((await readPeople(tx, profileIds)).map((person) => [person.profileId, person]))
  const permissions = await readPermissions(tx, profileIds)
  const read = new Map<string, Occurrence[]>()
  for (const { profileId, history: name, ...occurrence } of await readOccurrences(tx, { ...wanted, profileIds })) {
    const key = `${profileId} ${name}`
    const known = read.get(key)
    if (known === undefined) read.set(key, [occurrence])
    else known.push(occurrence)
  }
  const histories = new Map<string, readonly Occurrence[]>(read)
  const timeZone = (await readWorkspace(tx, tx.workspaceId))?.timeZone ?? 'UTC'
  const revisions = new Map<string, number>()
  const latestRevision = (profileId: string, revision: number): { readonly revision: number } => ({
    revision: Math.max(revision, revisions.get(profileId) ?? 0),
  })
  const about = (
    profileId: string,
  ): Pick<PersonFacts, 'profileId' | 'permissions' | 'occurrences' | 'workspaceTimeZone'> => ({
    profileId,
    permissions: permissions.filter((permission) => permission.profileId === profileId).map(toPermission),
    workspaceTimeZone: timeZone,
    occurrences: (name) => histories.get(`${profileId} ${name}`) ?? [],
  })
  return {
    find: (profileId) => {
      const person = people.get(profileId)
      return person === undefined
        ? null
        : { ...about(profileId), ...toFacts(person, timeZone), ...latestRevision(profileId, person.revision) }
    },
    unknownPerson: (profileId) => ({
      ...about(profileId),
      traits: {},
      identifiers: {},
      segments: [],
      accounts: [],
      timeZone,
      ...latestRevision(profileId, 0),
    }),
    addEvent: ({ profileId, revision, position, event: { name, kind, occurredAt, properties, messageId } }) => {
      revisions.set(profileId, Math.max(revision, revisions.get(profileId) ?? 0))
      const occurrence = { at: new Date(occurredAt), position, kind, properties, messageId }
      for (const history of historiesOf(name, kind)) {
        if (!wanted.needs.has(history)) continue
        const key = `${profileId} ${history}`
        histories.set(key, withOccurrence(histories.get(key) ?? [], occurrence))
      }
    },
  }
}

const toPermission = ({ channel, topic, state }: KnownPermission): PersonFacts['permissions'][number] => ({
  channel,
  topic,
  allowed: state === 'granted' || state === 'existing_customer',
})

function toFacts(
  person: Person,
  workspaceTimeZone: string,
): Pick<PersonFacts, 'revision' | 'traits' | 'identifiers' | 'segments' | 'restricted' | 'accounts' | 'timeZone'> {
  const identifiers: Record<string, readonly string[]> = {}
  for (const { type, value } of person.identifiers.filter(isVerified))
    identifiers[type] = [...(identifiers[type] ?? []), value]
  return {
    revision: person.revision,
    traits: person.traits,
    identifiers,
    segments: person.segments,
    restricted: person.restricted,
    accounts: person.accounts.map((account) => ({ traits: traitsOf(account) })),
    timeZone: person.timeZone ?? workspaceTimeZone,
  }
}

function traitsOf(account: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const traits = account['traits']
  return typeof traits === 'object' && traits !== null && !Array.isArray(traits)
    ? Object.fromEntries(Object.entries(traits))
    : account
}
