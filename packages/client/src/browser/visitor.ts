import { newId, type Store } from './page.js'

const KEY = 'polyphon.visitor'

interface Ids {
  readonly anonymousId: string
  readonly userId?: string
}

/** Who uses this page, as far as it knows: an id of its own, and the user's where somebody has signed in. */
export interface Visitor {
  ids(): Ids
  /** Another user than before is somebody else: the id of its own changes, too. */
  signIn(userId: string): void
  /** Forgets both: whoever comes next on this device is somebody else. */
  reset(): void
}

/** Keeps who uses this page in the store; where there is none, as long as the page is open. */
export function openVisitor(store: Store): Visitor {
  let seen: string | null = null
  let known: Ids = { anonymousId: newId() }
  // Another tab may have signed somebody in or out. Only what has changed counts: a full store holds what was.
  const ids = (): Ids => {
    const kept = store.getItem(KEY)
    if (kept === seen) return known
    seen = kept
    known = read(kept) ?? known
    return known
  }
  const set = (next: Ids): void => {
    known = next
    store.setItem(KEY, JSON.stringify(next))
    seen = store.getItem(KEY)
  }
  set(ids())
  return {
    ids,
    signIn(userId) {
      const before = ids()
      const isOther = before.userId !== undefined && before.userId !== userId
      set({ anonymousId: isOther ? newId() : before.anonymousId, userId })
    },
    reset: () => set({ anonymousId: newId() }),
  }
}

function read(kept: string | null): Ids | null {
  try {
    const { anonymousId, userId } = Object(JSON.parse(kept ?? 'null'))
    if (typeof anonymousId !== 'string' || anonymousId === '') return null
    return typeof userId === 'string' ? { anonymousId, userId } : { anonymousId }
  } catch {
    return null
  }
}
