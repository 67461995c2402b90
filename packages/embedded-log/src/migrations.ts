import { fileURLToPath } from 'node:url'
import { type MigrationFolder } from '@polyphon/service-kit/runtime'

/** The tables of the embedded log, which lives in a database of its own. */
export const embeddedLogMigrations: MigrationFolder = {
  set: 'log',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
}
