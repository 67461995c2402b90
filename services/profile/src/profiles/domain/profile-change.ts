import type { JsonObject } from '@polyphon/contracts'
import { groupBy, type Identifier, keyOf, writePath } from '@polyphon/values'
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
import { learn } from '../../people/domain/learn.js'
import { changesOf, type PersonChange } from '../../people/domain/person-change.js'
import { newProfile } from '../../people/domain/profile.js'

/** Who belongs together now, and who has changed by it. */
export interface ProfileChange {
  readonly identity: IdentityChange
  readonly people: readonly PersonChange[]
}

interface Refused {
  readonly outcome: 'refused'
  readonly code: 'traits_too_large'
}

export type ProfileDecision = ({ readonly outcome: 'changed' } & ProfileChange) | Refused

interface Statement {
  readonly traits: JsonObject
  readonly now: Date
  readonly because: string
}

/** Decides what becomes of a person of whom a caller states identifiers and traits. */
export function decideProfileChange(
  graph: IdentityGraph,
  decision: IdentityDecision,
  statement: Statement,
): ProfileDecision {
  const draft = openDraft(graph)
  const stated = stateInto(draft, decision, statement)
  return stated.outcome === 'refused' ? stated : { outcome: 'changed', ...changeOf(draft, [stated]) }
}

/** What a statement has made known of somebody. */
export interface Stated {
  readonly outcome: 'stated'
  readonly profileId: string
  /** Names of the traits that changed. */
  readonly changed: readonly string[]
  /** Whether anything came to be known by it. */
  readonly addsSomething: boolean
  readonly because: string
}

/** Lets a statement that joins nobody take effect in a draft. One that is refused has changed nothing there. */
export function stateInto(
  draft: IdentityDraft,
  decision: IdentityDecision,
  { traits, now, because }: Statement,
): Stated | Refused {
  const { profileId, created } = decision
  if (profileId === null) throw new Error('An identifier that is not blocked leads to somebody.')
  const facts = { traits, context: {} }
  const before = draft.people.get(profileId) ?? newProfile(profileId, now)
  if (learn(before, facts, now).warnings.length > 0) return { outcome: 'refused', code: 'traits_too_large' }
  const known = draft.links.length + draft.outdated.length
  const person = applyDecision(draft, decision, { at: now, now, because }) ?? before
  const { changed } = learnInto(draft, person, facts, now)
  const addsSomething = created || changed.length > 0 || draft.links.length + draft.outdated.length > known
  return { outcome: 'stated', profileId, changed, addsSomething, because }
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
  return { outcome: 'changed', ...changeOf(draft, [{ profileId: survivorId, because, changed: [] }]) }
}

/** What a draft has come to by statements about these people; of several about one the last is named as the cause. */
export function changeOf(
  draft: IdentityDraft,
  stated: readonly Pick<Stated, 'profileId' | 'because' | 'changed'>[],
): ProfileChange {
  const byPerson = groupBy(stated, ({ profileId }) => profileId)
  const causes = new Map(
    [...byPerson].map(([profileId, all]) => [
      profileId,
      {
        events: [],
        paths: new Set(all.flatMap(({ changed }) => changed.map((name) => writePath(['traits', name])))),
        because: all.at(-1)?.because ?? '',
      },
    ]),
  )
  const identity = identityChangeOf(draft)
  return { identity, people: changesOf(draft, identity, causes) }
}

/** The identifiers that traits hold; unlike those named as such they need not be usable. */
export function identifiersOf(traits: JsonObject): readonly Identifier[] {
  return ['email', 'phone'].flatMap((type) => {
    const value = traits[type]
    return typeof value === 'string' && value.trim() !== '' ? [{ type, value }] : []
  })
}
