import { fileURLToPath } from 'node:url'
import type { MigrationFolder } from '../db/migrate.js'

/** The tables of the embedded log, which lives in a database of its own. */
export const embeddedLogMigrations: MigrationFolder = {
  set: 'log',
  folder: fileURLToPath(new URL('../../migrations/log', import.meta.url)),
}
