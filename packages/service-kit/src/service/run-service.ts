import closeWithGrace from 'close-with-grace'
import type { z } from 'zod'
import { SettingsError } from '../settings/load-settings.js'
import { migrateService } from './migrate-service.js'
import type { ServiceDefinition } from './service.js'
import { startService } from './start-service.js'

// The longest grace that can be set, and then what finishing may take.
const SHUTDOWN_MS = 60_000 + 25_000

/**
 * Runs a service as a process of its own, until a signal ends it gracefully. Settings come from the environment. With the
 * word `migrate` it migrates the database and ends: 0 when all is there, otherwise 1.
 */
export async function runService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> {
  if (words.length === 0) return serve(definition)
  if (words.length === 1 && words[0] === 'migrate') return migrateAndEnd(definition)
  process.stderr.write(`Usage: node dist/main.js [migrate]\n`)
  process.exitCode = 2
}

async function migrateAndEnd<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
): Promise<void> {
  const ending = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ending.abort())
  try {
    await migrateService(definition, { env: process.env, signal: ending.signal })
    process.stdout.write(`The database of ${definition.name} is what this release needs.\n`)
  } catch (error) {
    process.stderr.write(`The database of ${definition.name} is not migrated. ${textOf(error)}\n`)
    process.exitCode = 1
  }
}

const textOf = (error: unknown): string =>
  error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error)

async function serve<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
): Promise<void> {
  // A consumer that died for good, or a bug, must not leave a process behind that only looks alive.
  const die = (error: Error): void => {
    process.stderr.write(`${definition.name} cannot go on: ${error.message}\n`)
    process.exit(1)
  }
  const waiting = new AbortController()
  const starting = startService(definition, { env: process.env, onDead: die, signal: waiting.signal })
  closeWithGrace({ delay: SHUTDOWN_MS }, async ({ err }) => {
    waiting.abort()
    const service = await starting.catch(() => undefined)
    await service?.close()
    if (err !== undefined) process.exitCode = 1
  })
  try {
    await starting
  } catch (error) {
    // A signal has ended the start; the process ends as it would have later.
    if (waiting.signal.aborted) return
    process.stderr.write(`${definition.name} did not start. ${textOf(error)}\n`)
    process.exit(1)
  }
}
