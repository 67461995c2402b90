import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sqlStateOf } from '../values/unavailable.js'
import { BlobMissing, type BlobStat, type BlobStore } from './blob-store.js'

/** No part of a key begins with a dot. */
const HALVES = '.halves'
const ONLY_OURS = 0o700
const MOST_TRIES = 5

const isMissing = (error: unknown): boolean => /^(ENOENT|ENOTDIR)$/.test(sqlStateOf(error))

/**
 * Blobs as files below a folder. What arrives is written aside, made durable and renamed, so that a process or a machine that
 * dies leaves a whole file or none.
 */
export function openFolderStore(root: string, newId: () => string): BlobStore {
  const pathOf = (key: string): string => join(root, ...key.split('/'))
  const newHalf = async (): Promise<string> => {
    await mkdir(join(root, HALVES), { recursive: true, mode: ONLY_OURS })
    return join(root, HALVES, newId())
  }
  return {
    put: async (key, bytes) => {
      const half = await newHalf()
      try {
        const size = await writeFileFully(half, bytes)
        await moveInto(half, pathOf(key))
        return size
      } catch (error) {
        await rm(half, { force: true }).catch(ignore)
        throw error
      }
    },
    open: (key, range) => readRange(pathOf(key), key, range),
    stat: (key) => statOf(pathOf(key), key),
    remove: async (key) => {
      await rm(pathOf(key), { force: true })
      await removeEmpty(dirname(pathOf(key)), root)
    },
    list: (prefix) => walk(root, prefix),
    removeHalves: async (before) => {
      for (const name of await namesIn(join(root, HALVES))) {
        const half = join(root, HALVES, name)
        const found = await statOf(half, name)
        if (found !== null && found.putAt < before) await rm(half, { force: true })
      }
    },
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
      await mkdir(folder, { recursive: true, mode: ONLY_OURS })
      await rename(half, path)
      await syncFolder(folder)
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

async function* readRange(
  path: string,
  key: string,
  { from = 0, length, signal }: Parameters<BlobStore['open']>[1],
): AsyncGenerator<Buffer> {
  if (length === 0) return
  const end = length === undefined ? {} : { end: from + length - 1 }
  try {
    yield* createReadStream(path, { start: from, ...end, ...(signal === undefined ? {} : { signal }) })
  } catch (error) {
    throw isMissing(error) ? new BlobMissing(key, { cause: error }) : error
  }
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
