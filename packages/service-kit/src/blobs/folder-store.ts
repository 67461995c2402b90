import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sqlStateOf } from '../values/unavailable.js'
import { BlobMissing, type BlobRange, type BlobStat, type BlobStore } from './blob-store.js'

/** No part of a key begins with a dot. */
const HALVES = '.halves'
const ONLY_OURS = 0o700
const MOST_TRIES = 5

const isMissing = (error: unknown): boolean => /^(ENOENT|ENOTDIR)$/.test(sqlStateOf(error))

/**
 * Blobs as files below a folder. What arrives is written aside, made durable and renamed, so that a process or a machine that
 * dies leaves a whole file or none. Once it was there, a folder that is empty all at once is a disk that is not mounted: it
 * holds what it held, and nothing is missing, removed or put until it is back.
 */
export function openFolderStore(root: string, newId: () => string): BlobStore {
  const halves = join(root, HALVES)
  const pathOf = (key: string): string => join(root, ...key.split('/'))
  const requireThere = madeOnce(halves)
  const newHalf = async (): Promise<string> => {
    await requireThere()
    return join(halves, newId())
  }
  return {
    put: async (key, bytes) => {
      const half = await newHalf()
      try {
        const size = await writeFileFully(half, bytes)
        // Renamed only within it: where it is gone, no folder is made in its place.
        await requireThere()
        await moveInto(half, pathOf(key))
        return size
      } catch (error) {
        await rm(half, { force: true }).catch(ignore)
        throw error
      }
    },
    open: async function* (key, range) {
      try {
        yield* readRange(pathOf(key), range)
      } catch (error) {
        if (!isMissing(error)) throw error
        await requireThere()
        throw new BlobMissing(key, { cause: error })
      }
    },
    stat: async (key) => {
      const found = await statOf(pathOf(key), key)
      if (found === null) await requireThere()
      return found
    },
    remove: async (key) => {
      await requireThere()
      await rm(pathOf(key), { force: true })
      await removeEmpty(dirname(pathOf(key)), root)
    },
    list: async function* (prefix) {
      await requireThere()
      yield* walk(root, prefix)
    },
    removeHalves: (before) => removeOld(halves, before),
    probe: async () => {
      const half = await newHalf()
      try {
        await writeFileFully(half, probed())
      } finally {
        await rm(half, { force: true }).catch(ignore)
      }
    },
    close: ignore,
  }
}

const ignore = (): void => undefined

/** Makes a folder the first time, and fails from then on while it is not there. */
function madeOnce(folder: string): () => Promise<void> {
  let wasThere = false
  return async () => {
    if (wasThere) await stat(folder)
    else await mkdir(folder, { recursive: true, mode: ONLY_OURS })
    wasThere = true
  }
}

async function removeOld(folder: string, before: Date): Promise<void> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const found = await statOf(path, name)
    if (found !== null && found.putAt < before) await rm(path, { force: true })
  }
}

async function* probed(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('probe')
}

/** Writes a file that was not there, and answers its size once the disk has it. */
async function writeFileFully(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  try {
    let size = 0
    for await (const chunk of bytes) {
      await file.writeFile(chunk)
      size += chunk.length
    }
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

/** Whoever removes the last blob of a folder takes the folder along, perhaps at this moment. */
async function moveInto(half: string, path: string): Promise<void> {
  const folder = dirname(path)
  for (let attempt = 1; ; attempt += 1)
    try {
      const made = await mkdir(folder, { recursive: true, mode: ONLY_OURS })
      await rename(half, path)
      await syncFolder(folder)
      // A folder that was made lasts once the one that holds it is synced.
      for (let above = folder; made !== undefined && above.length >= made.length; ) {
        above = dirname(above)
        await syncFolder(above)
      }
      return
    } catch (error) {
      if (!isMissing(error) || attempt >= MOST_TRIES) throw error
    }
}

async function syncFolder(folder: string): Promise<void> {
  let opened: FileHandle
  try {
    opened = await open(folder, 'r')
  } catch (error) {
    // Its only blob was there and is removed already.
    if (isMissing(error)) return
    throw error
  }
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

async function removeEmpty(from: string, root: string): Promise<void> {
  try {
    for (let folder = from; folder.length > root.length; folder = dirname(folder)) await rmdir(folder)
  } catch {
    // It holds something, or somebody else has removed it.
  }
}

async function* readRange(path: string, { from = 0, length, signal }: BlobRange): AsyncGenerator<Buffer> {
  if (length === 0) return
  const end = length === undefined ? {} : { end: from + length - 1 }
  yield* createReadStream(path, { start: from, ...end, ...(signal === undefined ? {} : { signal }) })
}

async function statOf(path: string, key: string): Promise<BlobStat | null> {
  try {
    const { size, mtime } = await stat(path)
    return { key, bytes: size, putAt: mtime }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** The files of a folder and of those in it, one after the other. */
async function* walk(root: string, prefix: string): AsyncGenerator<BlobStat> {
  // What it begins with may end in the middle of a name.
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  for (const name of await namesIn(join(root, ...folder.split('/')))) {
    const key = `${folder}${name}`
    if (name.startsWith('.') || !(key.startsWith(prefix) || prefix.startsWith(`${key}/`))) continue
    const found = await stat(join(root, ...key.split('/'))).catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
    if (found?.isDirectory() === true) yield* walk(root, `${key}/`)
    else if (found !== undefined) yield { key, bytes: found.size, putAt: found.mtime }
  }
}
