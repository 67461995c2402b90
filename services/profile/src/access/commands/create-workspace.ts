import { sqlStateOf, type Tx } from '@polyphon/service-kit'
import { type Keyring, keyTaken, readDeletedByKey, saveWorkspace, type Workspace } from '@polyphon/service-kit/access'
import { NO_QUOTAS, SCOPES } from '@polyphon/values'
import { appendWorkspaceChanged } from '../steps/append-workspace-changed.js'
import { makeSigningKey } from '../steps/make-signing-key.js'
import { createKey } from './create-key.js'

export interface NewWorkspace {
  readonly key: string
  readonly name: string
  readonly mode: 'live' | 'test'
  readonly timeZone: string
  readonly locale: string
  readonly defaultRegion: string | null
}

export interface CreatedWorkspace {
  readonly workspace: Workspace
  readonly secretKey: { readonly id: string; readonly secret: string }
}

const UNIQUE_VIOLATION = '23505'

/** Makes a workspace with a first secret key and the key pair that signs its person tokens. */
export async function createWorkspace(outside: Tx, input: NewWorkspace, keyring: Keyring): Promise<CreatedWorkspace> {
  const workspace: Workspace = {
    ...input,
    id: outside.newId(),
    settings: {},
    version: 1,
    suspendedAt: null,
    quotas: NO_QUOTAS,
    createdAt: outside.now,
  }
  const tx = await outside.enter(workspace.id)
  if ((await readDeletedByKey(tx, input.key)) !== null || !(await isSaved(tx, workspace))) throw keyTaken('/body/key')
  appendWorkspaceChanged(tx, workspace)
  const { keyId, secret } = await createKey(tx, { kind: 'secret' }, SCOPES)
  if (secret === null) throw new Error('A secret key was made without a secret.')
  await makeSigningKey(tx, workspace.mode, keyring)
  return { workspace, secretKey: { id: keyId, secret } }
}

async function isSaved(tx: Tx, workspace: Workspace): Promise<boolean> {
  try {
    return await saveWorkspace(tx, workspace)
  } catch (error) {
    // Somebody else has taken the key between the look and the write.
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return false
    throw error
  }
}
