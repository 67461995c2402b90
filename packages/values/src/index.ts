export { DATA_CLASSES, type DataClass, KEPT_BY_OPERATOR, KEPT_WITH_PERSON } from './access/data-classes.js'
export { type PersonSubject, readPersonSubject, writePersonSubject } from './access/person-subject.js'
export { NO_QUOTAS, type QuotaName, quotasOf, WorkspaceQuotas } from './access/quotas.js'
export { PUBLIC_SCOPES, SCOPES, type Scope } from './access/scopes.js'
export { SERVICES, type ServiceName } from './access/services.js'
export {
  changeSettings,
  settingsOf,
  WorkspaceSettings,
  WorkspaceSettingsChange,
} from './access/workspace-settings.js'
export { firstCharacters, isLonger } from './characters.js'
export { type Codes, type CodeText, fault, letter, problem, warning } from './codes.js'
export {
  allowsPurpose,
  CONSENT_STATES,
  type Consent,
  type ConsentState,
  type Consents,
  consentAt,
  DEFAULT_PURPOSE,
  EVERY_PURPOSE,
  needsConsent,
  Purpose,
  type PurposeRules,
} from './consents/consent.js'
export { DecisionProof, DecisionProofView, showProof, timeOfDecision } from './consents/decision.js'
export { type Fault, pointerTo } from './fault.js'
export { groupBy } from './group.js'
export { LONGEST_ADDRESS, normaliseAddress } from './identifiers/address.js'
export { CHANNELS, type Channel, channelName, identifierTypeOf, readChannel } from './identifiers/channel.js'
export { normaliseEmail } from './identifiers/email.js'
export {
  type Identifier,
  identifierOf,
  keyOf,
  LONGEST_VALUE,
  normaliseId,
  normaliseIdentifier,
  normaliseType,
} from './identifiers/identifier.js'
export { type PhoneNormaliser, phoneNormaliser } from './identifiers/phone.js'
export { topicName } from './identifiers/topic-name.js'
export { composed, isComposedJson } from './json/composed.js'
export { charsetOf, type Decoded, decodeText, decodeUtf8, isUtf8Label, isUtf8Url } from './json/decode.js'
export { DEEPEST_JSON, hasMoreValues, isDeeperText, isDeeperValue } from './json/depth.js'
export { isObject, type JsonObject } from './json/object.js'
export { inexactText, type ParsedJson, parseJson, writeJson } from './json/parse.js'
export {
  faultOfText,
  findUnstorable,
  isSuspiciousJson,
  NAME_NOT_ALLOWED,
  NUMBER_NOT_EXACT,
  replaceUnstorable,
} from './json/storable.js'
export { chooseLocale } from './locale/choose-locale.js'
export { canonicalLocale, Locale, readLocale } from './locale/read-locale.js'
export { nearest } from './nearest.js'
export { nfc } from './nfc.js'
export {
  EVERY_ELEMENT,
  leadsToInherited,
  PATH_FORM,
  type PathSegment,
  parsePath,
  parsePathBelow,
  readPathAt,
  valueAtPath,
  valuesAt,
  writePath,
} from './path/path.js'
export { shortened } from './shortened.js'
export {
  addBusinessMs,
  businessMs,
  Calendar,
  faultsOfCalendar,
  isBusinessTime,
  nextBusinessTime,
} from './time/calendar.js'
export {
  firstMomentOfDay,
  momentOfWall,
  offsetMs,
  offsetsOf,
  type WallTime,
  wallTime,
  type ZoneOffset,
} from './time/civil.js'
export { addDuration, Duration, durationMs, SignedDuration } from './time/duration.js'
export { EARLIEST_MOMENT, isUsualMoment, LATEST_MOMENT, readMoment, readTime, readTimestamp } from './time/moment.js'
export { finerThanMs, saysOffset } from './time/precision.js'
export { Moment, Timestamp } from './time/timestamp.js'
export { nextInWindow, Window } from './time/window.js'
export { canonicalZone, storedZone, TimeZone } from './time/zone.js'
