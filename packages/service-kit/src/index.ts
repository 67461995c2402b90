export { hashApiKey, type Mode, makeApiKey, readApiKey } from './auth/api-key.js'
export { type Caller, credentialMissing, credentialOf } from './auth/caller.js'
export type { WorkspaceDirectory } from './auth/directory.js'
export { hashLinkToken, makeLinkToken, workspaceOfLinkToken } from './auth/link-token.js'
export { holdsSecretKey, misplacedKey } from './auth/misplaced.js'
export {
  LONGEST_PERSON_TOKEN_SECONDS,
  type PersonTokenRequest,
  signPersonToken,
} from './auth/person-token.js'
export {
  readKey,
  readKeys,
  readLocator,
  readWorkspace,
  saveKey,
  saveLocator,
  saveLocators,
  saveWorkspace,
} from './auth/store.js'
export type { StoredKey, Workspace } from './auth/workspace.js'
export { findSubject } from './copies/find-subject.js'
export { keepPeople, type PeopleHooks } from './copies/people.js'
export { findByIdentifier, followAlias, followAliases, readPeople, readPerson } from './copies/people-store.js'
export { keepPermissions } from './copies/permissions.js'
export { type KnownPermission, readPermissions } from './copies/permissions-store.js'
export type { Person } from './copies/person.js'
export { readPhoneNormaliser } from './copies/phones.js'
export type { Copies, Ends } from './copies/progress.js'
export { byAnyIdSql, currentIdSql } from './db/any-id.js'
export { Database, type DatabaseOptions } from './db/database.js'
export { assertBoundByRowSecurity, type MigrationFolder, migrate } from './db/migrate.js'
export { makeDatabases, type ServiceDatabase } from './db/provision.js'
export type { Origin, Tx } from './db/tx.js'
export { sqlStateOf } from './db/unavailable.js'
export { type Dedupe, type Handler, on, onBatch, onMany, type Received } from './events/handler.js'
export * as outbox from './events/outbox.js'
export type { Access } from './http/access.js'
export { decodeCursor, listOf, page, readPage } from './http/cursor.js'
export type { Deps } from './http/deps.js'
export { encodingInvalid, jsonInvalid } from './http/json-body.js'
export { etagOf } from './http/perform.js'
export { faultsOfZod, firstFaults, invalidInput, Problem, Warning, Warnings } from './http/problem.js'
export { type Answer, type Request, type Route, route, type TextAnswer } from './http/route.js'
export { Channel, Id, Key, Topic } from './http/values.js'
export { type Counters, MemoryCounters } from './limits/counters.js'
export { RedisCounters } from './limits/counters-redis.js'
export { openKafkaLog } from './log/kafka-log.js'
export type { EventLog, LogChunk, LogRecord, OutgoingRecord, Subscription, TopicSettings } from './log/log.js'
export { type Keyring, openKeyring, secretsKeys } from './secrets/keyring.js'
export { noteKeyInUse, sealAtStart } from './secrets/keys-in-use.js'
export { documentOf } from './service/describe-service.js'
export { runService } from './service/run-service.js'
export { defineService, type Feature, type OpenTools, type ServiceDefinition } from './service/service.js'
export { describeSettings, type KitSettings, kitSettings } from './service/settings.js'
export {
  migrationsOf,
  type RunningService,
  type StartOptions as Surroundings,
  startService,
} from './service/start-service.js'
export { loadSettings, SettingsError } from './settings/load-settings.js'
export { settingMarks } from './settings/setting-marks.js'
export { type LogFile, openLogFile, openLogger } from './telemetry/logger.js'
export {
  cancelTimer,
  cancelTimers,
  type Due,
  setTimer,
  setTimers,
  setTimersAtLatest,
  type TimerKind,
} from './timers/timer.js'
export { AppError, type ErrorKind, statusOf } from './values/errors.js'
export { derivedUuid, isUuid, momentOfUuid, uuidv7 } from './values/ids.js'
export { type Batcher, type BatcherOptions, openBatcher } from './waiting/batcher.js'
export { inTurns, openTurns, type TakeTurns } from './waiting/turns.js'
