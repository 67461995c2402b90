import { z } from 'zod'
import type { Outages } from '../telemetry/outages.js'
import { blobFailureOf, blobsUnavailable } from './blob-failure.js'
import { BlobMissing, type BlobRange, type BlobStat, type BlobStore } from './blob-store.js'

/** A blob of a workspace, by its name in it. */
export interface FoundBlob {
  readonly name: string
  readonly bytes: number
  readonly putAt: Date
}

/**
 * The blobs of one workspace, by names such as `imports/<jobId>`. A name is made by our code, of parts between slashes that
 * begin with no dot and have at most 200 bytes; another one is a bug and throws. Every failure of the store is
 * `blobs_unavailable` (503).
 */
export interface WorkspaceBlobs {
  /**
   * Keeps what arrives, with constant memory, and answers how many bytes these were. Before all of it is there nobody sees
   * anything of it. Throws what `bytes` throws, and keeps nothing then.
   */
  put(name: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** The bytes of a range; none behind its end. Throws `BlobMissing` where there is no such blob. */
  open(name: string, range?: BlobRange): AsyncIterable<Buffer>
  /** What is known of it; null where there is no such blob. */
  stat(name: string): Promise<FoundBlob | null>
  /** Where there is none, nothing happens. */
  remove(name: string): Promise<void>
  /** Those in a folder such as `imports`, or all; in no order. */
  list(folder?: string): AsyncIterable<FoundBlob>
}

/**
 * What is too large for a row of a table, by workspace. But for exports, only the service that has put a blob reads it; it has
 * no address outside.
 */
export interface Blobs {
  of(workspaceId: string): WorkspaceBlobs
  /** What the services hand each other of exports: the same for all that have the same store. */
  exports(workspaceId: string): WorkspaceBlobs
  /** Removes what is left of puts that died more than a day ago. */
  removeHalves(now: Date): Promise<void>
  /** Writes something and removes it. */
  probe(): Promise<void>
  /** What readiness asks: it is probed at the first time and while it does not work, and else believed. */
  check(): Promise<void>
  close(): void
}

export interface BlobsOptions {
  readonly store: BlobStore
  /** Whose blobs these are: services may share a store, and none sees what is another one's. */
  readonly service: string
  readonly outages: Pick<Outages, 'failedBy' | 'works' | 'isAway'>
}

/** As outages name it. */
export const BLOBS = 'blobs'
const HALF_MS = 86_400_000

/** Calls a store, and says of what fails that the store does not work. */
interface Asking {
  ask<T>(work: () => Promise<T>): Promise<T>
  read<T>(items: AsyncIterable<T>): AsyncIterable<T>
}

function asking(outages: BlobsOptions['outages']): Asking {
  const failed = (error: unknown): Error => {
    outages.failedBy(BLOBS, blobFailureOf(error))
    return blobsUnavailable(error)
  }
  return {
    ask: async (work) => {
      try {
        const answer = await work()
        outages.works(BLOBS)
        return answer
      } catch (error) {
        throw failed(error)
      }
    },
    read: async function* (items) {
      try {
        yield* items
        outages.works(BLOBS)
      } catch (error) {
        throw error instanceof BlobMissing ? error : failed(error)
      }
    },
  }
}

export function openBlobs({ store, service, outages }: BlobsOptions): Blobs {
  const calls = asking(outages)
  const probe = (): Promise<void> => calls.ask(() => store.probe())
  let hasLooked = false
  return {
    exports: (workspaceId) => blobsOf(store, `exports/${z.uuid().parse(workspaceId)}/`, calls),
    of: (workspaceId) => blobsOf(store, `${service}/${z.uuid().parse(workspaceId)}/`, calls),
    removeHalves: (now) => calls.ask(() => store.removeHalves(new Date(now.getTime() - HALF_MS))),
    probe,
    check: async () => {
      if (hasLooked && !outages.isAway(BLOBS)) return
      await probe()
      hasLooked = true
    },
    close: () => store.close(),
  }
}

/** The blobs whose keys begin with a folder, by the rest of these keys. */
function blobsOf(store: BlobStore, folder: string, { ask, read }: Asking): WorkspaceBlobs {
  const keyOf = (name: string): string => `${folder}${checkedName(name)}`
  const found = ({ key, bytes, putAt }: BlobStat): FoundBlob => ({ name: key.slice(folder.length), bytes, putAt })
  return {
    put: async (name, bytes) => {
      const key = keyOf(name)
      return putFrom(bytes, (source) => store.put(key, source), ask)
    },
    open: (name, range = {}) => read(store.open(keyOf(name), range)),
    stat: async (name) => {
      const key = keyOf(name)
      const stat = await ask(() => store.stat(key))
      return stat === null ? null : found(stat)
    },
    remove: async (name) => {
      const key = keyOf(name)
      await ask(() => store.remove(key))
    },
    list: async function* (within) {
      const prefix = within === undefined ? folder : `${keyOf(within)}/`
      for await (const stat of read(store.list(prefix))) yield found(stat)
    },
  }
}

/** What the bytes themselves throw is no failure of the store, and passed on as it is. */
async function putFrom(
  bytes: AsyncIterable<Uint8Array>,
  put: (source: AsyncIterable<Uint8Array>) => Promise<number>,
  ask: Asking['ask'],
): Promise<number> {
  let broken: { readonly error: unknown } | undefined
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes
    } catch (error) {
      broken = { error }
      throw error
    }
  }
  const written = await ask(() =>
    put(watched()).catch((error: unknown) => {
      if (broken === undefined) throw error
      return 0
    }),
  )
  if (broken !== undefined) throw broken.error
  return written
}

const LONGEST_NAME = 600
const LONGEST_PART = 200
// oxlint-disable-next-line no-control-regex -- these are what no part may hold
const FORBIDDEN = /[\u0000-\u001F\u007F\\]/

/** The name itself, if it is one: it leads neither out of its folder nor to what a store keeps for itself. */
function checkedName(name: string): string {
  const isGood =
    name.isWellFormed() &&
    Buffer.byteLength(name) <= LONGEST_NAME &&
    !FORBIDDEN.test(name) &&
    name.split('/').every((part) => part !== '' && !part.startsWith('.') && Buffer.byteLength(part) <= LONGEST_PART)
  if (!isGood) throw new RangeError(`This is no name of a blob: ${JSON.stringify(name)}`)
  return name
}
