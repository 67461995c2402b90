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
] as const
