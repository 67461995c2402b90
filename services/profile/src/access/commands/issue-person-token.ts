import { AppError, type Tx } from '@polyphon/service-kit'
import { type Keyring, signPersonToken } from '@polyphon/service-kit/access'
import type { PersonSubject } from '@polyphon/values'
import { readCanonicalId } from '../../people/store/subjects.js'
import { signingKeyOf } from '../steps/signing-key-of.js'

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
  const key = await signingKeyOf(tx, keyring)
  return signPersonToken({
    workspaceId: tx.workspaceId,
    keyId: key.keyId,
    privateKey: key.privateKey,
    subject: 'profileId' in subject ? { profileId: await knownId(tx, subject.profileId) } : subject,
    issuedAt: tx.serverNow,
    ttlSeconds,
  })
}

async function knownId(tx: Tx, profileId: string): Promise<string> {
  const canonicalId = await readCanonicalId(tx, profileId)
  if (canonicalId !== null) return canonicalId
  throw new AppError('missing', 'profile_unknown', 'There is no such profile.', {
    faults: [{ pointer: '/body/profileId', code: 'profile_unknown', detail: 'There is no such profile.' }],
  })
}
