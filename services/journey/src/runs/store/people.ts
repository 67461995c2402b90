import { type Need, withOccurrence } from '@polyphon/conditions'
import { isVerified } from '@polyphon/contracts'
import {
  type KnownPermission,
  type Person,
  readPeople,
  readPermissions,
  readWorkspace,
  type Tx,
} from '@polyphon/service-kit'
import type { HeardEvent, PersonFacts } from '../domain/run.js'
import { readOccurrences, type StoredOccurrence } from './occurrences.js'

/** People as decisions see them, while a transaction tells more and more of what they did. */
export interface KnownPeople {
  /** Null when this service has not heard of them. */
  find(profileId: string): PersonFacts | null
  /** Somebody of whom nothing is known but the id. */
  stranger(profileId: string): PersonFacts
  /** From now on this counts as having happened, and the person is known to have come this far. */
  hear(fact: {
    readonly profileId: string
    readonly revision: number
    readonly event: HeardEvent
    /** Its place in the order of arrival. */
    readonly position: number
  }): void
}

type Happened = Pick<StoredOccurrence, 'at' | 'position' | 'properties' | 'messageId'>

/** Loads what decisions about these people need; `needs` is what some condition looks at of their history. */
export async function loadPeople(
  tx: Tx,
  wanted: {
    readonly profileIds: readonly string[]
    readonly needs: ReadonlyMap<string, readonly Need[]>
    readonly except: readonly string[]
  },
): Promise<KnownPeople> {
  const profileIds = [...new Set(wanted.profileIds)]
  const people = new Map((await readPeople(tx, profileIds)).map((person) => [person.profileId, person]))
  const permissions = await readPermissions(tx, profileIds)
  const read = new Map<string, Happened[]>()
  for (const { profileId, name, ...one } of await readOccurrences(tx, { ...wanted, profileIds })) {
    const key = `${profileId} ${name}`
    const own = read.get(key)
    if (own === undefined) read.set(key, [one])
    else own.push(one)
  }
  const history = new Map<string, readonly Happened[]>(read)
  const timeZone = (await readWorkspace(tx, tx.workspaceId))?.timeZone ?? 'UTC'
  const revisions = new Map<string, number>()
  const reached = (profileId: string, revision: number): { readonly revision: number } => ({
    revision: Math.max(revision, revisions.get(profileId) ?? 0),
  })
  const about = (
    profileId: string,
  ): Pick<PersonFacts, 'profileId' | 'permissions' | 'occurrences' | 'workspaceTimeZone'> => ({
    profileId,
    permissions: permissions.filter((one) => one.profileId === profileId).map(toPermission),
    workspaceTimeZone: timeZone,
    occurrences: (name) => history.get(`${profileId} ${name}`) ?? [],
  })
  return {
    find: (profileId) => {
      const person = people.get(profileId)
      return person === undefined
        ? null
        : { ...about(profileId), ...toFacts(person, timeZone), ...reached(profileId, person.revision) }
    },
    stranger: (profileId) => ({
      ...about(profileId),
      traits: {},
      identifiers: {},
      segments: [],
      accounts: [],
      timeZone,
      ...reached(profileId, 0),
    }),
    hear: ({ profileId, revision, position, event: { name, occurredAt, properties, messageId } }) => {
      revisions.set(profileId, Math.max(revision, revisions.get(profileId) ?? 0))
      if (!wanted.needs.has(name)) return
      const key = `${profileId} ${name}`
      const one = { at: new Date(occurredAt), position, properties, messageId }
      history.set(key, withOccurrence(history.get(key) ?? [], one))
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
): Pick<PersonFacts, 'revision' | 'traits' | 'identifiers' | 'segments' | 'accounts' | 'timeZone'> {
  const identifiers: Record<string, readonly string[]> = {}
  for (const { type, value } of person.identifiers.filter(isVerified))
    identifiers[type] = [...(identifiers[type] ?? []), value]
  return {
    revision: person.revision,
    traits: person.traits,
    identifiers,
    segments: person.segments,
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
