export { kitCodes } from './codes/kit-codes.js'
export { connectionTo, type DatabaseAddress } from './db/address.js'
export { type DatabaseOptions } from './db/database.js'
export { type MigrationFolder, migrate } from './db/migrate.js'
export { makeDatabases, type ServiceDatabase } from './db/provision.js'
export { type Dedupe } from './events/handler.js'
export { type Access } from './http/access.js'
export { standsInWords } from './http/codes-in-words.js'
export { definitionSchemas } from './http/definition-schemas.js'
export { faultsOfZod, Problem } from './http/problem.js'
export { type Answer, type TextAnswer } from './http/route.js'
export { parseHeaders } from './log/headers.js'
export {
  type AssignedPartition,
  type EventLog,
  type LogChunk,
  type LogLook,
  type LogRecord,
  type OutgoingRecord,
  type PartitionEnd,
  type PartitionSince,
  type SubscribeOptions,
  type Subscription,
  type TopicSettings,
  WrongOffset,
} from './log/log.js'
export { readersOf } from './service/describe-readers.js'
export { codesOf, describedRoutes, documentOf } from './service/describe-service.js'
export { runService } from './service/run-service.js'
export { personalOf, type ServiceDefinition } from './service/service.js'
export { describeSettings, kitSettings } from './service/settings.js'
export {
  migrationsOf,
  type RunningService,
  type StartOptions,
  startService,
} from './service/start-service.js'
export { loadSettings, SettingsError } from './settings/load-settings.js'
export { isServerFailure } from './telemetry/failure.js'
export { type LogFailure, openLogFile } from './telemetry/log-file.js'
export { openLogger } from './telemetry/logger.js'
export { describeMetrics } from './telemetry/metrics.js'
export { openOutages } from './telemetry/outages.js'
export { type Due } from './timers/timer.js'
export { type ErrorKind, statusOf } from './values/errors.js'
export { asError } from './waiting/as-error.js'
export { backoffMs } from './waiting/back-off.js'
export { type BatcherOptions } from './waiting/batcher.js'
export { endsWithin } from './waiting/ends-within.js'
export { createLimit as createGate } from './waiting/limit.js'
export { createSignal, type Signal } from './waiting/signal.js'
