import { followAliases, type Person, readPeople, type Tx } from '@polyphon/service-kit'
import { addressOf, normaliseAddress, type Recipient } from '../domain/address.js'
import type { ChannelFacts } from '../domain/gate.js'
import { readSuppressed } from './addresses.js'
import { holdContacts, readPermissionStates } from './permissions.js'

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
  const asked = questions.flatMap((question) => question.profileId ?? [])
  const canonical = options.hold ? await holdPeople(tx, asked) : await followAliases(tx, asked)
  const ids = [...new Set(canonical.values())]
  const people = new Map((await readPeople(tx, ids)).map((person) => [person.profileId, person]))
  const topics = [...new Set(questions.map((question) => question.topic))]
  const states = await readPermissionStates(tx, ids, topics)
  const drafts = questions.map((question) => {
    const profileId = question.profileId === null ? null : (canonical.get(question.profileId) ?? question.profileId)
    const person = profileId === null ? undefined : people.get(profileId)
    const recipient = person === undefined ? null : toRecipient(person)
    const channels = question.channels.map((channel) => ({
      channel,
      hasProvider: options.providers.has(channel),
      address: addressFor(question, recipient, channel),
      permission: states.get(`${profileId} ${channel} ${question.topic}`) ?? null,
    }))
    return { profileId, recipient, channels }
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

// Somebody may be merged while we wait for their row, so the id is followed again until it stands still.
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

function addressFor(question: GateQuestion, recipient: Recipient | null, channel: string): string | null {
  if (question.toAddress !== null) return normaliseAddress(channel, question.toAddress)
  return recipient === null ? null : addressOf(recipient, channel)
}
