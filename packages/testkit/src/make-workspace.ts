import { type Database, uuidv7 } from '@polyphon/service-kit'
import { makeApiKey, saveKey, saveWorkspace, type Workspace } from '@polyphon/service-kit/access'
import { NO_QUOTAS, SCOPES } from '@polyphon/values'

/** A workspace of a test, with its keys. */
export interface TestWorkspace {
  readonly id: string
  readonly secretKey: string
  readonly publishableKey: string
}

/** Makes a workspace in the database of a service, with keys that may do everything. */
export async function makeWorkspace(
  db: Pick<Database, 'transact'>,
  changes: Partial<Workspace> = {},
): Promise<TestWorkspace> {
  const id = uuidv7()
  const createdAt = new Date()
  const mode = changes.mode ?? 'live'
  const keyOf = async (kind: 'secret' | 'publishable'): Promise<string> => {
    const keyId = uuidv7()
    const { secret, hash } = makeApiKey(keyId, kind, mode)
    const key = {
      keyId,
      workspaceId: id,
      kind,
      hash,
      publicKey: null,
      scopes: SCOPES,
      origins: [],
      unit: null,
      createdAt,
    }
    await db.transact(null, (tx) => saveKey(tx, { ...key, expiresAt: null, revokedAt: null }))
    return secret
  }
  await db.transact(null, (tx) =>
    saveWorkspace(tx, {
      key: `test-${id}`,
      name: 'Test',
      timeZone: 'Europe/Berlin',
      locale: 'de',
      defaultRegion: 'DE',
      settings: {},
      version: 1,
      suspendedAt: null,
      quotas: NO_QUOTAS,
      ...changes,
      id,
      mode,
      createdAt,
    }),
  )
  return { id, secretKey: await keyOf('secret'), publishableKey: await keyOf('publishable') }
}
