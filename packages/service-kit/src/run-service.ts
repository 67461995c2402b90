import closeWithGrace from 'close-with-grace'
import type { z } from 'zod'
import type { ServiceDefinition } from './service.js'
import { SettingsError } from './settings.js'
import { startService } from './start-service.js'

const SHUTDOWN_MS = 25_000

/** Runs a service as a process of its own, until a signal ends it gracefully. Settings come from the environment. */
export async function runService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
): Promise<void> {
  try {
    // A consumer that died for good, or a bug, must not leave a process behind that only looks alive.
    const die = (error: Error): void => {
      process.stderr.write(`${definition.name} cannot go on: ${error.message}\n`)
      process.exit(1)
    }
    const service = await startService(definition, { env: process.env, onDead: die })
    closeWithGrace({ delay: SHUTDOWN_MS }, async ({ err }) => {
      await service.close()
      if (err !== undefined) process.exitCode = 1
    })
  } catch (error) {
    const text = error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error)
    process.stderr.write(`${definition.name} did not start. ${text}\n`)
    process.exit(1)
  }
}
