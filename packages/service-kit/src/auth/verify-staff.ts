import type { WorkspaceDirectory } from './directory.js'
import { verifyByProvider } from './identity-provider.js'
import { OWN_ISSUER, readClaimed, type StaffMember, verifyOwn } from './staff-token.js'

/** Takes a token apart, checks it by whoever has issued it, and answers who of the staff calls. */
export async function verifyStaffToken(token: string, workspaces: WorkspaceDirectory, now: Date): Promise<StaffMember> {
  const claimed = readClaimed(token)
  const verify = claimed.payload.iss === OWN_ISSUER ? verifyOwn : verifyByProvider
  return verify(claimed, workspaces, now)
}
