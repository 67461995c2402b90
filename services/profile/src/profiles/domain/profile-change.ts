import type { JsonObject } from '@polyphon/contracts'
import { type Identifier, keyOf, writePath } from '@polyphon/values'
import type { IdentityDecision } from '../../people/domain/identity-decision.js'
import {
  absorb,
  applyDecision,
  type IdentityChange,
  type IdentityDraft,
  identityChangeOf,
  learnInto,
  openDraft,
} from '../../people/domain/identity-draft.js'
import type { IdentityGraph } from '../../people/domain/identity-graph.js'
import { changesOf, type PersonChange } from '../../people/domain/person-change.js'

/** Who belongs together now, and who has changed by it. */
export interface ProfileChange {
  readonly identity: IdentityChange
  readonly people: readonly PersonChange[]
}

export type ProfileDecision =
  | ({ readonly outcome: 'changed' } & ProfileChange)
  | { readonly outcome: 'refused'; readonly code: 'traits_too_large' }

interface Statement {
  readonly traits: JsonObject
  readonly now: Date
  readonly because: string
}

/** Decides what becomes of a person of whom a caller states identifiers and traits. */
export function decideProfileChange(
  graph: IdentityGraph,
  decision: IdentityDecision,
  { traits, now, because }: Statement,
): ProfileDecision {
  const draft = openDraft(graph)
  const person = applyDecision(draft, decision, { at: now, now, because })
  if (person === null) throw new Error('An identifier that is not blocked leads to somebody.')
  const { changed, warnings } = learnInto(draft, person, { traits, context: {} }, now)
  if (warnings.length > 0) return { outcome: 'refused', code: 'traits_too_large' }
  return changeOf(draft, person.profileId, { because, changed })
}

export interface Merge {
  readonly survivorId: string
  readonly absorbedId: string
  readonly reason: string
  readonly because: string
}

/** Decides what becomes of two people who are one; `shared` was ambiguous only because these two shared it. */
export function decideMerge(graph: IdentityGraph, merge: Merge, shared: readonly Identifier[]): ProfileDecision {
  const { survivorId, because } = merge
  const draft = openDraft(graph)
  absorb(draft, { ...merge, rule: 'manual' })
  for (const identifier of shared) draft.identifiers.set(keyOf(identifier), { profileId: survivorId, ambiguous: false })
  return changeOf(draft, survivorId, { because, changed: [] })
}

function changeOf(
  draft: IdentityDraft,
  profileId: string,
  { because, changed }: { readonly because: string; readonly changed: readonly string[] },
): ProfileDecision {
  const cause = { events: [], paths: new Set(changed.map((name) => writePath(['traits', name]))), because }
  const identity = identityChangeOf(draft)
  return { outcome: 'changed', identity, people: changesOf(draft, identity, new Map([[profileId, cause]])) }
}

/** The identifiers that traits hold; unlike those named as such they need not be usable. */
export function identifiersOf(traits: JsonObject): readonly Identifier[] {
  return ['email', 'phone'].flatMap((type) => {
    const value = traits[type]
    return typeof value === 'string' && value.trim() !== '' ? [{ type, value }] : []
  })
}
