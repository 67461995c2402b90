import { type Identifier, keyOf } from '@polyphon/values'
import { decideDoubts, isSpokenFor } from './address-trust.js'
import { ADDRESS_TYPES, type Doubts, type Voucher } from './addresses.js'
import type { IdentifierVerdict, IdentityDecision, Verdict } from './identity-decision.js'
import { type IdentityGraph, isAmbiguous, ownerOf } from './identity-graph.js'
import { type IdentityRules, isBlocked, limitOf, rank } from './identity-rules.js'
import type { Profile } from './profile.js'

const DAY_MS = 86_400_000

/** What an event says about who it was. */
export interface IdentityClaim {
  /** In their normal form, none twice. */
  readonly identifiers: readonly Identifier[]
  /** The former id of an alias call. */
  readonly previousId: string | null
  /** Absent: a key of the firm. */
  readonly vouchedBy?: Voucher | undefined
  readonly at: Date
  /** For the person, should it be a new one. */
  readonly freshId: string
}

/** Decides whose event this is and what it teaches about who belongs together (flat match with limits and priorities). */
export function decideIdentity(graph: IdentityGraph, claim: IdentityClaim, rules: IdentityRules): IdentityDecision {
  const { usable, blocked } = rank(claim.identifiers, rules)
  const doubts = decideDoubts(graph, { ...claim, identifiers: usable }, rules)
  const doubted = verdictsOf(doubts)
  const isBelieved = (identifier: Identifier): boolean => !doubted.some(({ of }) => of === identifier)
  const believed = doubts === null ? usable : usable.filter(isBelieved)
  const shared = believed.filter((identifier) => isAmbiguous(graph, identifier))
  const clear = believed.filter((identifier) => !shared.includes(identifier))
  const group = gather(graph, clear, claim, rules)
  const aliasWarnings = claim.previousId === null ? [] : joinAlias(group, claim.previousId)
  const leftOut = [
    ...blocked.map((identifier) => ({ ...identifier, verdict: 'blocked' as const })),
    ...doubted.map(({ of, verdict }) => ({ ...of, verdict })),
  ]
  const warnings = [
    ...blocked.map(({ type }) => `identifier_blocked:${type}`),
    ...group.dropped.map(({ identifier, verdict }) => `identifier_${verdict}:${identifier.type}`),
    ...doubted.map(({ of, verdict }) => `identifier_${verdict}:${of.type}`),
    ...aliasWarnings,
  ]
  if (group.kept.length === 0) return decideWithout(graph, shared, { claim, leftOut, warnings, doubts })
  return decideWith(group, shared, { claim, leftOut, warnings, doubts })
}

interface Doubted {
  readonly of: Identifier
  readonly verdict: 'unverified' | 'over_limit'
}

const verdictsOf = (doubts: Doubts | null): readonly Doubted[] =>
  doubts === null
    ? []
    : [
        ...doubts.addresses.map((of) => ({ of, verdict: 'unverified' as const })),
        ...doubts.beyond.map((of) => ({ of, verdict: 'over_limit' as const })),
      ]

interface Rest {
  readonly claim: IdentityClaim
  readonly leftOut: readonly IdentifierVerdict[]
  readonly warnings: readonly string[]
  readonly doubts: Doubts | null
}

/** The people whom an event brings together, and the identifiers that had to be left out. */
interface Group {
  readonly graph: IdentityGraph
  readonly rules: IdentityRules
  readonly at: Date
  readonly people: Map<string, Profile>
  readonly kept: Identifier[]
  readonly joinedBy: Map<string, string>
  readonly dropped: { readonly identifier: Identifier; readonly verdict: 'over_limit' | 'ambiguous' }[]
}

// From the highest priority down: what would break a limit is left out, which is the lowest of those in conflict.
function gather(
  graph: IdentityGraph,
  identifiers: readonly Identifier[],
  claim: IdentityClaim,
  rules: IdentityRules,
): Group {
  const group: Group = {
    graph,
    rules,
    at: claim.at,
    people: new Map(),
    kept: [],
    joinedBy: new Map(),
    dropped: [],
  }
  for (const identifier of identifiers) {
    const broken = brokenLimit(group, identifier)
    if (broken === null && bridgesStrangers(group, identifier, claim))
      group.dropped.push({ identifier, verdict: 'ambiguous' })
    else if (broken === null) keep(group, identifier, `same_${identifier.type}`)
    else
      group.dropped.push({ identifier, verdict: meansShared(group, identifier, broken) ? 'ambiguous' : 'over_limit' })
  }
  return group
}

/** Whether the limit that an identifier would break says that several people use it, rather than that one has much. */
function meansShared({ graph, rules, at, kept }: Group, identifier: Identifier, broken: string): boolean {
  const isUnique = ({ type }: Pick<Identifier, 'type'>): boolean => rules.identifyingTypes.has(type)
  if (isUnique(identifier)) return false
  // Somebody else's unique id stands in the way.
  if (rules.identifyingTypes.has(broken)) return true
  if (!ADDRESS_TYPES.has(broken) || ADDRESS_TYPES.has(identifier.type) || kept.some(isUnique)) return false
  const links = ownerOf(graph, identifier)?.identifiers ?? []
  const since = at.getTime() - rules.sharedWithinDays * DAY_MS
  const recent = links.filter((link) => link.verified && link.type === broken && link.firstSeenAt.getTime() >= since)
  return !links.some(isUnique) && recent.length >= limitOf(rules, broken).most
}

/**
 * Whether all that joins somebody to this event is a device, while each has an address of their own: many people say who
 * they are at one device of a shop. Whoever signs in there, and whoever has the token of the one it led to, is believed.
 */
function bridgesStrangers(group: Group, identifier: Identifier, { vouchedBy = 'key' }: IdentityClaim): boolean {
  const { rules, kept, people } = group
  if (!rules.deviceTypes.has(identifier.type) || kept.some(({ type }) => rules.identifyingTypes.has(type))) return false
  const owner = ownerOf(group.graph, identifier)
  if (owner === null || people.has(owner.profileId)) return false
  if (vouchedBy !== 'key' && vouchedBy !== 'nobody' && isSpokenFor(owner, vouchedBy)) return false
  const here = valuesOf(group, [...people.values()], kept)
  const there = valuesOf(group, [owner], [])
  return [...ADDRESS_TYPES].some((type) => {
    const [left, right] = [here.get(type), there.get(type)]
    return left !== undefined && right !== undefined && ![...left].some((value) => right.has(value))
  })
}

function keep(group: Group, identifier: Identifier, rule: string): void {
  const owner = ownerOf(group.graph, identifier)
  if (owner !== null && !group.people.has(owner.profileId)) {
    group.people.set(owner.profileId, owner)
    group.joinedBy.set(owner.profileId, rule)
  }
  group.kept.push(identifier)
}

/** The type of which one person would have too many values if this identifier joined the group; null when all is well. */
function brokenLimit(group: Group, identifier: Identifier): string | null {
  const owner = ownerOf(group.graph, identifier)
  if (owner !== null && group.people.has(owner.profileId)) return null
  if (group.people.size === 0 && group.kept.length === 0) return null
  const before = valuesOf(group, [...group.people.values()], group.kept)
  const joining = valuesOf(group, owner === null ? [] : [owner], [identifier])
  const broken = [...joining].filter(([type, values]) => {
    if (makesRoom(group, type, owner)) return false
    const had = before.get(type) ?? new Set()
    const together = new Set([...had, ...values]).size
    // Who already has more than the rules allow, by an explicit merge for instance, may keep them.
    return together > limitOf(group.rules, type).most && together > Math.max(had.size, values.size)
  })
  // Being two people weighs more than being one with too much, whichever was found first.
  const [type] = broken.find(([brokenType]) => group.rules.identifyingTypes.has(brokenType)) ?? broken[0] ?? [null]
  return type
}

/** Whether a value more of this type takes the place of an older one: of devices, and of what a known user has that is new. */
function makesRoom({ rules, kept }: Group, type: string, owner: Profile | null): boolean {
  const { replaces, withinDays } = limitOf(rules, type)
  if (replaces === true) return true
  if (owner !== null || withinDays !== null || rules.identifyingTypes.has(type)) return false
  return kept.some((of) => rules.identifyingTypes.has(of.type))
}

function valuesOf(
  { rules, at }: Group,
  people: readonly Profile[],
  identifiers: readonly Identifier[],
): ReadonlyMap<string, Set<string>> {
  const values = new Map<string, Set<string>>()
  const add = ({ type, value }: Identifier): unknown =>
    values.get(type)?.add(value) ?? values.set(type, new Set([value]))
  for (const identifier of identifiers) add(identifier)
  for (const person of people)
    for (const link of person.identifiers) {
      // What anybody can invent takes no room from what is true.
      if (!link.verified) continue
      const { withinDays } = limitOf(rules, link.type)
      if (withinDays === null || at.getTime() - link.firstSeenAt.getTime() <= withinDays * DAY_MS) add(link)
    }
  return values
}

/** An alias joins only an id that is not already somebody of their own; a refused one changes nothing but the trace. */
function joinAlias(group: Group, previousId: string): readonly string[] {
  const former = { type: 'anonymous_id', value: previousId }
  if (isBlocked(former)) return ['alias_refused:blocked']
  if (group.kept.some(({ type, value }) => type === 'user_id' && value === previousId)) return []
  if (ownerOf(group.graph, { type: 'user_id', value: previousId }) !== null) return ['alias_refused:known_user']
  if (isAmbiguous(group.graph, former)) return ['alias_refused:ambiguous']
  if (group.kept.some((identifier) => keyOf(identifier) === keyOf(former))) return []
  const broken = brokenLimit(group, former)
  if (broken !== null)
    return [group.rules.identifyingTypes.has(broken) ? 'alias_refused:known_user' : 'alias_refused:over_limit']
  keep(group, former, 'alias')
  return []
}

function decideWith(group: Group, shared: readonly Identifier[], rest: Rest): IdentityDecision {
  const { claim } = rest
  const hasUniqueId = group.kept.some(({ type }) => group.rules.identifyingTypes.has(type))
  const survivor = chooseSurvivor([...group.people.values()], group.rules)
  const created = survivor === null
  const profileId = survivor?.profileId ?? claim.freshId
  const verdictOf = (identifier: Identifier): Verdict =>
    ownerOf(group.graph, identifier) !== null ? 'matched' : created ? 'created' : 'linked'
  const nowAmbiguous = group.dropped.filter(({ verdict }) => verdict === 'ambiguous').map((drop) => drop.identifier)
  // A shared identifier is linked to whoever is known by a unique id and uses it.
  const candidates = [...nowAmbiguous, ...(hasUniqueId ? shared : [])]
  const alsoSeen = candidates.reduce<readonly Identifier[]>(
    (seen, identifier) => (hasRoom(group, seen, identifier) ? [...seen, identifier] : seen),
    [],
  )
  return {
    profileId,
    created,
    absorbed: [...group.people.keys()]
      .filter((id) => id !== profileId)
      .map((id) => ({ profileId: id, rule: group.joinedBy.get(id) ?? 'same_event' })),
    owned: group.kept,
    seen: [...group.kept, ...alsoSeen],
    doubts: rest.doubts,
    nowAmbiguous,
    anonymousHomeOf: null,
    verdicts: [
      ...group.kept.map((identifier) => ({ ...identifier, verdict: verdictOf(identifier) })),
      ...group.dropped.map(({ identifier, verdict }) => ({ ...identifier, verdict })),
      ...shared.map((identifier) => ({ ...identifier, verdict: 'ambiguous' as const })),
      ...rest.leftOut,
    ],
    warnings: rest.warnings,
    rule: 'flat_match',
  }
}

// Seen, but not owned: only the limit of its own type counts.
function hasRoom(group: Group, seen: readonly Identifier[], { type, value }: Identifier): boolean {
  if (limitOf(group.rules, type).replaces === true) return true
  const values = valuesOf(group, [...group.people.values()], [...group.kept, ...seen]).get(type) ?? new Set()
  return values.has(value) || values.size < limitOf(group.rules, type).most
}

/** Nothing clear is known: an event that carries only shared identifiers goes to the anonymous profile of the first. */
function decideWithout(graph: IdentityGraph, shared: readonly Identifier[], rest: Rest): IdentityDecision {
  const [first] = shared
  const home = first === undefined ? null : ownerOf(graph, first)
  return {
    profileId: first === undefined ? null : (home?.profileId ?? rest.claim.freshId),
    created: first !== undefined && home === null,
    absorbed: [],
    owned: [],
    seen: first === undefined ? [] : [first],
    doubts: rest.doubts,
    nowAmbiguous: [],
    anonymousHomeOf: first ?? null,
    verdicts: [...shared.map((identifier) => ({ ...identifier, verdict: 'ambiguous' as const })), ...rest.leftOut],
    warnings: first === undefined ? [...rest.warnings, 'nobody_known'] : rest.warnings,
    rule: 'ambiguous',
  }
}

/** Who goes on: identified before anonymous, then the oldest, then the smaller id. */
function chooseSurvivor(people: readonly Profile[], rules: IdentityRules): Profile | null {
  const isIdentified = (person: Profile): boolean =>
    person.identifiers.some(({ type }) => rules.identifyingTypes.has(type))
  const [first] = people.toSorted(
    (left, right) =>
      Number(isIdentified(right)) - Number(isIdentified(left)) ||
      left.createdAt.getTime() - right.createdAt.getTime() ||
      (left.profileId < right.profileId ? -1 : 1),
  )
  return first ?? null
}
