import type { Tenant } from '../stack.js'

/** Groups of people. */
export const accounts = [
  {
    operationId: 'listAccounts',
    service: 'profile',
    path: '/v1/accounts',
    make: async (tenant: Tenant, number: number): Promise<void> => {
      await tenant.must('profile', 'PUT /v1/accounts/Dach%20GmbH', { traits: {} })
      await tenant.must('profile', `PUT /v1/accounts/Konto-${number}`, {
        traits: { name: `Größe ${number}` },
        ...(number % 2 === 0 ? { parent: 'Dach GmbH' } : {}),
      })
    },
    filters: { 'parent=Dach%20GmbH': ({ parent }: { readonly parent?: unknown }) => parent === 'Dach GmbH' },
  },
  {
    operationId: 'listAccountMembers',
    service: 'profile',
    path: '/v1/accounts/M%C3%BCller/members',
    make: async (tenant: Tenant, number: number): Promise<void> => {
      await tenant.must('profile', 'PUT /v1/accounts/M%C3%BCller', {})
      const { id } = await tenant.must('profile', `PUT /v1/profiles/by/user_id/kontomitglied-${number}`, { traits: {} })
      await tenant.must('profile', `PUT /v1/accounts/M%C3%BCller/members/${id}`, {
        roles: number % 2 === 0 ? ['partner'] : ['lead'],
        ...(number % 2 === 0 ? { validFrom: '2099-01-01T00:00:00Z' } : {}),
      })
    },
    filters: {
      'role=partner': ({ roles }: { readonly roles?: unknown }) => Array.isArray(roles) && roles.includes('partner'),
      'state=coming': ({ validFrom }: { readonly validFrom?: unknown }) => validFrom === '2099-01-01T00:00:00.000Z',
    },
  },
] as const
