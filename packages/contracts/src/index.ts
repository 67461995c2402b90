export { eventByType, events } from './catalogue.js'
export {
  type CloudEventResult,
  type DecodedEvent,
  type DecodeResult,
  decodeEvent,
  type EncodedRecord,
  encodeEvent,
  type OutgoingEvent,
  type ParseResult,
  parseEvent,
  type RawRecord,
  readCloudEvent,
} from './cloudevents.js'
export {
  type DataOf,
  type Deprecation,
  defineEvent,
  type EventDefinition,
  type EventOf,
  recordKey,
  serviceOf,
} from './define-event.js'
export { asyncApiDocument, type Reader } from './documents/async-api.js'
export { generateDocuments } from './documents/generate-documents.js'
export { eventSchemas } from './documents/json-schema.js'
export { keyForms } from './documents/key-forms.js'
export * from './events/accounts.js'
export * from './events/collected.js'
export * from './events/conversations.js'
export * from './events/dead-letters.js'
export * from './events/deletion.js'
export * from './events/directory.js'
export * from './events/encounters.js'
export * from './events/feedback.js'
export * from './events/forgotten.js'
export * from './events/insights.js'
export * from './events/journey.js'
export * from './events/listening.js'
export * from './events/maps.js'
export * from './events/messaging.js'
export * from './events/privacy.js'
export * from './events/profile.js'
export * from './events/units.js'
export * from './events/work.js'
export { Owner } from './owner.js'
export type { Responsibility } from './responsibility.js'
export {
  type ServiceName,
  services,
  type TopicDefinition,
  type TopicName,
  topicByName,
  topicNames,
  topics,
} from './topics.js'
export * from './values.js'
