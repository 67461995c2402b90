import { type Identifier, keyOf } from '@polyphon/values'
import type { Profile } from './profile.js'

/** Whom an identifier leads to. For an ambiguous one that is only its anonymous profile, where there is one. */
export interface KnownIdentifier {
  readonly profileId: string | null
  readonly ambiguous: boolean
  /** Nobody had named it: its row was made so that it could be locked. */
  readonly isNew?: boolean
}

/** Everybody that a batch of events may be about, with what their identifiers lead to. */
export interface IdentityGraph {
  readonly identifiers: ReadonlyMap<string, KnownIdentifier>
  /** Everybody by their current id. */
  readonly people: ReadonlyMap<string, Profile>
}

/** The person that an identifier leads to, as known now. */
export function ownerOf(graph: IdentityGraph, identifier: Identifier): Profile | null {
  const known = graph.identifiers.get(keyOf(identifier))
  if (known === undefined || known.profileId === null) return null
  const person = graph.people.get(known.profileId)
  if (person === undefined) return null
  // What somebody has without anybody vouching for it does not lead to them.
  const isDoubted = person.identifiers.some(
    ({ verified, type, value }) => !verified && type === identifier.type && value === identifier.value,
  )
  return isDoubted ? null : person
}

export const isAmbiguous = (graph: IdentityGraph, identifier: Identifier): boolean =>
  graph.identifiers.get(keyOf(identifier))?.ambiguous === true
