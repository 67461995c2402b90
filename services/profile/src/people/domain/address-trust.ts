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
 * gets a further one only from a secret key or by their own token. An address that leads to somebody else is believed by
 * a secret key only. Null when there is nothing to doubt.
 */
export function decideDoubts(graph: IdentityGraph, claim: ClaimedAddresses, rules: IdentityRules): Doubts | null {
  const { vouchedBy = 'key' } = claim
  if (vouchedBy === 'key') return null
  const found = findHolder(graph, claim, rules)
  const foreign = findForeign(graph, { ...claim, vouchedBy }, rules)
  if (found === null || speaksForThemself(found, vouchedBy))
    return foreign.length === 0 ? null : doubtsOf(null, foreign)
  const holder = found.person
  const kept = new Set<string>()
  const doubted = claim.identifiers.filter((identifier) => {
    const { type } = identifier
    if (!ADDRESS_TYPES.has(type) || (holder !== null && isVerifiedOf(holder, identifier))) return false
    if (kept.has(type) || (holder !== null && hasAddress(holder, type)) || foreign.includes(identifier)) return true
    const owner = ownerOf(graph, identifier)
    // Somebody else whom the firm knows keeps it for themself.
    if (owner !== null && isIdentified(owner, rules)) return true
    kept.add(type)
    return false
  })
  return doubtsOf(holder, doubted)

  function doubtsOf(of: Profile | null, addresses: readonly Identifier[]): Doubts {
    const beyond = beyondRoom(found?.person ?? null, addresses, rules)
    return { holder: of, addresses: addresses.filter((address) => !beyond.includes(address)), beyond }
  }
}

/**
 * Addresses that lead to somebody whom no other id of the event leads to. Who is known by an address alone would become
 * whoever names it beside an id of their own, and could then be read by that one's token.
 */
function findForeign(
  graph: IdentityGraph,
  { identifiers, previousId, vouchedBy }: ClaimedAddresses & { readonly vouchedBy: Exclude<Voucher, 'key'> },
  rules: IdentityRules,
): readonly Identifier[] {
  const former = previousId === null ? [] : [{ type: 'anonymous_id', value: previousId }]
  const ids = [...identifiers.filter(({ type }) => !ADDRESS_TYPES.has(type)), ...former]
  if (ids.length === 0) return []
  const reached = new Set(ids.map((id) => ownerOf(graph, id)?.profileId))
  return identifiers.filter((identifier) => {
    const owner = ADDRESS_TYPES.has(identifier.type) ? ownerOf(graph, identifier) : null
    if (owner === null || reached.has(owner.profileId)) return false
    if (vouchedBy === 'nobody') return !isIdentified(owner, rules)
    return !isSpokenFor(owner, vouchedBy)
  })
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
    if (rules.identifyingTypes.has(id.type)) return { person: owner, id }
    if (owner !== null && isIdentified(owner, rules)) return { person: owner, id }
  }
  return null
}

function speaksForThemself({ person, id }: Holder, vouchedBy: Exclude<Voucher, 'key'>): boolean {
  if (vouchedBy === 'nobody') return false
  if (person !== null) return isSpokenFor(person, vouchedBy)
  return 'userId' in vouchedBy && id.type === 'user_id' && id.value === vouchedBy.userId
}

/** Whether the token of an event is theirs. */
export const isSpokenFor = (person: Profile, vouchedBy: Exclude<Voucher, 'key' | 'nobody'>): boolean =>
  'userId' in vouchedBy
    ? isVerifiedOf(person, { type: 'user_id', value: vouchedBy.userId })
    : [person.profileId, ...person.absorbedIds].includes(vouchedBy.profileId)

const isIdentified = (person: Profile, rules: IdentityRules): boolean =>
  person.identifiers.some(({ type }) => rules.identifyingTypes.has(type))

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
