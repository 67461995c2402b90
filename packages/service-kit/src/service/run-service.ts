import closeWithGrace from 'close-with-grace'
import type { z } from 'zod'
import { SettingsError } from '../settings/load-settings.js'
import type { ServiceDefinition } from './service.js'
import { startService } from './start-service.js'

// The longest grace that can be set, and then what finishing may take.
const SHUTDOWN_MS = 60_000 + 25_000

/** Runs a service as a process of its own, until a signal ends it gracefully. Settings come from the environment. */
export async function runService<Settings extends z.ZodObject, Tools>(
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
    const text = error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error)
    process.stderr.write(`${definition.name} did not start. ${text}\n`)
    process.exit(1)
  }
}
