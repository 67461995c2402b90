import { AppError, type Tx } from '@polyphon/service-kit'
import {
  checkPublicKey,
  isUnit,
  makeApiKey,
  type PublicKey,
  readWorkspace,
  refuseExpired,
  type StoredKey,
  saveKey,
} from '@polyphon/service-kit/access'
import type { z } from 'zod'
import { decideGrant } from '../domain/access-key.js'
import { appendKeyChanged } from '../steps/append-key-changed.js'

export interface NewKey {
  readonly kind: StoredKey['kind']
  readonly scopes?: readonly string[] | undefined
  readonly origins?: readonly string[] | undefined
  readonly unit?: string | undefined
  readonly publicKey?: z.output<typeof PublicKey> | undefined
  readonly expiresAt?: Date | null | undefined
}

export interface CreatedKey extends StoredKey {
  /** Shown once; only its hash is stored. Null for a person key, whose secret half is its owner's. */
  readonly secret: string | null
}

/** Makes a credential of the workspace, which may do no more than whoever makes it; `held` are the scopes of these. */
export async function createKey(tx: Tx, input: NewKey, held: readonly string[]): Promise<CreatedKey> {
  const grant = decideGrant({ kind: input.kind, scopes: input.scopes }, held)
  if (grant.outcome === 'refused') throw notHeld(input.kind, grant.missing)
  if (input.unit !== undefined) await refuseUnfitUnit(tx, input.unit, grant.scopes)
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A key cannot be made for a workspace that does not exist.')
  refuseExpired(input.expiresAt ?? null, tx.serverNow)
  const publicKey = input.publicKey === undefined ? null : await checkPublicKey(input.publicKey)
  const keyId = tx.newId()
  const made = input.kind === 'person' ? null : makeApiKey(keyId, input.kind, workspace.mode)
  const key: StoredKey = {
    keyId,
    workspaceId: tx.workspaceId,
    kind: input.kind,
    hash: made === null ? null : made.hash,
    publicKey,
    scopes: grant.scopes,
    origins: input.origins ?? [],
    unit: input.unit ?? null,
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
    createdAt: tx.serverNow,
  }
  await saveKey(tx, key)
  appendKeyChanged(tx, key, workspace.mode)
  return { ...key, secret: made === null ? null : made.secret }
}

/** What is of a unit is read and written; to manage anything, or to speak for somebody, is of the whole workspace. */
async function refuseUnfitUnit(tx: Tx, unit: string, scopes: readonly string[]): Promise<void> {
  const faults = scopes.flatMap((scope) => {
    if (/:(?:read|write)$/.test(scope)) return []
    const detail = `A key that is bound to a unit cannot have ${scope}.`
    return [{ pointer: '/body/scopes', code: 'scope_of_workspace', detail }]
  })
  if (!(await isUnit(tx, unit)))
    faults.push({ pointer: '/body/unit', code: 'unit_unknown', detail: `There is no unit "${unit}".` })
  const [first] = faults
  if (first !== undefined) throw new AppError('unprocessable', first.code, first.detail, { faults })
}

function notHeld(kind: NewKey['kind'], missing: readonly string[]): AppError {
  const pointer = kind === 'person' ? '/body/kind' : '/body/scopes'
  return new AppError('forbidden', 'scope_not_held', 'A key grants no more than the key that makes it may do.', {
    faults: missing.map((scope) => ({ pointer, code: 'scope_not_held', detail: `The calling key lacks ${scope}.` })),
  })
}
