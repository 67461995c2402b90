export { makeApiKey } from '@polyphon/service-kit/access'
export { type CopyOptions, copyPostgres } from './copy-postgres.js'
export { APP_ROLE, type FreshDatabase, freshDatabase } from './database.js'
export { type EventTap, type PublishedEvent, traceOf } from './event-tap.js'
export { type EventuallyOptions, eventually } from './eventually.js'
export { type Call, type CallOptions, caller } from './http-call.js'
export { makeWorkspace, type TestWorkspace } from './make-workspace.js'
export { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './otlp.js'
export { type PersonalCheck, personalChecks, plantUndeclared } from './personal-checks.js'
export {
  openPersonalDatabase,
  type PersonalDatabase,
  type PlantedPerson,
  type PlantedValues,
} from './personal-data.js'
export { openEvents, type ReadEvents } from './read-events.js'
export {
  ADMIN_TOKEN,
  startTestService,
  type TestService,
  type TestServiceOptions,
} from './service.js'
