import { type Identifier, keyOf } from '@polyphon/values'
import type { IdentityDecision } from './identity-decision.js'
import { type IdentityGraph, isAmbiguous, ownerOf } from './identity-graph.js'
import { DEFAULT_RULES, isBlocked, limitOf } from './identity-rules.js'
import type { Profile } from './profile.js'

/**
 * Decides about somebody who is named by their id: only what leads to nobody yet is linked to them. An address that is
 * somebody else's stays a mere trait: only events that name identifiers, and explicit merges, join people.
 */
export function linkToPerson(
  graph: IdentityGraph,
  person: Profile,
  identifiers: readonly Identifier[],
  rule: string,
): IdentityDecision {
  const usable = identifiers.filter((identifier) => !isBlocked(identifier))
  const free = usable.filter((identifier) => isFree(graph, person, identifier))
  const taken = usable.filter((identifier) => !free.includes(identifier) && !isTheirs(person, identifier))
  return {
    profileId: person.profileId,
    created: false,
    absorbed: [],
    owned: free,
    seen: free,
    doubts: null,
    nowAmbiguous: [],
    anonymousHomeOf: null,
    verdicts: [],
    warnings: taken.map(({ type }) => `identifier_taken:${type}`),
    rule,
  }
}

function isFree(graph: IdentityGraph, person: Profile, identifier: Identifier): boolean {
  if (ownerOf(graph, identifier) !== null || isAmbiguous(graph, identifier)) return false
  const links = person.identifiers.filter(({ type, verified }) => verified && type === identifier.type)
  return isTheirs(person, identifier) || links.length < limitOf(DEFAULT_RULES, identifier.type).most
}

const isTheirs = (person: Profile, identifier: Identifier): boolean =>
  person.identifiers.some((link) => link.verified && keyOf(link) === keyOf(identifier))
