import type { Tx } from '../db/tx.js'

/** Which claim of a token says what; a name with dots may lead into an object. */
export interface ClaimNames {
  /** The id in the directory; else the address says who it is. */
  readonly staffId?: string | undefined
  readonly email?: string | undefined
  /** Id or key of the workspace, where several share issuer and audience. */
  readonly workspace?: string | undefined
  /** Names of roles; else those of the directory count. */
  readonly roles?: string | undefined
}

/** Who vouches for the staff of a workspace. */
export interface IdentityProvider {
  readonly workspaceId: string
  readonly version: number
  readonly issuer: string
  readonly audience: string
  readonly jwksUri: string
  readonly algorithms: readonly string[]
  readonly claims: ClaimNames
  /** What its names of roles stand for; where there are none, its names are ours. */
  readonly roleNames: Readonly<Record<string, string>>
  readonly updatedAt: Date
}

interface ProviderRow {
  workspace_id: string
  version: number
  issuer: string
  audience: string
  jwks_uri: string
  algorithms: string[]
  claims: ClaimNames
  role_names: Record<string, string>
  updated_at: Date
}

const COLUMNS = 'workspace_id, version, issuer, audience, jwks_uri, algorithms, claims, role_names, updated_at'

const toProvider = (row: ProviderRow): IdentityProvider => ({
  workspaceId: row.workspace_id,
  version: row.version,
  issuer: row.issuer,
  audience: row.audience,
  jwksUri: row.jwks_uri,
  algorithms: row.algorithms,
  claims: row.claims,
  roleNames: row.role_names,
  updatedAt: row.updated_at,
})

/** The provider of the workspace of the transaction. */
export async function readIdentityProvider(tx: Tx): Promise<IdentityProvider | null> {
  const { rows } = await tx.query<ProviderRow>(`select ${COLUMNS} from identity_provider where workspace_id = $1`, [
    tx.workspaceId,
  ])
  return rows[0] === undefined ? null : toProvider(rows[0])
}

/** Whoever names this issuer, in all workspaces. */
export async function readProvidersOf(tx: Tx, issuer: string): Promise<readonly IdentityProvider[]> {
  const { rows } = await tx.query<ProviderRow>(
    `select ${COLUMNS} from identity_provider where issuer = $1 order by workspace_id`,
    [issuer],
  )
  return rows.map(toProvider)
}

/** Stores a provider as it is now, unless a newer version is here. */
export async function saveIdentityProvider(tx: Tx, provider: IdentityProvider): Promise<void> {
  await tx.query(
    `insert into identity_provider (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (workspace_id) do update set version = excluded.version, issuer = excluded.issuer,
       audience = excluded.audience, jwks_uri = excluded.jwks_uri, algorithms = excluded.algorithms,
       claims = excluded.claims, role_names = excluded.role_names, updated_at = excluded.updated_at
     where identity_provider.version <= excluded.version`,
    [
      provider.workspaceId,
      provider.version,
      provider.issuer,
      provider.audience,
      provider.jwksUri,
      provider.algorithms,
      JSON.stringify(provider.claims),
      JSON.stringify(provider.roleNames),
      provider.updatedAt,
    ],
  )
}
