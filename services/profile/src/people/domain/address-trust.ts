import type { JsonObject } from '@polyphon/contracts'
import { type Identifier, keyOf } from '@polyphon/values'
import { ADDRESS_TYPES, type Doubts, hasAddress, isVerifiedOf, type Voucher } from './addresses.js'
import { type IdentityGraph, ownerOf } from './identity-graph.js'
import { type IdentityRules, limitOf } from './identity-rules.js'
import type { Profile } from './profile.js'

export interface ClaimedAddresses {
  /** In the order of their priority, without what says nothing. */
  readonly identifiers: readonly Identifier[]
  readonly previousId: string | null
  /** Absent: a key of the firm. */
  readonly vouchedBy?: Voucher | undefined
}

/**
 * Decides which addresses of an event are doubted. The first of a type is taken from everybody; whoever has a unique id
 * gets a further one only from a secret key or by their own token. Null when there is nothing to doubt: somebody vouches,
 * or nobody with a unique id is concerned.
 */
export function decideDoubts(graph: IdentityGraph, claim: ClaimedAddresses, rules: IdentityRules): Doubts | null {
  const { vouchedBy = 'key' } = claim
  if (vouchedBy === 'key') return null
  const found = findHolder(graph, claim, rules)
  if (found === null || speaksForThemself(found, vouchedBy)) return null
  const holder = found.person
  const kept = new Set<string>()
  const doubted = claim.identifiers.filter((identifier) => {
    const { type } = identifier
    if (!ADDRESS_TYPES.has(type) || (holder !== null && isVerifiedOf(holder, identifier))) return false
    if (kept.has(type) || (holder !== null && hasAddress(holder, type))) return true
    const owner = ownerOf(graph, identifier)
    // Somebody else whom the firm knows keeps it for themself.
    if (owner !== null && isIdentified(owner, rules)) return true
    kept.add(type)
    return false
  })
  const beyond = beyondRoom(holder, doubted, rules)
  return { holder, addresses: doubted.filter((address) => !beyond.includes(address)), beyond }
}

interface Holder {
  /** The unique id of somebody new has no person yet. */
  readonly person: Profile | null
  readonly id: Identifier
}

function findHolder(graph: IdentityGraph, claim: ClaimedAddresses, rules: IdentityRules): Holder | null {
  const former = claim.previousId === null ? [] : [{ type: 'anonymous_id', value: claim.previousId }]
  for (const id of [...claim.identifiers, ...former]) {
    const owner = ownerOf(graph, id)
    if (rules.uniqueTypes.has(id.type)) return { person: owner, id }
    if (owner !== null && isIdentified(owner, rules)) return { person: owner, id }
  }
  return null
}

function speaksForThemself({ person, id }: Holder, vouchedBy: Exclude<Voucher, 'key'>): boolean {
  if (vouchedBy === 'nobody') return false
  if ('userId' in vouchedBy)
    return person === null
      ? id.type === 'user_id' && id.value === vouchedBy.userId
      : isVerifiedOf(person, { type: 'user_id', value: vouchedBy.userId })
  return person !== null && [person.profileId, ...person.absorbedIds].includes(vouchedBy.profileId)
}

const isIdentified = (person: Profile, rules: IdentityRules): boolean =>
  person.identifiers.some(({ type }) => rules.uniqueTypes.has(type))

function beyondRoom(
  holder: Profile | null,
  addresses: readonly Identifier[],
  rules: IdentityRules,
): readonly Identifier[] {
  const held = holder?.identifiers.filter(({ verified }) => !verified) ?? []
  const known = new Set(held.map(keyOf))
  const fresh = addresses.filter((address) => !known.has(keyOf(address)))
  return fresh.filter(({ type }, index) => {
    const before = fresh.slice(0, index).filter((address) => address.type === type).length
    return held.filter((link) => link.type === type).length + before >= limitOf(rules, type).most
  })
}

/** The addresses of an event as a command has read them. */
export interface ReadAddresses {
  readonly identifiers: readonly Identifier[]
  /** Values that can be no identifier, or say nothing. */
  readonly unusable: readonly Identifier[]
}

/** Leaves out what an event says in `traits.email` and `traits.phone` where that is doubted; the event itself keeps it. */
export function believedTraits(
  traits: JsonObject,
  doubts: Doubts | null,
  read: ReadAddresses,
): { readonly traits: JsonObject; readonly leftOut: readonly string[] } {
  if (doubts === null) return { traits, leftOut: [] }
  const leftOut = [...ADDRESS_TYPES].filter((type) => Object.hasOwn(traits, type) && isDoubted(type, doubts, read))
  if (leftOut.length === 0) return { traits, leftOut }
  return { traits: Object.fromEntries(Object.entries(traits).filter(([name]) => !leftOut.includes(name))), leftOut }
}

function isDoubted(type: string, { holder, addresses, beyond }: Doubts, read: ReadAddresses): boolean {
  if ([...addresses, ...beyond].some((address) => address.type === type)) return true
  if (holder === null || !(hasAddress(holder, type) || Object.hasOwn(holder.traits, type))) return false
  // Another spelling of an address of theirs is all that may replace it.
  const stated = read.identifiers.filter((identifier) => identifier.type === type)
  const isTheirs = stated.length > 0 && stated.every((identifier) => isVerifiedOf(holder, identifier))
  return !isTheirs || read.unusable.some((identifier) => identifier.type === type)
}
