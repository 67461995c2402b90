import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { DestinationStream } from 'pino'
import roll from 'pino-roll'

export interface LogFile {
  readonly stream: DestinationStream
  /** Writes out what is still in memory. */
  flush(): void
}

/** Called when a log file can no longer be written, and when it can again, with how many lines were lost in between. */
export interface LogFailure {
  failed(error: Error): void
  mended(lost: number): void
}

/** How much of its log a service keeps: so many files of that size at most. */
export interface LogSize {
  readonly megabytes: number
  readonly files: number
}

// What is kept in memory while the disk is full.
const MOST_KEPT_CHARACTERS = 1_000_000

/**
 * Opens `<folder>/<name>.<number>.log`, to which `<folder>/current.log` leads, readable by their owner only. A file that has
 * grown to its size is followed by the next one, and the oldest goes. Each line is written at once, so that none is lost in a
 * crash. A full disk ends nothing: the lines of that time are kept, as many as fit into a megabyte. Where the file system has
 * no links, nothing leads to the newest file.
 */
export async function openLogFile(
  { folder, name }: { readonly folder: string; readonly name: string },
  { megabytes, files }: LogSize,
  failure: LogFailure,
): Promise<LogFile> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // The mode counts for a new folder only.
  chmodSync(folder, 0o700)
  const stream = await roll({
    file: join(folder, name),
    extension: '.log',
    size: `${megabytes}m`,
    limit: { count: files, removeOtherLogFiles: true },
    symlink: canLink(join(folder, 'current.log')),
    sync: true,
    mode: 0o600,
    maxLength: MOST_KEPT_CHARACTERS,
  })
  let hasFailed = false
  let lost = 0
  stream.on('error', (error: Error) => {
    if (!hasFailed) failure.failed(error)
    hasFailed = true
  })
  stream.on('drop', () => {
    lost += 1
  })
  // Everything has been written; a single write may also be a part of a line.
  stream.on('drain', () => {
    if (!hasFailed) return
    hasFailed = false
    failure.mended(lost)
    lost = 0
  })
  return {
    // Only this much of it, as pino would flush it by itself at the worst moment.
    stream: { write: (line) => void stream.write(line) },
    // A flush of what cannot be written would try again for ever and block the process: it is lost with it.
    flush: () => {
      if (!hasFailed) stream.flushSync()
    },
  }
}

/** Whether a link can be there. What a copy of the folder has made of it, a file with lines that others hold, gives way. */
function canLink(path: string): boolean {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) return true
    rmSync(path, { force: true })
    symlinkSync('.', path)
    return true
  } catch {
    return false
  }
}
