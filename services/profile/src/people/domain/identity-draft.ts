import { type Identifier, identifierOf, keyOf } from '@polyphon/values'
import { withDoubtedAddresses } from './addresses.js'
import { type IdentifierLink } from './identifier.js'
import type { IdentityDecision } from './identity-decision.js'
import type { IdentityGraph, KnownIdentifier } from './identity-graph.js'
import { DEFAULT_RULES, type IdentityRules } from './identity-rules.js'
import { type Facts, type Learned, learn } from './learn.js'
import { makeRoom } from './make-room.js'
import { addLink, mergeProfiles, newProfile, type Profile } from './profile.js'

/** Somebody who was merged into somebody else, as they were. */
export interface Absorption {
  readonly survivorId: string
  readonly absorbed: Profile
  /** The survivor as they were before. */
  readonly survivor: Profile
  readonly rule: string
  readonly because: string
  /** The reason of somebody who decided it by hand. */
  readonly reason?: string
}

/** An identifier that was newly linked to somebody. */
export interface NewLink extends Identifier {
  readonly profileId: string
  readonly rule: string
  readonly because: string
}

/**
 * A copy of a graph in which decisions take effect one after the other, so that each event is decided by what the ones
 * before it have made known. It never leaves the decision that opened it: what comes out is an `IdentityChange`.
 */
export interface IdentityDraft extends IdentityGraph {
  readonly before: IdentityGraph
  readonly identifiers: Map<string, KnownIdentifier>
  readonly people: Map<string, Profile>
  readonly absorptions: Absorption[]
  readonly links: NewLink[]
  /** What somebody had and lost to something newer. */
  readonly outdated: (Identifier & { readonly profileId: string })[]
}

export function openDraft(graph: IdentityGraph): IdentityDraft {
  return {
    before: graph,
    identifiers: new Map(graph.identifiers),
    people: new Map(graph.people),
    absorptions: [],
    links: [],
    outdated: [],
  }
}

/** What has changed about who belongs together, and why. */
export interface IdentityChange {
  /** Identifiers that lead elsewhere than before. */
  readonly identifiers: readonly (Identifier & KnownIdentifier)[]
  /** Ids of absorbed people, and what they stand for now. */
  readonly aliases: readonly { readonly oldId: string; readonly canonicalId: string }[]
  /** Stored people who are part of somebody else now. */
  readonly removedIds: readonly string[]
  /** Stored people who are still there, and to whom other identifiers lead than before. */
  readonly regroupedIds: readonly string[]
  readonly links: readonly NewLink[]
  readonly absorptions: readonly Absorption[]
  readonly outdated: readonly OutdatedLink[]
  /** Identifiers whose rows were made to be locked, and which lead to nobody all the same: what named them was refused. */
  readonly unused: readonly Identifier[]
  /** The id that an id of the draft stands for now. */
  readonly currentId: (profileId: string) => string
}

/** An identifier that somebody has no more, and every id that they have or had. */
export interface OutdatedLink extends Identifier {
  readonly profileIds: readonly string[]
}

/** By what a draft differs from the graph that it was opened with. */
export function identityChangeOf(draft: IdentityDraft): IdentityChange {
  const { before, identifiers, absorptions, links } = draft
  const currentId = currentIdOf(absorptions)
  const oldIds = new Map(
    absorptions.flatMap(({ absorbed }) =>
      // Who is absorbed by somebody who is absorbed in turn appears twice, with the same final id.
      [absorbed.profileId, ...absorbed.absorbedIds].map((oldId) => [oldId, currentId(absorbed.profileId)] as const),
    ),
  )
  const changed = [...identifiers].flatMap(([key, known]) => {
    const stored = before.identifiers.get(key)
    const isSame = stored?.profileId === known.profileId && stored.ambiguous === known.ambiguous
    return isSame ? [] : [{ ...identifierOf(key), ...known, former: stored?.profileId ?? null }]
  })
  const removedIds = absorptions.map(({ absorbed }) => absorbed.profileId).filter((id) => before.people.has(id))
  const regrouped = new Set<string | null>([
    ...changed.flatMap(({ profileId, former }) => [profileId, former]),
    ...links.map(({ profileId }) => currentId(profileId)),
    ...oldIds.values(),
    ...draft.outdated.map(({ profileId }) => currentId(profileId)),
  ])
  for (const id of removedIds) regrouped.delete(id)
  return {
    identifiers: changed.map(({ former: _former, ...identifier }) => identifier),
    aliases: [...oldIds].map(([oldId, canonicalId]) => ({ oldId, canonicalId })),
    removedIds,
    regroupedIds: [...before.people.keys()].filter((id) => regrouped.has(id)),
    links,
    absorptions,
    outdated: outdatedOf(draft, currentId),
    unused: unusedOf(draft),
    currentId,
  }
}

// An address that is kept as unverified leads to nobody either, and is found by its row.
function unusedOf({ identifiers, people }: IdentityDraft): readonly Identifier[] {
  const loose = [...identifiers].flatMap(([key, { isNew, profileId, ambiguous }]) =>
    isNew === true && profileId === null && !ambiguous ? [key] : [],
  )
  if (loose.length === 0) return []
  const kept = new Set([...people.values()].flatMap((person) => person.identifiers.map(keyOf)))
  return loose.filter((key) => !kept.has(key)).map(identifierOf)
}

// What came back within the same batch is theirs again.
function outdatedOf({ outdated, people }: IdentityDraft, currentId: (id: string) => string): readonly OutdatedLink[] {
  return outdated.flatMap(({ type, value, profileId }) => {
    const person = people.get(currentId(profileId))
    const isBack = person?.identifiers.some((link) => link.type === type && link.value === value) ?? true
    return person === undefined || isBack
      ? []
      : [{ type, value, profileIds: [person.profileId, ...person.absorbedIds] }]
  })
}

/** Answers the id that an id stands for after these merges. */
export function currentIdOf(absorptions: readonly Absorption[]): (profileId: string) => string {
  const next = new Map(absorptions.map(({ absorbed, survivorId }) => [absorbed.profileId, survivorId]))
  const follow = (profileId: string): string => {
    const survivor = next.get(profileId)
    return survivor === undefined ? profileId : follow(survivor)
  }
  return follow
}

/** Lets a decision about an event take effect. Answers the person as they are then, null where nobody is known. */
export function applyDecision(
  draft: IdentityDraft,
  decision: IdentityDecision,
  event: {
    readonly at: Date
    readonly now: Date
    readonly because: string
    readonly rules?: IdentityRules
  },
): Profile | null {
  if (decision.profileId === null) return null
  if (decision.created) draft.people.set(decision.profileId, newProfile(decision.profileId, event.now))
  for (const { profileId, rule } of decision.absorbed)
    absorb(
      draft,
      { survivorId: decision.profileId, absorbedId: profileId, rule, because: event.because },
      joinsDoubted(decision),
    )
  const person = draft.people.get(decision.profileId)
  if (person === undefined) throw new Error('A decision names somebody who was not read.')
  for (const identifier of decision.owned)
    draft.identifiers.set(keyOf(identifier), { profileId: decision.profileId, ambiguous: false })
  for (const identifier of decision.nowAmbiguous)
    draft.identifiers.set(keyOf(identifier), { profileId: null, ambiguous: true })
  if (decision.anonymousHomeOf !== null)
    draft.identifiers.set(keyOf(decision.anonymousHomeOf), { profileId: decision.profileId, ambiguous: true })
  const known = new Set(person.identifiers.filter(({ verified }) => verified).map(keyOf))
  for (const { type, value } of decision.seen)
    if (!known.has(keyOf({ type, value })))
      draft.links.push({ type, value, profileId: decision.profileId, rule: decision.rule, because: event.because })
  const identifiers = linksAfter(draft, decision, person, event)
  const next = identifiers === person.identifiers ? person : { ...person, identifiers }
  draft.people.set(decision.profileId, next)
  return next
}

/** What somebody is known by after a decision; what has to make room leads to nobody then. */
function linksAfter(
  draft: IdentityDraft,
  decision: IdentityDecision,
  person: Profile,
  { at, rules = DEFAULT_RULES }: { readonly at: Date; readonly rules?: IdentityRules },
): readonly IdentifierLink[] {
  const added = linksOf(decision, at).reduce(addLink, person.identifiers)
  if (added === person.identifiers && decision.absorbed.length === 0) return added
  const { identifiers, outdated } = makeRoom(person.identifiers, added, decision.seen, rules)
  for (const link of outdated) letGo(draft, person.profileId, link)
  return identifiers
}

function letGo(draft: IdentityDraft, profileId: string, { type, value }: Identifier): void {
  const key = keyOf({ type, value })
  const known = draft.identifiers.get(key)
  if (known?.profileId === profileId && !known.ambiguous)
    draft.identifiers.set(key, { profileId: null, ambiguous: false })
  draft.outdated.push({ type, value, profileId })
}

const joinsDoubted = ({ doubts }: IdentityDecision): boolean => doubts !== null && doubts.holder !== null

function linksOf({ seen, doubts }: IdentityDecision, at: Date): readonly IdentifierLink[] {
  const link = ({ type, value }: Identifier, verified: boolean): IdentifierLink => ({
    type,
    value,
    verified,
    firstSeenAt: at,
    lastSeenAt: at,
  })
  const trusted = seen.map((identifier) => link(identifier, true))
  return doubts === null ? trusted : [...trusted, ...doubts.addresses.map((address) => link(address, false))]
}

/** Merges one person into another; whatever led to the absorbed one leads to the survivor, unless their addresses are doubted. */
export function absorb(
  draft: IdentityDraft,
  merge: {
    readonly survivorId: string
    readonly absorbedId: string
    readonly rule: string
    readonly because: string
    readonly reason?: string
  },
  isDoubted = false,
): void {
  const survivor = draft.people.get(merge.survivorId)
  const absorbed = draft.people.get(merge.absorbedId)
  if (survivor === undefined || absorbed === undefined) throw new Error('A merge names somebody who was not read.')
  const joining = isDoubted ? withDoubtedAddresses(absorbed, survivor) : absorbed
  draft.people.set(merge.survivorId, mergeProfiles(survivor, joining))
  draft.people.delete(merge.absorbedId)
  for (const [key, known] of draft.identifiers)
    if (known.profileId === merge.absorbedId) draft.identifiers.set(key, { ...known, profileId: merge.survivorId })
  const { absorbedId: _known, ...why } = merge
  draft.absorptions.push({ ...why, absorbed, survivor })
}

/** Takes in what an event says about a person of the draft. */
export function learnInto(draft: IdentityDraft, person: Profile, facts: Facts, at: Date): Learned {
  const learned = learn(person, facts, at)
  draft.people.set(person.profileId, learned.profile)
  return learned
}
