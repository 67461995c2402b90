import { createHash } from 'node:crypto'
import { type PermissionState, permissionChanged } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import { type DecisionProof, timeOfDecision } from '@polyphon/values'
import { decidePermission, type Permission, withdrawNow } from '../domain/permission.js'
import {
  insertPermissionEntry,
  lockContacts,
  type PermissionEntry,
  readPermissions,
  savePermission,
} from '../store/permissions.js'

export interface PermissionGiven {
  /** Any id that the person ever had; need not be known here. */
  readonly profileId: string
  readonly channel: string
  readonly topic: string
  readonly state: PermissionState
  readonly proof: DecisionProof
  readonly source: 'api' | 'person' | 'unsubscribe'
}

export interface RecordedPermission {
  readonly profileId: string
  readonly entry: PermissionEntry
  /** What holds now, which is not the new record if that is older than what is known. */
  readonly current: Permission
  /** What held before; null where nothing was known. */
  readonly before: Permission | null
}

/**
 * Writes a decision into the ledger and makes it hold. It waits for every claim that still reads the old state, so once
 * the transaction has ended no message is claimed against the new one.
 */
export async function recordPermission(tx: Tx, given: PermissionGiven): Promise<RecordedPermission> {
  const occurredAt = receivedTime(tx, given.proof)
  const profileId = await lockPerson(tx, given.profileId)
  const entry: PermissionEntry = {
    entryId: tx.newId(),
    givenFor: given.profileId,
    channel: given.channel,
    topic: given.topic,
    state: given.state,
    proof: given.proof,
    noticeHash: createHash('sha256').update(given.proof.noticeText, 'utf8').digest('hex'),
    source: given.source,
    occurredAt,
    recordedAt: tx.now,
  }
  await insertPermissionEntry(tx, profileId, entry)
  const permissions = await readPermissions(tx, profileId)
  const before = permissions.find(({ channel, topic }) => channel === given.channel && topic === given.topic) ?? null
  const next: Permission = { ...given, occurredAt, entryId: entry.entryId }
  const current = given.source === 'unsubscribe' ? withdrawNow(before, next) : decidePermission(before, next, tx.now)
  if (current !== before) await savePermission(tx, profileId, current)
  if (current.state !== before?.state) {
    const { channel, topic, state } = current
    const since = current.occurredAt.toISOString()
    outbox.append(tx, permissionChanged, { profileId, channel, topic, state, occurredAt: since })
  }
  return { profileId, entry, current, before }
}

function receivedTime(tx: Tx, proof: DecisionProof): Date {
  const occurredAt = timeOfDecision(proof.occurredAt, tx.now)
  if (occurredAt !== null) return occurredAt
  const detail = 'A decision cannot be recorded before it is made.'
  throw new AppError('unprocessable', 'occurred_at_in_future', detail, {
    faults: [{ pointer: '/body/proof/occurredAt', code: 'occurred_at_in_future', detail }],
  })
}

// Somebody may be merged while we wait for their row: then the survivor's row is the one to hold.
async function lockPerson(tx: Tx, givenId: string): Promise<string> {
  await lockContacts(tx, [givenId])
  const profileId = await followAlias(tx, givenId)
  if (profileId !== givenId) await lockContacts(tx, [profileId])
  return profileId
}
