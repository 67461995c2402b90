export { connectionTo, type DatabaseAddress } from './db/address.js'
export { type MigrationFolder, migrate } from './db/migrate.js'
export { parseHeaders } from './log/headers.js'
export {
  type AssignedPartition,
  type EventLog,
  type LogChunk,
  type LogRecord,
  type OutgoingRecord,
  type PartitionEnd,
  type SubscribeOptions,
  type Subscription,
  type TopicSettings,
  WrongOffset,
} from './log/log.js'
export { AppError } from './values/errors.js'
export { asError } from './waiting/as-error.js'
export { backoffMs } from './waiting/back-off.js'
export { endsWithin } from './waiting/ends-within.js'
export { createGate } from './waiting/gate.js'
export { createSignal, type Signal } from './waiting/signal.js'
