import type { Moment } from './did.js'
import type { Leaf } from './schema.js'
import type { Chain } from './sequence.js'

/** All that one leaf needs of what happened up to some moment. Plain JSON. */
export interface FoldedLeaf {
  /** Of a `did`: the latest times that match, as many as it counts. */
  readonly times?: readonly Moment[]
  /** Of a sequence, by present step: the newest chain that reaches it. */
  readonly chains?: readonly (Chain | null)[]
  /** Of a sequence, by step: the latest time of what must not happen. */
  readonly absences?: readonly (Moment | null)[]
}

/** A person's past up to `through` (which is part of it), folded for the leaves of one condition. */
export interface Folded {
  readonly through: Moment
  readonly leaves: ReadonlyMap<Leaf, FoldedLeaf>
}
