import { type Identifier, keyOf } from '@polyphon/values'
import { decideIdentity } from './identity.js'
import { absorb, applyDecision, type IdentityGraph, isAmbiguous, ownerOf } from './identity-graph.js'
import { DEFAULT_RULES } from './identity-rules.js'
import { addLink, type Profile } from './profile.js'

/** An identifier as it is stored, and the form that it has today. */
export interface Respelling {
  readonly old: Identifier
  readonly normal: Identifier
}

export interface RespellingContext {
  readonly now: Date
  readonly because: string
}

const RULE = 'normal_form'

/**
 * Gives an identifier its form of today. Whoever carries it keeps it in the new form; where that leads to somebody else
 * already, the ordinary rules decide whether they are one person or share it. Answers who is concerned.
 */
export function respell(
  graph: IdentityGraph,
  { old, normal }: Respelling,
  context: RespellingContext,
): readonly string[] {
  const owner = ownerOf(graph, old)
  const wasShared = isAmbiguous(graph, old)
  const carriers = rename(graph, { old, normal }, context)
  if (wasShared) share(graph, { old, normal }, context)
  else if (owner !== null) lead(graph, { old, normal, owner: owner.profileId }, context)
  graph.identifiers.set(keyOf(old), { profileId: null, ambiguous: false })
  return carriers
}

function rename(graph: IdentityGraph, { old, normal }: Respelling, { because }: RespellingContext): readonly string[] {
  const carriers = [...graph.people.values()].filter((person) => linkOf(person, old) !== undefined)
  for (const person of carriers) {
    const link = linkOf(person, old)
    if (link === undefined) continue
    const others = person.identifiers.filter((one) => one !== link)
    const identifiers = addLink(others, { ...link, ...normal })
    graph.people.set(person.profileId, { ...person, identifiers })
    graph.links.push({ ...normal, profileId: person.profileId, rule: RULE, because })
  }
  return carriers.map(({ profileId }) => profileId)
}

const linkOf = (person: Profile, identifier: Identifier) =>
  person.identifiers.find((link) => keyOf(link) === keyOf(identifier))

/** What was shared is shared in the new form too, with one anonymous profile for it. */
function share(graph: IdentityGraph, { old, normal }: Respelling, { because }: RespellingContext): void {
  const homeOf = (identifier: Identifier): string | null =>
    isAmbiguous(graph, identifier) ? (graph.identifiers.get(keyOf(identifier))?.profileId ?? null) : null
  const [kept, other] = [homeOf(normal), homeOf(old)].filter((home) => home !== null)
  if (kept !== undefined && other !== undefined && kept !== other)
    absorb(graph, { survivorId: kept, absorbedId: other, rule: RULE, because })
  graph.identifiers.set(keyOf(normal), { profileId: kept ?? null, ambiguous: true })
}

/** What led to one person leads to them in the new form, unless somebody else, or several, had that already. */
function lead(graph: IdentityGraph, claim: Respelling & { readonly owner: string }, context: RespellingContext): void {
  const { old, normal, owner } = claim
  const other = ownerOf(graph, normal)
  if (isAmbiguous(graph, normal)) return joinHome(graph, normal, owner, context)
  if (other === null || other.profileId === owner) {
    graph.identifiers.set(keyOf(normal), { profileId: owner, ambiguous: false })
    return
  }
  const own = graph.people.get(owner)?.identifiers.filter((link) => graph.identifiers.has(keyOf(link))) ?? []
  const at = linkOf(graph.people.get(owner) ?? other, normal)?.lastSeenAt ?? context.now
  const identifiers = [...new Map([old, ...own, normal].map((one) => [keyOf(one), { ...plain(one) }])).values()]
  const decision = decideIdentity(graph, { identifiers, previousId: null, at, freshId: owner }, DEFAULT_RULES)
  const isNormal = (one: Identifier): boolean => keyOf(one) === keyOf(normal)
  const taught = {
    ...decision,
    owned: decision.owned.filter(isNormal),
    seen: decision.seen.filter(isNormal),
    nowAmbiguous: decision.nowAmbiguous.filter(isNormal),
  }
  applyDecision(graph, taught, { at, now: context.now, because: context.because })
}

const plain = ({ type, value }: Identifier): Identifier => ({ type, value })

// Somebody known by nothing but what several people share is the anonymous person of it.
function joinHome(graph: IdentityGraph, normal: Identifier, owner: string, { because }: RespellingContext): void {
  const person = graph.people.get(owner)
  if (person === undefined || person.identifiers.length > 1) return
  const home = graph.identifiers.get(keyOf(normal))?.profileId ?? null
  if (home === null) graph.identifiers.set(keyOf(normal), { profileId: owner, ambiguous: true })
  else if (home !== owner) absorb(graph, { survivorId: home, absorbedId: owner, rule: RULE, because })
}
