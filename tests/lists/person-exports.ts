import type { Tenant } from '../stack.js'

/** How exports of people get into their list. */
export const personExports = {
  operationId: 'listExports',
  service: 'profile',
  path: '/v1/privacy/exports',
  make: async (tenant: Tenant, number: number): Promise<void> => {
    const body = { traits: {} }
    const made = await tenant.call('profile', `PUT /v1/profiles/by/user_id/auskunft-${number}`, { body })
    await tenant.call('profile', 'POST /v1/privacy/exports', { body: { profileId: made.body.id } })
  },
} as const
