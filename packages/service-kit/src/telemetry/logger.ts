import { type DestinationStream, type Logger, pino } from 'pino'
import { createErrorSerializer } from './log-error.js'
import { scrub } from './scrub.js'

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
  'ip',
]

/** Opens the JSON log of a service: one line for one thing that happened, with ids and never with bodies. */
export function openLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name: service,
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[private]' },
    serializers: { err: createErrorSerializer() },
    // Whatever a text holds by accident is cut out of the whole line.
    hooks: { streamWrite: scrub },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}
