import type { z } from 'zod'
import { prepareDatabase } from '../db/prepare-database.js'
import { loadSettings } from '../settings/load-settings.js'
import { openLogger } from '../telemetry/logger.js'
import { openOutages } from '../telemetry/outages.js'
import type { ServiceDefinition } from './service.js'
import { faultsOfKit, kitSettings } from './settings.js'
import { migrationsOf } from './start-service.js'

const migrationSettings = kitSettings
  .pick({
    NODE_ENV: true,
    DATABASE_URL: true,
    MIGRATION_DATABASE_URL: true,
    DATABASE_TLS_CA: true,
    LOG_LEVEL: true,
  })
  .required({ MIGRATION_DATABASE_URL: true })

/**
 * Brings the database of a service to what this release needs, and starts nothing: so that the processes that serve need
 * not be given the owner's password. A database that is away is waited for until the signal; may run again at any time.
 */
export async function migrateService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  { env, signal }: { readonly env: Readonly<Record<string, string | undefined>>; readonly signal: AbortSignal },
): Promise<void> {
  const settings = loadSettings(migrationSettings, env, (given) => faultsOfKit(given, true))
  const outages = openOutages({ logger: openLogger(definition.name, settings.LOG_LEVEL) })
  try {
    await prepareDatabase({ settings, folders: migrationsOf(definition), outages, signal })
  } finally {
    outages.close()
  }
}
