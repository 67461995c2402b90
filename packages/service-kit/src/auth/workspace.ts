import type { WorkspaceQuotas } from '@polyphon/values'
import type { JWK } from 'jose'

export interface Workspace {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly mode: 'live' | 'test'
  readonly timeZone: string
  readonly locale: string
  readonly defaultRegion: string | null
  /** What somebody said; `settingsOf` says what holds. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Grows with each change. */
  readonly version: number
  /** Since when the operator has it suspended: its credentials are refused and nothing leaves it. */
  readonly suspendedAt: Date | null
  /** What the operator allows it a day. */
  readonly quotas: WorkspaceQuotas
  readonly createdAt: Date
}

export interface StoredKey {
  readonly keyId: string
  readonly workspaceId: string
  readonly kind: 'secret' | 'publishable' | 'person'
  readonly hash: string | null
  readonly publicKey: JWK | null
  readonly scopes: readonly string[]
  readonly origins: readonly string[]
  /** Whose things alone it reaches, of a key that is bound to a unit; null for one of the whole workspace. */
  readonly unit: string | null
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}
