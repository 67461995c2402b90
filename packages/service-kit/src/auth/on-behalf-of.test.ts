import { describe, expect, it } from 'vitest'
import type { Access } from '../http/access.js'
import { admit } from '../http/access.js'
import { hashApiKey, makeApiKey } from './api-key.js'
import { authorOf, staffBehind } from './author.js'
import type { Caller, CallerContext } from './caller.js'
import type { WorkspaceDirectory } from './directory.js'
import type { Staff, StaffRole, Unit } from './staff.js'
import type { StoredKey } from './workspace.js'

const NOW = new Date('2026-11-29T10:00:00Z')
const WORKSPACE = '0199aaaa-0000-7000-8000-000000000001'
const KEY_ID = '0199aaaa-0000-7000-8000-000000000002'
const JOERG = '0199aaaa-0000-7000-8000-00000000000a'
const LEFT = '0199aaaa-0000-7000-8000-00000000000b'

const colleague = (staffId: string, validTo: Date | null, roles: readonly StaffRole[] = ['agent']): Staff => ({
  staffId,
  version: 1,
  name: 'Jörg',
  email: 'joerg@shop.example',
  unit: 'service',
  roles,
  validFrom: null,
  validTo,
  details: { languages: [], channels: [], absences: [], notify: [] },
  createdAt: NOW,
  updatedAt: NOW,
})
const known = new Map([
  [JOERG, colleague(JOERG, null)],
  [LEFT, colleague(LEFT, NOW)],
])

const SERVICE: Unit = {
  key: 'service',
  version: 1,
  name: 'Kundendienst',
  parent: null,
  validFrom: null,
  validTo: null,
  details: { responsibleFor: [] },
}

const people = { who: 'key', scope: 'profile:read', staff: 'people' } as const

interface Attempt {
  readonly header?: string | string[]
  readonly access?: Access
  readonly scopes?: readonly string[]
  readonly kind?: 'secret' | 'publishable'
  readonly credential?: string
}

function ask({ header, access = people, kind = 'secret', credential, ...rest }: Attempt): Promise<Caller> {
  const { secret } = makeApiKey(KEY_ID, kind, 'live')
  const scopes = rest.scopes ?? ['profile:read', 'staff:impersonate']
  const key = { keyId: KEY_ID, workspaceId: WORKSPACE, kind, hash: hashApiKey(secret), scopes, unit: null, origins: [] }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is looked at
  const workspaces = {
    key: async (): Promise<StoredKey> => ({
      ...key,
      publicKey: null,
      expiresAt: null,
      revokedAt: null,
      createdAt: NOW,
    }),
    workspace: async () => null,
    staff: async (_workspace: string, staffId: string) => known.get(staffId) ?? null,
    units: async () => [SERVICE],
  } as unknown as WorkspaceDirectory
  const context: CallerContext = {
    workspaces,
    adminToken: 'the-operator',
    strangers: { admit: () => undefined, count: async () => undefined, welcome: () => undefined },
    address: '127.0.0.1',
    now: NOW,
  }
  const headers = {
    authorization: `Bearer ${credential ?? secret}`,
    ...(header === undefined ? {} : { 'polyphon-on-behalf-of': header }),
  }
  return admit(access, { headers, params: {} }, context)
}

const POINTER = '/headers/polyphon-on-behalf-of'

describe('a secret key', () => {
  it('acts for itself', async () => {
    const caller = await ask({})
    expect([staffBehind(caller), authorOf(caller)]).toEqual([null, { kind: 'key', keyId: KEY_ID }])
  })

  it('acts for somebody of the firm, and is named beside them', async () => {
    for (const header of [JOERG, ` ${JOERG.toUpperCase()} `]) {
      const caller = await ask({ header })
      expect(staffBehind(caller)).toEqual({
        workspaceId: WORKSPACE,
        staffId: JOERG,
        unit: 'service',
        roles: ['agent'],
      })
      expect(authorOf(caller)).toEqual({ kind: 'staff', staffId: JOERG, keyId: KEY_ID })
    }
  })

  it('needs the scope for that, and that of the operation', async () => {
    for (const scopes of [['profile:read'], ['staff:impersonate']])
      await expect(ask({ header: JOERG, scopes }), scopes.join()).rejects.toMatchObject({ code: 'scope_missing' })
    // Whoever may not speak for anybody learns nothing of who is there.
    await expect(ask({ header: 'nobody', scopes: ['profile:read'] })).rejects.toMatchObject({ code: 'scope_missing' })
  })

  it.each<[string | string[], string, string]>([
    ['', 'invalid', 'on_behalf_of_invalid'],
    ['joerg@shop.example', 'invalid', 'on_behalf_of_invalid'],
    [`${JOERG}, ${LEFT}`, 'invalid', 'on_behalf_of_invalid'],
    [[JOERG, LEFT], 'invalid', 'on_behalf_of_invalid'],
    [WORKSPACE, 'unprocessable', 'staff_unknown'],
    [LEFT, 'unprocessable', 'staff_inactive'],
  ])('for %j is refused with the header named', async (header, kind, code) => {
    await expect(ask({ header })).rejects.toMatchObject({ kind, code, faults: [{ pointer: POINTER, code }] })
  })

  it.each<[string, Access]>([
    ['of analysts', { ...people, staff: 'numbers' }],
    ['of admins', { ...people, staff: 'administration' }],
    ['of nobody', { ...people, staff: 'nobody' }],
    ['that says nothing', { who: 'key', scope: 'profile:read' }],
  ])('does nothing %s for an agent', async (_what, access) => {
    await expect(ask({ header: JOERG, access })).rejects.toMatchObject({ code: 'role_missing' })
    expect(await ask({ access })).toMatchObject({ kind: 'secret', onBehalfOf: null })
  })
})

describe('whatever else calls', () => {
  const misplaced = { kind: 'invalid', code: 'on_behalf_of_misplaced', faults: [{ pointer: POINTER }] }

  it('speaks for nobody: the operator, and a key of a page', async () => {
    const admins = { ...people, admin: true } as const
    const write = { who: 'key', scope: 'profile:write', publishable: 'alone' } as const
    for (const access of [admins, { who: 'admin' }] as const)
      await expect(ask({ header: JOERG, access, credential: 'the-operator' })).rejects.toMatchObject(misplaced)
    const page = ask({ header: JOERG, access: write, kind: 'publishable', scopes: ['profile:write'] })
    await expect(page).rejects.toMatchObject(misplaced)
  })

  it('is refused where nobody of the firm acts, and passed over where a link is all that counts', async () => {
    const tracking = { who: 'anyone', reads: 'profile:write' } as const
    await expect(ask({ header: JOERG, access: tracking })).rejects.toMatchObject(misplaced)
    expect(await ask({ header: JOERG, access: { who: 'anyone' } })).toEqual({ kind: 'anyone' })
  })
})
