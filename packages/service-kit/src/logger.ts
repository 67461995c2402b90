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

/** A file for the logs of several services in one process; each line is written at once, so that none is lost in a crash. */
export function openLogFile(path: string): LogFile {
  const stream = pino.destination({ dest: path, mkdir: true, sync: true })
  return { stream, flush: () => stream.flushSync() }
}
