import type { Tenant } from '../stack.js'

/** What is listed of one person. */
export const people = [
  {
    operationId: 'listTraitHistory',
    service: 'profile',
    path: '/v1/profiles/{profileId}/traits/gelistet/history',
    make: async (tenant: Tenant, number: number): Promise<void> => {
      const event = { type: 'identify', userId: 'liste-1', traits: { gelistet: number } }
      await tenant.must('profile', 'POST /v1/batch', { batch: [{ ...event, messageId: `merkmal-${number}` }] })
    },
  },
] as const
