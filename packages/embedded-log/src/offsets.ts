import { asError } from '@polyphon/service-kit/runtime'
import type { Store } from './store.js'

const FLUSH_MS = 100

/** Where the readers of one subscription stand, written behind their backs at most ten times a second. */
export interface OffsetWriter {
  set(partitionId: number, next: bigint): void
  flush(): Promise<void>
}

export function openOffsetWriter(store: Store, group: string, onError: (error: Error) => void): OffsetWriter {
  let dirty = new Map<number, bigint>()
  let timer: NodeJS.Timeout | undefined
  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (dirty.size === 0) return
    const writing = dirty
    dirty = new Map()
    try {
      await store.saveOffsets(group, writing)
    } catch (error) {
      // Not written is not lost: the records are delivered again and recognised.
      for (const [id, next] of writing) if (!dirty.has(id)) dirty.set(id, next)
      onError(asError(error))
    }
  }
  return {
    set: (partitionId, next) => {
      dirty.set(partitionId, next)
      timer ??= setTimeout(() => void flush(), FLUSH_MS)
    },
    flush,
  }
}
