/** By how much each workspace that has moved its clock is ahead of the server, as this process knows it. */
export interface Clocks {
  /** In milliseconds; 0 for whoever has never moved it, and so for every live workspace. */
  offsetOf(workspaceId: string): number
  /** Who has moved it. */
  moved(): readonly string[]
  /** Takes over one that was moved in this process, after the commit. A clock never goes back. */
  move(workspaceId: string, offsetMs: number): void
  /** Takes over all of them as the database says. */
  replace(offsets: ReadonlyMap<string, number>): void
}

const NOBODY: readonly string[] = []

/** Calls `onMoved` whenever one is ahead of where it was, as something may have fallen due by that. */
export function openClocks(onMoved: () => void = () => undefined): Clocks {
  let offsets: ReadonlyMap<string, number> = new Map()
  let ids = NOBODY
  // Moved since the last look: one that was under way may not have seen it.
  let fresh = new Map<string, number>()
  const take = (next: ReadonlyMap<string, number>): void => {
    const hasMoved = [...next].some(([id, offsetMs]) => offsetMs > (offsets.get(id) ?? 0))
    offsets = next
    ids = next.size === 0 ? NOBODY : [...next.keys()]
    if (hasMoved) onMoved()
  }
  return {
    offsetOf: (workspaceId) => offsets.get(workspaceId) ?? 0,
    moved: () => ids,
    move: (workspaceId, offsetMs) => {
      if (offsetMs <= (offsets.get(workspaceId) ?? 0)) return
      fresh.set(workspaceId, offsetMs)
      take(new Map([...offsets, [workspaceId, offsetMs]]))
    },
    replace: (read) => {
      const known = new Map([...fresh, ...[...read].map(([id, ms]) => [id, Math.max(ms, fresh.get(id) ?? 0)] as const)])
      fresh = new Map()
      take(known)
    },
  }
}
