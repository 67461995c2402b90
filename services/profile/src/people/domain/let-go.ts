import { type Identifier, keyOf, writePath } from '@polyphon/values'
import {
  applyDecision,
  type IdentityChange,
  type IdentityDraft,
  identityChangeOf,
  openDraft,
} from './identity-draft.js'
import type { IdentityGraph, KnownIdentifier } from './identity-graph.js'
import { changesOf, type PersonChange } from './person-change.js'

/** An identifier that is taken from people, none of whom the rules have taken it from. */
export interface LettingGo {
  readonly identifier: Identifier
  /** By the ids that they have now. */
  readonly from: readonly string[]
  /** What it leads to from now on. */
  readonly leadsTo: KnownIdentifier
  readonly now: Date
  /** The id of the request. */
  readonly because: string
}

/** Decides what becomes of people who have an identifier no more, and of whom it leads to instead. */
export function decideLettingGo(
  graph: IdentityGraph,
  { identifier, from, leadsTo, now, because }: LettingGo,
): { readonly identity: IdentityChange; readonly people: readonly PersonChange[] } {
  const draft = openDraft(graph)
  for (const profileId of from) take(draft, profileId, identifier)
  draft.identifiers.set(keyOf(identifier), leadsTo)
  if (!leadsTo.ambiguous && leadsTo.profileId !== null) give(draft, leadsTo.profileId, { identifier, now, because })
  const identity = identityChangeOf(draft)
  const changed = [...draft.people].filter(([profileId, person]) => person !== graph.people.get(profileId))
  const cause = { events: [], paths: new Set([writePath(['identifiers', identifier.type])]), because }
  return { identity, people: changesOf(draft, identity, new Map(changed.map(([profileId]) => [profileId, cause]))) }
}

/**
 * What an identifier leads to once somebody has it no more whom it was taken from. One that was shared is that of the only one
 * who has it still; where that is the anonymous person of it, it stays shared, as what they did was done by several.
 */
export function leadsToAfterRemoval(
  known: KnownIdentifier,
  { profileId, others }: { readonly profileId: string; readonly others: readonly string[] },
): KnownIdentifier {
  const rest = known.profileId === profileId ? null : known.profileId
  if (!known.ambiguous) return { profileId: rest, ambiguous: false }
  const [first, ...more] = others
  if (first === undefined) return { profileId: null, ambiguous: false }
  return more.length === 0 && first !== rest
    ? { profileId: first, ambiguous: false }
    : { profileId: rest, ambiguous: true }
}

function take(draft: IdentityDraft, profileId: string, identifier: Identifier): void {
  const person = draft.people.get(profileId)
  if (person === undefined) throw new Error('An identifier is taken from somebody who was not read.')
  const identifiers = person.identifiers.filter((link) => keyOf(link) !== keyOf(identifier))
  draft.people.set(profileId, { ...person, identifiers })
}

function give(
  draft: IdentityDraft,
  profileId: string,
  { identifier, now, because }: Pick<LettingGo, 'identifier' | 'now' | 'because'>,
): void {
  const links = draft.people.get(profileId)?.identifiers ?? []
  // Whoever has it already was not seen by it now.
  if (links.some((link) => link.verified && keyOf(link) === keyOf(identifier))) return
  const decision = {
    profileId,
    created: false,
    absorbed: [],
    owned: [identifier],
    seen: [identifier],
    doubts: null,
    nowAmbiguous: [],
    anonymousHomeOf: null,
    verdicts: [],
    warnings: [],
    rule: 'release',
  }
  applyDecision(draft, decision, { at: now, now, because })
}
