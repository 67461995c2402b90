import { PUBLIC_SCOPES } from '@polyphon/values'

/** What somebody wants of a new key. */
export interface WantedKey {
  readonly kind: KeyState['kind']
  readonly scopes: readonly string[] | undefined
}

export type GrantDecision =
  | { readonly outcome: 'granted'; readonly scopes: readonly string[] }
  | { readonly outcome: 'refused'; readonly missing: readonly string[] }

/**
 * Decides what a new key may do: what is wanted, else all that its maker may, and never more than that. Whoever
 * registers a key pair for person tokens can speak for everybody, so that needs `profile:impersonate`.
 */
export function decideGrant(wanted: WantedKey, held: readonly string[]): GrantDecision {
  const wantedScopes =
    wanted.kind === 'person' ? ['profile:impersonate'] : (wanted.scopes ?? defaultScopes(wanted.kind, held))
  const missing = wantedScopes.filter((scope) => !held.includes(scope))
  if (missing.length > 0) return { outcome: 'refused', missing }
  return { outcome: 'granted', scopes: wanted.kind === 'person' ? [] : wantedScopes }
}

const defaultScopes = (kind: KeyState['kind'], held: readonly string[]): readonly string[] =>
  kind === 'secret' ? held : PUBLIC_SCOPES.filter((scope) => held.includes(scope))

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
  const key = keys.find((candidate) => candidate.keyId === keyId)
  if (key === undefined) return { outcome: 'refused', code: 'key_unknown' }
  if (key.revokedAt !== null) return { outcome: 'already_revoked' }
  const managing = keys.filter((candidate) => managesKeys(candidate, now))
  const isLast = managing.length === 1 && managing[0]?.keyId === keyId
  return isLast ? { outcome: 'refused', code: 'last_key' } : { outcome: 'revoke' }
}

export type RotationDecision =
  | { readonly outcome: 'rotate'; readonly formerExpiresAt: Date; readonly expiresAt: Date | null }
  | { readonly outcome: 'refused'; readonly code: 'key_unknown' | 'key_ended' | 'key_without_secret' }

/**
 * Decides whether a key gets a successor, and until when both count. What was to end ends no later by that, and its successor
 * lives as long as it was to.
 */
export function decideRotation(
  key: (KeyState & { readonly createdAt: Date }) | null,
  overlapMs: number,
  now: Date,
): RotationDecision {
  if (key === null) return { outcome: 'refused', code: 'key_unknown' }
  if (key.kind === 'person') return { outcome: 'refused', code: 'key_without_secret' }
  const { expiresAt, revokedAt, createdAt } = key
  if (revokedAt !== null || (expiresAt !== null && expiresAt <= now)) return { outcome: 'refused', code: 'key_ended' }
  const overlapEnds = new Date(now.getTime() + overlapMs)
  return {
    outcome: 'rotate',
    formerExpiresAt: expiresAt !== null && expiresAt < overlapEnds ? expiresAt : overlapEnds,
    expiresAt: expiresAt === null ? null : new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime()),
  }
}

export type UpdateDecision =
  /** `isNew`: it ends at another moment than before; `livesLonger`: at a later one. */
  | { readonly outcome: 'update'; readonly isNew: boolean; readonly livesLonger: boolean }
  | { readonly outcome: 'refused'; readonly code: 'key_unknown' | 'key_ended' | 'last_key' }

const endOf = (expiresAt: Date | null): number => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY

/**
 * Decides whether a key may be changed, and end at another moment where one is given. What has ended stays so; one key that
 * manages keys lives at least as long as this one was to, or nobody could make another one.
 */
export function decideUpdate(
  keys: readonly KeyState[],
  { keyId, expiresAt }: { readonly keyId: string; readonly expiresAt: Date | null | undefined },
  now: Date,
): UpdateDecision {
  const key = keys.find((candidate) => candidate.keyId === keyId)
  if (key === undefined) return { outcome: 'refused', code: 'key_unknown' }
  if (key.revokedAt !== null || endOf(key.expiresAt) <= now.getTime()) return { outcome: 'refused', code: 'key_ended' }
  const [before, after] = [endOf(key.expiresAt), expiresAt === undefined ? endOf(key.expiresAt) : endOf(expiresAt)]
  const others = keys.filter((other) => other.keyId !== keyId && managesKeys(other, now))
  const isLast = after < before && managesKeys(key, now) && !others.some((other) => endOf(other.expiresAt) >= before)
  if (isLast) return { outcome: 'refused', code: 'last_key' }
  return { outcome: 'update', isNew: after !== before, livesLonger: after > before }
}

function managesKeys(key: KeyState, now: Date): boolean {
  const isLive = key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now)
  return isLive && key.kind === 'secret' && key.scopes.includes('keys:manage')
}
