import { describe, expect, it } from 'vitest'
import { hashApiKey, makeApiKey } from '../auth/api-key.js'
import type { CallerContext } from '../auth/caller.js'
import type { WorkspaceDirectory } from '../auth/directory.js'
import { makeLinkToken } from '../auth/link-token.js'
import type { StoredKey } from '../auth/workspace.js'
import { admit } from './access.js'

const WORKSPACE = '0199aaaa-0000-7000-8000-000000000001'
const KEY_ID = '0199aaaa-0000-7000-8000-000000000002'
const NOW = new Date('2026-11-28T04:00:00Z')
const { secret } = makeApiKey(KEY_ID, 'secret', 'live')
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

const stored = (change: Partial<StoredKey> = {}): StoredKey =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is looked at
  ({
    keyId: KEY_ID,
    workspaceId: WORKSPACE,
    kind: 'secret',
    hash: hashApiKey(secret),
    scopes: [],
    origins: [],
    unit: null,
    revokedAt: null,
    expiresAt: null,
    ...change,
  }) as unknown as StoredKey

function contextWith(
  key: () => Promise<StoredKey | null>,
  { suspendedAt = null, deleted = false }: { suspendedAt?: Date | null; deleted?: boolean } = {},
): CallerContext {
  const workspace = async (): Promise<object> => ({ suspendedAt })
  const isDeleted = async (): Promise<boolean> => deleted
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is looked up
    workspaces: { key, workspace, isDeleted } as unknown as WorkspaceDirectory,
    adminToken: 'the-operator',
    strangers: { admit: () => undefined, count: async () => undefined, welcome: () => undefined },
    address: '127.0.0.1',
    now: NOW,
  }
}

const link = { who: 'link', param: 'token', unknown: 'token_unknown' } as const
const { token } = makeLinkToken(WORKSPACE)
const open = (headers: Readonly<Record<string, string>>, key: StoredKey | null = stored()) =>
  admit(
    link,
    { headers, params: { token } },
    contextWith(async () => key),
  )

describe('a link', () => {
  it('is opened by its token, whatever a proxy or a browser adds', async () => {
    const headers = [
      {},
      { authorization: basic('proxy:secret') },
      { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x' },
      { authorization: 'Negotiate YII=' },
      { authorization: 'Bearer the-operator' },
      { 'x-write-key': 'theirs' },
    ]
    for (const headersGiven of headers)
      expect(await open(headersGiven), JSON.stringify(headersGiven)).toEqual({
        kind: 'link',
        workspaceId: WORKSPACE,
        secretKey: false,
      })
  })

  it('takes a key of ours that may not be used for none', async () => {
    const refused = [null, stored({ revokedAt: NOW }), stored({ expiresAt: NOW }), stored({ workspaceId: KEY_ID })]
    for (const key of refused)
      expect(await open({ authorization: `Bearer ${secret}` }, key)).toMatchObject({ secretKey: false })
    expect(await open({ authorization: `Bearer ${secret}` })).toMatchObject({ secretKey: true })
  })

  it('is not opened without the key while keys cannot be looked up', async () => {
    const unavailable = contextWith(async () => {
      throw new Error('the database does not answer')
    })
    const request = { headers: { authorization: `Bearer ${secret}` }, params: { token } }
    await expect(admit(link, request, unavailable)).rejects.toThrow('does not answer')
  })
})

describe('what a suspended workspace has given out', () => {
  const context = contextWith(async () => stored({ scopes: ['profile:read'] }), { suspendedAt: NOW })
  const refused = { kind: 'forbidden', code: 'workspace_suspended' }
  it('is refused: its keys and its links', async () => {
    const headers = { authorization: `Bearer ${secret}` }
    const byKey = admit({ who: 'key', scope: 'profile:read' }, { headers, params: {} }, context)
    await expect(byKey).rejects.toMatchObject(refused)
    await expect(admit(link, { headers: {}, params: { token } }, context)).rejects.toMatchObject(refused)
  })
  it('is still good for what is the right of a person', async () => {
    const right = { ...link, evenSuspended: true } as const
    const caller = await admit(right, { headers: { authorization: `Bearer ${secret}` }, params: { token } }, context)
    expect(caller).toMatchObject({ kind: 'link', workspaceId: WORKSPACE })
  })
  it('leads nowhere once it is deleted, whoever’s right it was', async () => {
    const gone = contextWith(async () => null, { suspendedAt: NOW, deleted: true })
    for (const access of [link, { ...link, evenSuspended: true } as const])
      await expect(admit(access, { headers: {}, params: { token } }, gone)).rejects.toMatchObject({
        kind: 'missing',
        code: 'token_unknown',
      })
  })
})
