export { allowsPurpose } from './copies/allows-purpose.js'
export { findSubject } from './copies/find-subject.js'
export { keepPeople, type PeopleHooks } from './copies/people.js'
export {
  findByIdentifier,
  followAlias,
  followAliases,
  type ObeyedRestriction,
  readPeople,
  readPerson,
} from './copies/people-store.js'
export { keepPermissions } from './copies/permissions.js'
export { type KnownPermission, readPermissions } from './copies/permissions-store.js'
export { type Person } from './copies/person.js'
export { readPhoneNormaliser } from './copies/phones.js'
export { type Copies, type Ends } from './copies/progress.js'
export { type CopyLook, CopyWait, lookAgainAt, NOT_LOOKED_YET, waitForCopy } from './copies/wait-for-copy.js'
export { byAnyIdSql, currentIdSql } from './db/any-id.js'
export { fromEveryTopic } from './events/handler.js'
export { messageFactId, withReached } from './events/reached.js'
