export { hashApiKey, type Mode, makeApiKey, readApiKey } from './auth/api-key.js'
export { type Caller, credentialMissing, credentialOf } from './auth/caller.js'
export { type WorkspaceDirectory } from './auth/directory.js'
export { hashLinkToken, makeLinkToken, workspaceOfLinkToken } from './auth/link-token.js'
export { holdsSecretKey, misplacedKey } from './auth/misplaced.js'
export { LONGEST_PERSON_TOKEN_SECONDS, type PersonTokenRequest, signPersonToken } from './auth/person-token.js'
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
} from './auth/store.js'
export { type StoredKey, type Workspace } from './auth/workspace.js'
export { type Keyring, openKeyring, secretsKeys } from './secrets/keyring.js'
export { noteKeyInUse, sealAtStart } from './secrets/keys-in-use.js'
