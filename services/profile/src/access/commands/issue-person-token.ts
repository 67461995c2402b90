import { AppError, type Tx } from '@polyphon/service-kit'
import { type Keyring, type PersonTokenRequest, readWorkspace, signPersonToken } from '@polyphon/service-kit/access'
import type { PersonSubject } from '@polyphon/values'
import { readCanonicalId } from '../../people/store/subjects.js'
import { makeSigningKey } from '../steps/make-signing-key.js'
import { aboutSigningKey } from '../steps/seal-signing-keys.js'
import { readSigningKey } from '../store/signing-keys.js'

type SigningKey = Pick<PersonTokenRequest, 'keyId' | 'privateKey'>

export interface PersonTokenInput {
  readonly subject: PersonSubject
  readonly ttlSeconds: number
}

/** Signs a token with which one person sees their own things, everywhere, until it expires. */
export async function issuePersonToken(
  tx: Tx,
  { subject, ttlSeconds }: PersonTokenInput,
  keyring: Keyring,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const key = (await findSigningKey(tx, keyring)) ?? (await makeSigningKey(tx, await modeOf(tx), keyring))
  return signPersonToken({
    workspaceId: tx.workspaceId,
    keyId: key.keyId,
    privateKey: key.privateKey,
    subject: 'profileId' in subject ? { profileId: await knownId(tx, subject.profileId) } : subject,
    issuedAt: tx.now,
    ttlSeconds,
  })
}

async function findSigningKey(tx: Tx, keyring: Keyring): Promise<SigningKey | null> {
  const stored = await readSigningKey(tx)
  if (stored === null) return null
  const { keyId, sealed, plain } = stored
  const opened: unknown =
    sealed === null ? plain : JSON.parse(keyring.open(sealed, aboutSigningKey(tx.workspaceId, keyId)))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `makeSigningKey` has exported it
  return { keyId, privateKey: opened as SigningKey['privateKey'] }
}

async function knownId(tx: Tx, profileId: string): Promise<string> {
  const canonicalId = await readCanonicalId(tx, profileId)
  if (canonicalId !== null) return canonicalId
  throw new AppError('missing', 'profile_unknown', 'There is no such profile.', {
    faults: [{ pointer: '/body/profileId', code: 'profile_unknown', detail: 'There is no such profile.' }],
  })
}

async function modeOf(tx: Tx): Promise<'live' | 'test'> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A caller belongs to a workspace that does not exist.')
  return workspace.mode
}
