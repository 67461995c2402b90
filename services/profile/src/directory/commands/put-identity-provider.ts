import { isDeepStrictEqual } from 'node:util'
import { identityProviderChanged } from '@polyphon/contracts'
import { AppError, type IfMatch, outbox, requireVersion, type Tx } from '@polyphon/service-kit'
import {
  type IdentityProvider,
  readIdentityProvider,
  readProvidersOf,
  saveIdentityProvider,
} from '@polyphon/service-kit/access'
import { lockDirectory } from '../steps/apply-unit.js'

export interface IdentityProviderPut
  extends Pick<IdentityProvider, 'issuer' | 'audience' | 'jwksUri' | 'algorithms' | 'claims' | 'roleNames'> {
  /** The version that the caller has read. */
  readonly ifMatch: IfMatch
}

/** Says who vouches for the staff of the workspace, for all services. The same again changes nothing. */
export async function putIdentityProvider(
  tx: Tx,
  { ifMatch, ...put }: IdentityProviderPut,
): Promise<{ readonly isNew: boolean; readonly provider: IdentityProvider }> {
  await lockDirectory(tx)
  const before = await readIdentityProvider(tx)
  requireVersion(ifMatch, before?.version ?? null)
  const given = { ...put, claims: JSON.parse(JSON.stringify(put.claims)) }
  if (before !== null && isDeepStrictEqual({ ...before, ...given }, before)) return { isNew: false, provider: before }
  await refuseTaken(tx, put)
  const provider: IdentityProvider = {
    ...given,
    workspaceId: tx.workspaceId,
    version: (before?.version ?? 0) + 1,
    updatedAt: tx.serverNow,
  }
  await saveIdentityProvider(tx, provider)
  const { workspaceId: _itsOwn, updatedAt, claims, roleNames, ...data } = provider
  outbox.append(tx, identityProviderChanged, {
    ...data,
    claims: { ...claims },
    roleNames: { ...roleNames },
    changedAt: updatedAt.toISOString(),
  })
  return { isNew: before === null, provider }
}

/**
 * Two workspaces may share an issuer and an audience only where the same claim says of a token whose it is: a token that fits to
 * both would be a call in the workspace of somebody else.
 */
async function refuseTaken(tx: Tx, { issuer, audience, claims }: Omit<IdentityProviderPut, 'ifMatch'>): Promise<void> {
  // Two who put the same at once must see each other.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('identity_provider ' || $1, 0))", [issuer])
  const others = (await readProvidersOf(tx, issuer)).filter(
    (other) => other.workspaceId !== tx.workspaceId && other.audience === audience,
  )
  const isApart = (other: IdentityProvider): boolean =>
    claims.workspace !== undefined && other.claims.workspace === claims.workspace
  if (others.every(isApart)) return
  const detail = 'Another workspace takes its tokens by this issuer and audience, and no claim tells the two apart.'
  throw new AppError('conflict', 'identity_provider_taken', detail, {
    faults: [{ pointer: '/body/audience', code: 'identity_provider_taken', detail }],
  })
}
