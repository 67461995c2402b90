/** A credential as far as a decision looks at it. */
export interface KeyState {
  readonly keyId: string
  readonly kind: 'secret' | 'publishable' | 'person'
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

export type RevocationDecision =
  | { readonly outcome: 'revoke' }
  | { readonly outcome: 'already_revoked' }
  | { readonly outcome: 'refused'; readonly code: 'key_unknown' | 'last_key' }

/** Decides whether a key may be revoked. The last key that can manage keys stays, or nobody could make another one. */
export function decideRevocation(keys: readonly KeyState[], keyId: string, now: Date): RevocationDecision {
  const key = keys.find((one) => one.keyId === keyId)
  if (key === undefined) return { outcome: 'refused', code: 'key_unknown' }
  if (key.revokedAt !== null) return { outcome: 'already_revoked' }
  const managing = keys.filter((one) => managesKeys(one, now))
  const isLast = managing.length === 1 && managing[0]?.keyId === keyId
  return isLast ? { outcome: 'refused', code: 'last_key' } : { outcome: 'revoke' }
}

function managesKeys(key: KeyState, now: Date): boolean {
  const isLive = key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now)
  return isLive && key.kind === 'secret' && key.scopes.includes('keys:manage')
}
