export { Database } from './db/database.js'
export { type Origin, type Tx } from './db/tx.js'
export {
  causedBy,
  type Handler,
  on,
  onBatch,
  onKinds,
  onMany,
  originOf,
  type Received,
  reads,
} from './events/handler.js'
export * as outbox from './events/outbox.js'
export { type Deps } from './http/deps.js'
export { etagOf, type IfMatch, requireVersion } from './http/if-match.js'
export { encodingInvalid, jsonInvalid } from './http/json-body.js'
export { firstFaults, invalidInput, Warnings } from './http/problem.js'
export { type Request, type Route, route } from './http/route.js'
export { Channel, Id, Key, Topic } from './http/values.js'
export { listOf } from './lists/answer.js'
export { defineService, type Feature, type OpenTools } from './service/service.js'
export { type KitSettings } from './service/settings.js'
export { settingMarks } from './settings/setting-marks.js'
export { type Outages } from './telemetry/outages.js'
export { cancelTimer, cancelTimers, setTimer, setTimers, setTimersAtLatest, type TimerKind } from './timers/timer.js'
export { wishesOf } from './values/accept.js'
export { AppError } from './values/errors.js'
export { derivedUuid, isUuid, momentOfUuid, uuidv7 } from './values/ids.js'
export { isDataError, sqlStateOf } from './values/unavailable.js'
export { type Batcher, openBatcher } from './waiting/batcher.js'
export { inTurns, openTurns, type TakeTurns } from './waiting/turns.js'
