import type { Deps } from '../../http/deps.js'
import type { Notice, NoticeResult, NoticeWay } from './notice.js'
import type { NoticeData } from './notice-data.js'

/** What carries notices out of the transaction that has claimed them. */
export interface Carrier {
  hasRoom(): boolean
  /** Takes a slot for a notice of a workspace, or says how long it has to wait for one. */
  takeSlot(workspaceId: string): Slot | { readonly waitMs: number }
  /** Ends once what is under way is stored. */
  close(): Promise<void>
}

export interface Slot {
  /** Called once the claim is committed. */
  carry(notice: Notice, data: NoticeData): void
}

export interface CarrierOptions extends Pick<Deps, 'outages'> {
  readonly ways: Readonly<Record<string, NoticeWay>>
  /** Stores what came of a notice. */
  finish(notice: Notice, data: NoticeData, result: NoticeResult): Promise<void>
}

const MOST_UNDER_WAY = 32
/** One workspace whose endpoints hang leaves three quarters to the others. */
const MOST_OF_ONE = MOST_UNDER_WAY / 4
/** A slot that was taken by a claim that never was committed is free again. */
const SLOT_MS = 15_000
/** Whoever waits comes back one after the other, so that a long line is not looked through again and again. */
const APART_MS = 250
const FIRST_WAIT_MS = 2_000

export function openCarrier({ ways, outages, finish }: CarrierOptions): Carrier {
  const underWay = new Set<Promise<void>>()
  const slots = new Map<string, number>()
  /** When the last one of a workspace that waits comes back, in milliseconds of this process. */
  const ends = new Map<string, number>()
  const hold = (workspaceId: string, count: number): void => {
    const now = (slots.get(workspaceId) ?? 0) + count
    if (now === 0) slots.delete(workspaceId)
    else slots.set(workspaceId, now)
  }
  const all = (): number => [...slots.values()].reduce((sum, count) => sum + count, 0)
  const deliver = async (notice: Notice, data: NoticeData): Promise<void> => {
    const way = ways[data.way]
    if (way !== undefined) await finish(notice, data, await resultOf(way, notice))
  }
  const slotOf = (workspaceId: string): Slot => {
    hold(workspaceId, 1)
    const free = once(() => hold(workspaceId, -1))
    const unused = setTimeout(free, SLOT_MS).unref()
    return {
      carry: (notice, data) => {
        clearTimeout(unused)
        const delivery = deliver(notice, data)
          .then(
            () => outages.works('notices'),
            // Unstored, its lease ends, and it is tried again.
            (error: unknown) => outages.failed('notices', error),
          )
          .finally(() => {
            free()
            underWay.delete(delivery)
          })
        underWay.add(delivery)
      },
    }
  }
  const waitOf = (workspaceId: string): number => {
    const now = performance.now()
    const end = Math.max(ends.get(workspaceId) ?? 0, now + FIRST_WAIT_MS) + APART_MS
    ends.set(workspaceId, end)
    return end - now
  }
  return {
    hasRoom: () => all() < MOST_UNDER_WAY,
    takeSlot: (workspaceId) => {
      const isFree = all() < MOST_UNDER_WAY && (slots.get(workspaceId) ?? 0) < MOST_OF_ONE
      if (!isFree) return { waitMs: waitOf(workspaceId) }
      ends.delete(workspaceId)
      return slotOf(workspaceId)
    },
    close: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** What came of it; a fault of our own, such as a secret that cannot be opened, is one that may be mended. */
async function resultOf(way: NoticeWay, notice: Notice): Promise<NoticeResult> {
  try {
    return await way(notice)
  } catch (error) {
    const because = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return { outcome: 'failed', because, isFinal: false }
  }
}

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    act()
  }
}
