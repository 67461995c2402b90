import type { PermissionState } from '@polyphon/contracts'
import { type Tx } from '@polyphon/service-kit'
import {
  findByIdentifier,
  followAliases,
  type Person,
  readPeople,
  readPhoneNormaliser,
} from '@polyphon/service-kit/copies'
import type { PhoneNormaliser } from '@polyphon/values'
import { addressOf, type Recipient } from '../../channels/domain/address.js'
import { identifierOf, reachedAddress } from '../../channels/domain/channels.js'
import { strictestNo } from '../../permissions/domain/permission.js'
import { readSuppressed } from '../../permissions/store/addresses.js'
import { holdContacts, readPermissionStates } from '../../permissions/store/permissions.js'
import type { ChannelFacts } from '../domain/gate.js'

export interface GateQuestion {
  readonly profileId: string | null
  readonly toAddress: string | null
  readonly channels: readonly string[]
  readonly topic: string
}

export interface GateFacts {
  /** The id that the person has now. */
  readonly profileId: string | null
  readonly recipient: Recipient | null
  /** The person's revision; null where nobody is known. */
  readonly revision: number | null
  readonly channels: readonly ChannelFacts[]
}

/**
 * Reads what the gate looks at, for many messages in a few statements. With `hold`, permissions and suppressions stay
 * as they are read until the transaction ends, those that do not exist included.
 */
export async function readGateFacts(
  tx: Tx,
  questions: readonly GateQuestion[],
  options: { readonly hold: boolean; readonly providers: ReadonlySet<string> },
): Promise<readonly GateFacts[]> {
  const normalisePhone = await phonesFor(tx, questions)
  const owners = await findOwners(tx, questions, normalisePhone)
  const profileIds = [...questions.flatMap((question) => question.profileId ?? []), ...[...owners.values()].flat()]
  const canonical = options.hold ? await holdPeople(tx, profileIds) : await followAliases(tx, profileIds)
  const ids = [...new Set(canonical.values())]
  const people = new Map((await readPeople(tx, ids)).map((person) => [person.profileId, person]))
  const topics = [...new Set(questions.map((question) => question.topic))]
  const states = await readPermissionStates(tx, ids, topics)
  const drafts = questions.map((question) => {
    const profileId = question.profileId === null ? null : (canonical.get(question.profileId) ?? question.profileId)
    const person = profileId === null ? undefined : people.get(profileId)
    const recipient = person === undefined ? null : toRecipient(person)
    const stateOf = (id: string, channel: string): PermissionState | null =>
      states.get(`${id} ${channel} ${question.topic}`) ?? null
    const channels = question.channels.map((channel) => {
      const address = addressFor(question, recipient, { channel, normalisePhone })
      const carriers = profileId === null ? (owners.get(`${channel} ${address}`) ?? []) : []
      const carrierStates = carriers.flatMap((id) => stateOf(canonical.get(id) ?? id, channel) ?? [])
      const permission = profileId === null ? strictestNo(carrierStates) : stateOf(profileId, channel)
      const reached = profileId === null ? carriers.map((id) => canonical.get(id) ?? id) : [profileId]
      const isRestricted = reached.some((id) => people.get(id)?.restricted === true)
      return { channel, hasProvider: options.providers.has(channel), hasTexts: true, address, permission, isRestricted }
    })
    return { profileId, recipient, revision: person?.revision ?? null, channels }
  })
  const addresses = drafts.flatMap(({ channels }) =>
    channels.flatMap(({ channel, address }) => (address === null ? [] : [{ channel, address }])),
  )
  const suppressed = await readSuppressed(tx, addresses, { hold: options.hold })
  return drafts.map((draft) => ({
    ...draft,
    channels: draft.channels.map((facts) => ({
      ...facts,
      isSuppressed: facts.address !== null && suppressed.has(`${facts.channel} ${facts.address}`),
    })),
  }))
}

// The people who have the bare addresses in question, by `channel address`.
async function findOwners(
  tx: Tx,
  questions: readonly GateQuestion[],
  normalisePhone: PhoneNormaliser,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const owners = new Map<string, readonly string[]>()
  for (const question of questions.filter(({ profileId }) => profileId === null)) {
    for (const channel of question.channels) {
      const type = identifierOf(channel)
      const value = addressFor(question, null, { channel, normalisePhone })
      const key = `${channel} ${value}`
      if (type === null || value === null || owners.has(key)) continue
      owners.set(key, await findByIdentifier(tx, { type, value }))
    }
  }
  return owners
}

// A person may be merged while we wait for the row, so the alias is followed until it no longer changes.
async function holdPeople(tx: Tx, profileIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  await holdContacts(tx, profileIds)
  let canonical = await followAliases(tx, profileIds)
  for (let round = 0; round < 3; round += 1) {
    const held = new Set(profileIds)
    const others = [...canonical.values()].filter((id) => !held.has(id))
    if (others.length === 0) break
    await holdContacts(tx, others)
    const again = await followAliases(tx, profileIds)
    const isSame = profileIds.every((id) => again.get(id) === canonical.get(id))
    canonical = again
    if (isSame) break
  }
  return canonical
}

const toRecipient = ({ profileId, traits, identifiers, locale, timeZone }: Person): Recipient => ({
  profileId,
  traits,
  identifiers,
  locale,
  timeZone,
})

function addressFor(
  question: GateQuestion,
  recipient: Recipient | null,
  { channel, normalisePhone }: { readonly channel: string; readonly normalisePhone: PhoneNormaliser },
): string | null {
  if (question.toAddress !== null) return reachedAddress(channel, question.toAddress, normalisePhone)
  return recipient === null ? null : addressOf(recipient, channel, normalisePhone)
}

// Nearly all questions are about mail, which needs no region.
async function phonesFor(tx: Tx, questions: readonly GateQuestion[]): Promise<PhoneNormaliser> {
  const needsPhones = questions.some(({ channels }) => channels.some((channel) => identifierOf(channel) === 'phone'))
  return needsPhones ? readPhoneNormaliser(tx) : () => null
}
