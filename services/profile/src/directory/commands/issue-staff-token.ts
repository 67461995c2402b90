import { AppError, type Tx } from '@polyphon/service-kit'
import { isValidAt, type Keyring, readStaff, STAFF_SIGNING_SCOPES, signStaffToken } from '@polyphon/service-kit/access'
import { signingKeyOf } from '../../access/steps/signing-key-of.js'

export interface StaffTokenInput {
  readonly staffId: string
  readonly ttlSeconds: number
}

/** Signs a token with which somebody of the firm calls, everywhere, until it expires or the directory says otherwise. */
export async function issueStaffToken(
  tx: Tx,
  { staffId, ttlSeconds }: StaffTokenInput,
  keyring: Keyring,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const staff = await readStaff(tx, staffId)
  if (staff === null) throw refused('staff_unknown', 'There is nobody with this id in the directory.')
  if (!isValidAt(staff, tx.serverNow)) throw refused('staff_inactive', 'They are not among the staff at this moment.')
  const { keyId, privateKey } = await signingKeyOf(tx, keyring, STAFF_SIGNING_SCOPES)
  return signStaffToken({ workspaceId: tx.workspaceId, keyId, privateKey, staffId, issuedAt: tx.serverNow, ttlSeconds })
}

const refused = (code: string, detail: string): AppError =>
  new AppError('unprocessable', code, detail, { faults: [{ pointer: '/body/staffId', code, detail }] })
