export { type EmbeddedLog, type EmbeddedLogOptions, openEmbeddedLog } from './embedded-log.js'
export { embeddedLogMigrations } from './migrations.js'
