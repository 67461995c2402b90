import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type DestinationStream, type Logger, pino } from 'pino'

// Ids may be logged, people may not: whatever could hold personal data or a credential is cut out, at any place.
const PRIVATE = [
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'email',
  'phone',
  'address',
  'to',
  'traits',
  'identifiers',
  'properties',
  'context',
  'data',
  'body',
  'payload',
  'text',
  'texts',
  'answers',
  'url',
  'value',
]

/** Opens the JSON log of a service: one line for one thing that happened, with ids and never with bodies. */
export function openLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name: service,
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[private]' },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

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

// What is kept in memory while the disk is full.
const MOST_KEPT_CHARACTERS = 1_000_000

/**
 * A file for the logs of several services in one process, readable by its owner only; each line is written at once, so that
 * none is lost in a crash. A full disk ends nothing: the lines of that time are kept, as many as fit into a megabyte.
 */
export function openLogFile(path: string, failure: LogFailure): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const stream = pino.destination({ dest: path, sync: true, mode: 0o600, maxLength: MOST_KEPT_CHARACTERS })
  // The mode counts for a new file only.
  chmodSync(path, 0o600)
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
