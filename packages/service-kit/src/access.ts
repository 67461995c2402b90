export { hashApiKey, type Mode, makeApiKey, readApiKey } from './auth/api-key.js'
export { type Author, authorOf, staffBehind } from './auth/author.js'
export { readCalendars, removeCalendar, saveCalendar } from './auth/calendar-store.js'
export { type Caller, credentialMissing, credentialOf, workspaceOf } from './auth/caller.js'
export { type WorkspaceDirectory } from './auth/directory.js'
export {
  checkPublicKey,
  KeyKind,
  Origins,
  PublicKey,
  Region,
  refuseExpired,
  refuseOtherKinds,
  Scopes,
  WorkspaceName,
} from './auth/key-forms.js'
export { hashLinkToken, makeLinkToken, workspaceOfLinkToken } from './auth/link-token.js'
export { holdsSecretKey, misplacedKey } from './auth/misplaced.js'
export { LONGEST_PERSON_TOKEN_SECONDS, type PersonTokenRequest, signPersonToken } from './auth/person-token.js'
export {
  type ClaimNames,
  type IdentityProvider,
  readIdentityProvider,
  readProvidersOf,
  saveIdentityProvider,
} from './auth/provider-store.js'
export { type AccessPut, keyTaken } from './auth/put-access-key.js'
export { STAFF_ALGORITHMS } from './auth/read-key-set.js'
export { EVERYTHING, type Remit, unitsWithin } from './auth/remit.js'
export {
  type Absence,
  isStaffRole,
  isValidAt,
  STAFF_ROLES,
  type Staff,
  type StaffDetails,
  type StaffRole,
  type Unit,
} from './auth/staff.js'
export {
  emailKeyOf,
  isUnit,
  readKnownStaff,
  readStaff,
  readStaffByEmail,
  readStaffOfCalendar,
  readStaffOfUnit,
  readUnits,
  removeUnit,
  STAFF_COLUMNS,
  type StaffRow,
  saveStaff,
  saveUnit,
  toStaff,
} from './auth/staff-store.js'
export {
  LONGEST_STAFF_TOKEN_SECONDS,
  STAFF_SIGNING_SCOPES,
  signStaffToken,
} from './auth/staff-token.js'
export {
  lockWorkspace,
  readKey,
  readKeys,
  readLocator,
  readWorkspace,
  saveKey,
  saveLocator,
  saveLocators,
  saveWorkspace,
  toWorkspace,
  WORKSPACE_COLUMNS,
  type WorkspaceRow,
} from './auth/store.js'
export { type StoredKey, type Workspace } from './auth/workspace.js'
export { wakeWorkspace } from './copies/wake-workspace.js'
export { readClock, saveClock, type WorkspaceClock } from './db/clock-store.js'
export {
  addReceipt,
  type DeletedWorkspace,
  readDeleted,
  readDeletedByKey,
} from './db/deleted-workspaces.js'
export { beginDeletion } from './deletion/begin-deletion.js'
export { type OutsideAnswer } from './outside/outside.js'
export { OutsideError } from './outside/outside-error.js'
export { readRetryAfter } from './outside/retry-after.js'
export { type Keyring, openKeyring, secretsKeys } from './secrets/keyring.js'
export { noteKeyInUse } from './secrets/keys-in-use.js'
