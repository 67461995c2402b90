/** A unit as far as the tree looks at it. */
export interface Branch {
  readonly key: string
  readonly parent: string | null
}

export type ParentDecision =
  | { readonly outcome: 'fits' }
  | { readonly outcome: 'unknown_parent' }
  /** From the unit over its parents back to it. */
  | { readonly outcome: 'circle'; readonly circle: readonly string[] }

/** Decides whether a unit may stand where it wants to: below one that there is, and not below itself. */
export function decideParent({ key, parent }: Branch, others: readonly Branch[]): ParentDecision {
  const parents = new Map(others.map((other) => [other.key, other.parent]))
  parents.set(key, parent)
  if (parent === null) return { outcome: 'fits' }
  if (!parents.has(parent)) return { outcome: 'unknown_parent' }
  const way = new Set([key])
  for (let at: string | null = parent; at !== null; at = parents.get(at) ?? null) {
    if (at === key) return { outcome: 'circle', circle: [...way, key] }
    // Others that stand in a circle, which nobody could put, are not this one's.
    if (way.has(at)) break
    way.add(at)
  }
  return { outcome: 'fits' }
}
