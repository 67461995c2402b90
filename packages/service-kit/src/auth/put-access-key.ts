import type { Fault } from '@polyphon/values'
import { readDeleted, readDeletedByKey } from '../db/deleted-workspaces.js'
import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import { hashApiKey, makeApiKey, readApiKey } from './api-key.js'
import { type AccessPutDecision, type AccessPutRefusal, type AccessWish, decideAccessPut } from './decide-access-put.js'
import {
  addKey,
  addWorkspace,
  changeKey,
  changeWorkspace,
  isWorkspaceKeyTaken,
  lockKeptKey,
  lockKeptWorkspace,
} from './put-store.js'
import type { StoredKey, Workspace } from './workspace.js'

/** What was put, in the transaction that puts it: for the service whose workspaces and keys all others follow. */
export interface AccessPut {
  readonly workspace: Workspace
  readonly isNewWorkspace: boolean
  readonly key: StoredKey
  readonly isNewKey: boolean
}

export interface AccessPutOptions {
  /** The secret of the key, where its maker hands it over instead of a hash. */
  readonly secret?: string | undefined
  /** Tells the others, where these rows are the truth. Without it they are a copy, in which a call may put what profile has not said. */
  readonly publish?: ((tx: Tx, put: AccessPut) => Promise<void>) | undefined
}

export interface PutAccess extends AccessPut {
  /** Shown once: the secret that was made here. */
  readonly secret: string | null
  /** Whether profile has said what this key is. */
  readonly isKeptByProfile: boolean
}

type Refused = Extract<AccessPutDecision, { outcome: 'refused' }>

const REFUSALS: Readonly<Record<AccessPutRefusal, readonly ['conflict' | 'unprocessable', string]>> = {
  workspace_unknown: ['unprocessable', 'The workspace is not known here, and too little is said of it to make it.'],
  workspace_differs: ['conflict', 'The workspace is another one than the call says.'],
  key_of_other_workspace: ['conflict', 'Another workspace has a key with this id.'],
  key_differs: ['conflict', 'The key is another one than the call says.'],
  key_revoked: ['conflict', 'The key has been revoked, and that stays.'],
  public_key_missing: ['unprocessable', 'A person key needs its public half.'],
}

const LOOKS = 3

/**
 * Puts a workspace and one of its keys into this service. The same call again changes nothing; what profile has said of
 * either is not changed here. Of a key without hash or secret the secret is made here, once.
 */
export async function putAccessKey(outside: Tx, wish: AccessWish, options: AccessPutOptions): Promise<PutAccess> {
  const isPutByCall = options.publish === undefined
  let isNewWorkspace = false
  // Whoever puts the same thing at the same moment may be quicker: then it is there at the second look.
  for (let look = 1; look <= LOOKS; look += 1) {
    const tx = await outside.enter(wish.workspace.id)
    await refuseDeleted(tx, wish.workspace.key)
    const workspace = await lockKeptWorkspace(tx, wish.workspace.id)
    const key = await lockKeptKey(tx, wish.key.keyId)
    const decision = decideAccessPut({ workspace, key }, withHash(wish, options.secret), tx.serverNow)
    // While this waited for it, profile may have put its own in the place of the one that was there.
    if (decision.outcome === 'refused' && decision.code === 'workspace_unknown' && look < LOOKS) continue
    if (decision.outcome === 'refused') throw refusal(decision, options.secret)
    const { row, secret } = withSecret(decision, options.secret)
    if (!(await saveWorkspaceRow(tx, decision.workspace, isPutByCall))) continue
    isNewWorkspace ||= decision.workspace.effect === 'new'
    if (!(await saveKeyRow(tx, { row, effect: decision.key.effect }, isPutByCall))) continue
    const isNewKey = decision.key.effect === 'new'
    const put: AccessPut = { workspace: decision.workspace.row, isNewWorkspace, key: row, isNewKey }
    await options.publish?.(tx, put)
    const isKeptByProfile = decision.key.effect === 'same' ? key?.isPutByCall === false : !isPutByCall
    return { ...put, secret, isKeptByProfile }
  }
  throw new AppError('unavailable', 'put_again', 'The workspace or the key was changed at the same moment; try again.')
}

/** What was deleted does not come back, and its key is given to nobody else. */
async function refuseDeleted(tx: Tx, key: string | undefined): Promise<void> {
  if ((await readDeleted(tx, tx.workspaceId)) !== null)
    throw new AppError('conflict', 'workspace_deleted', 'The workspace is deleted.')
  if (key !== undefined && (await readDeletedByKey(tx, key)) !== null) throw keyTaken('/body/workspace/key')
}

/** The key as it is to be kept, and the secret that was made for it; null for none. */
function withSecret(
  { workspace, key }: Extract<AccessPutDecision, { outcome: 'put' }>,
  given: string | undefined,
): { readonly row: StoredKey; readonly secret: string | null } {
  refuseOtherSecret(given, key.row, workspace.row)
  const made = makeSecret(key, workspace.row)
  return made === null ? { row: key.row, secret: null } : { row: { ...key.row, hash: made.hash }, secret: made.secret }
}

function refusal({ code, faults }: Refused, secret: string | undefined): AppError {
  const [kind, message] = REFUSALS[code]
  return new AppError(kind, code, message, { faults: faults.map(asSaid(secret)) })
}

const withHash = (wish: AccessWish, secret: string | undefined): AccessWish =>
  secret === undefined ? wish : { ...wish, key: { ...wish.key, hash: hashApiKey(secret) } }

// Whoever said a secret has not said its hash.
const asSaid =
  (secret: string | undefined) =>
  (fault: Fault): Fault =>
    secret !== undefined && fault.pointer === '/body/hash' ? { ...fault, pointer: '/body/secret' } : fault

// A secret says whose it is; one of another key would be kept and never let anybody in.
function refuseOtherSecret(secret: string | undefined, key: StoredKey, { mode }: Workspace): void {
  if (secret === undefined) return
  const parts = readApiKey(secret)
  const found =
    parts === null
      ? 'This is no secret of ours: a character is missing or wrong.'
      : parts.keyId !== key.keyId || parts.kind !== key.kind || parts.mode !== mode
        ? 'This is the secret of another key: its id, kind or mode is not that of this one.'
        : null
  if (found === null) return
  const code = 'secret_of_other_key'
  throw new AppError('unprocessable', code, 'The secret does not belong to this key.', {
    faults: [{ pointer: '/body/secret', code, detail: found }],
  })
}

function makeSecret(
  { row, effect }: { readonly row: StoredKey; readonly effect: string },
  { mode }: Workspace,
): { readonly secret: string; readonly hash: string } | null {
  if (effect !== 'new' || row.kind === 'person' || row.hash !== null) return null
  return makeApiKey(row.keyId, row.kind, mode)
}

interface Row<Of> {
  readonly row: Of
  readonly effect: 'new' | 'changed' | 'same'
}

async function saveWorkspaceRow(tx: Tx, { row, effect }: Row<Workspace>, isPutByCall: boolean): Promise<boolean> {
  if (effect === 'same') return true
  if (effect === 'changed') {
    await changeWorkspace(tx, row)
    return true
  }
  if (await addWorkspace(tx, row, isPutByCall)) return true
  if (!(await isWorkspaceKeyTaken(tx, row.key, row.id))) return false
  throw keyTaken('/body/workspace/key')
}

/** The refusal of a key that another workspace has, or had before it was deleted. */
export const keyTaken = (pointer: string): AppError =>
  new AppError('conflict', 'workspace_key_taken', 'Another workspace has this key, or has had it.', {
    faults: [{ pointer, code: 'workspace_key_taken', detail: 'Choose another key.' }],
  })

async function saveKeyRow(tx: Tx, { row, effect }: Row<StoredKey>, isPutByCall: boolean): Promise<boolean> {
  if (effect === 'same') return true
  if (effect === 'new') return addKey(tx, row, isPutByCall)
  await changeKey(tx, row)
  return true
}
