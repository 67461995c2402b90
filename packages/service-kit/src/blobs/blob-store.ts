/** What is known of a blob without reading it. */
export interface BlobStat {
  /** Its whole key, as a store knows it. */
  readonly key: string
  readonly bytes: number
  readonly putAt: Date
}

/** A part of a blob: `length` bytes from the offset `from` on, or all that follow. */
export interface BlobRange {
  readonly from?: number
  readonly length?: number
  /** Gives up waiting for it. */
  readonly signal?: AbortSignal
}

/**
 * Where blobs lie: a folder, or S3. It takes keys as they are and fails with its own errors; who uses blobs does so by `Blobs`,
 * which checks keys and names failures.
 */
export interface BlobStore {
  /**
   * Keeps what arrives under a key, with constant memory, and answers how many bytes these were. Nobody sees it before all of
   * it is there for good, and nobody ever sees half of it; what was there before is replaced. Where the bytes fail nothing is
   * kept.
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** The bytes of a range; none behind its end. Throws `BlobMissing` when the first is asked for, where there is no blob. */
  open(key: string, range: BlobRange): AsyncIterable<Buffer>
  stat(key: string): Promise<BlobStat | null>
  /** Removes a blob; where there is none, nothing happens. */
  remove(key: string): Promise<void>
  /** All blobs whose keys begin so, in no order. */
  list(prefix: string): AsyncIterable<BlobStat>
  /** Removes what is left of puts that died and that began before. */
  removeHalves(before: Date): Promise<void>
  /** Writes and removes something. */
  probe(): Promise<void>
  close(): void
}

/** There is no such blob; the store itself works. */
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing'

  constructor(key: string, options: { readonly cause?: unknown } = {}) {
    super(`There is no blob ${key}.`, options)
  }
}
