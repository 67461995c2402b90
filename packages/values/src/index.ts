export { type PersonSubject, readPersonSubject, writePersonSubject } from './access/person-subject.js'
export { SCOPES, type Scope } from './access/scopes.js'
export { SERVICES, type ServiceName } from './access/services.js'
export { type Fault, pointerTo } from './fault.js'
export { LONGEST_ADDRESS, normaliseAddress } from './identifiers/address.js'
export { CHANNELS, type Channel, identifierTypeOf, readChannel } from './identifiers/channel.js'
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
