import { type Identifier, keyOf } from '@polyphon/values'
import { decideIdentity } from './identity.js'
import {
  absorb,
  applyDecision,
  type IdentityChange,
  type IdentityDraft,
  identityChangeOf,
  openDraft,
} from './identity-draft.js'
import { type IdentityGraph, isAmbiguous, ownerOf } from './identity-graph.js'
import { DEFAULT_RULES } from './identity-rules.js'
import { changesOf, type PersonChange } from './person-change.js'
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

/** Decides who belongs together once these identifiers have their form of today, and of whom something changes by that. */
export function decideRespellings(
  graph: IdentityGraph,
  respellings: readonly Respelling[],
  context: RespellingContext,
): { readonly identity: IdentityChange; readonly people: readonly PersonChange[] } {
  const draft = openDraft(graph)
  const concerned = respellings.flatMap((respelling) => respell(draft, respelling, context))
  const ids = [...concerned, ...draft.absorptions.map(({ survivorId }) => survivorId)]
  const cause = { events: [], paths: new Set<string>(), because: context.because }
  const identity = identityChangeOf(draft)
  return { identity, people: changesOf(draft, identity, new Map(ids.map((id) => [id, cause]))) }
}

/**
 * Gives an identifier its form of today. Whoever carries it keeps it in the new form; where that leads to somebody else
 * already, the ordinary rules decide whether they are one person or share it. Answers who is concerned.
 */
function respell(draft: IdentityDraft, { old, normal }: Respelling, context: RespellingContext): readonly string[] {
  const owner = ownerOf(draft, old)
  const wasShared = isAmbiguous(draft, old)
  const carriers = rename(draft, { old, normal }, context)
  if (wasShared) share(draft, { old, normal }, context)
  else if (owner !== null) lead(draft, { old, normal, owner: owner.profileId }, context)
  draft.identifiers.set(keyOf(old), { profileId: null, ambiguous: false })
  return carriers
}

function rename(draft: IdentityDraft, { old, normal }: Respelling, { because }: RespellingContext): readonly string[] {
  const carriers = [...draft.people.values()].filter((person) => linkOf(person, old) !== undefined)
  for (const person of carriers) {
    const link = linkOf(person, old)
    if (link === undefined) continue
    const others = person.identifiers.filter((candidate) => candidate !== link)
    const identifiers = addLink(others, { ...link, ...normal })
    draft.people.set(person.profileId, { ...person, identifiers })
    draft.links.push({ ...normal, profileId: person.profileId, rule: RULE, because })
  }
  return carriers.map(({ profileId }) => profileId)
}

const linkOf = (person: Profile, identifier: Identifier) =>
  person.identifiers.find((link) => keyOf(link) === keyOf(identifier))

/** What was shared is shared in the new form too, with one anonymous profile for it. */
function share(draft: IdentityDraft, { old, normal }: Respelling, { because }: RespellingContext): void {
  const homeOf = (identifier: Identifier): string | null =>
    isAmbiguous(draft, identifier) ? (draft.identifiers.get(keyOf(identifier))?.profileId ?? null) : null
  const [kept, other] = [homeOf(normal), homeOf(old)].filter((home) => home !== null)
  if (kept !== undefined && other !== undefined && kept !== other)
    absorb(draft, { survivorId: kept, absorbedId: other, rule: RULE, because })
  draft.identifiers.set(keyOf(normal), { profileId: kept ?? null, ambiguous: true })
}

/** What led to one person leads to them in the new form, unless somebody else, or several, had that already. */
function lead(draft: IdentityDraft, claim: Respelling & { readonly owner: string }, context: RespellingContext): void {
  const { old, normal, owner } = claim
  const other = ownerOf(draft, normal)
  if (isAmbiguous(draft, normal)) return joinHome(draft, normal, owner, context)
  if (other === null || other.profileId === owner) {
    draft.identifiers.set(keyOf(normal), { profileId: owner, ambiguous: false })
    return
  }
  const links = draft.people.get(owner)?.identifiers.filter((link) => draft.identifiers.has(keyOf(link))) ?? []
  const at = linkOf(draft.people.get(owner) ?? other, normal)?.lastSeenAt ?? context.now
  const identifiers = [
    ...new Map([old, ...links, normal].map((identifier) => [keyOf(identifier), { ...plain(identifier) }])).values(),
  ]
  const decision = decideIdentity(draft, { identifiers, previousId: null, at, freshId: owner }, DEFAULT_RULES)
  const isNormal = (identifier: Identifier): boolean => keyOf(identifier) === keyOf(normal)
  const taught = {
    ...decision,
    owned: decision.owned.filter(isNormal),
    seen: decision.seen.filter(isNormal),
    nowAmbiguous: decision.nowAmbiguous.filter(isNormal),
  }
  applyDecision(draft, taught, { at, now: context.now, because: context.because })
}

const plain = ({ type, value }: Identifier): Identifier => ({ type, value })

// Somebody known by nothing but what several people share is the anonymous person of it.
function joinHome(draft: IdentityDraft, normal: Identifier, owner: string, { because }: RespellingContext): void {
  const person = draft.people.get(owner)
  if (person === undefined || person.identifiers.length > 1) return
  const home = draft.identifiers.get(keyOf(normal))?.profileId ?? null
  if (home === null) draft.identifiers.set(keyOf(normal), { profileId: owner, ambiguous: true })
  else if (home !== owner) absorb(draft, { survivorId: home, absorbedId: owner, rule: RULE, because })
}
