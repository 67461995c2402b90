import { randomUUID } from 'node:crypto'
import type { Tenant } from '../stack.js'

/** How exports of people get into their list. */
const personExports = {
  operationId: 'listExports',
  service: 'profile',
  path: '/v1/privacy/exports',
  make: async (tenant: Tenant, number: number): Promise<void> => {
    const body = { traits: {} }
    const made = await tenant.call('profile', `PUT /v1/profiles/by/user_id/auskunft-${number}`, { body })
    await tenant.call('profile', 'POST /v1/privacy/exports', { body: { profileId: made.body.id } })
  },
} as const

/** How people who were forgotten get into their list. */
const erasures = {
  operationId: 'listErasures',
  service: 'profile',
  path: '/v1/privacy/erasures',
  make: async (tenant: Tenant, number: number): Promise<void> => {
    const body = { traits: {} }
    const made = await tenant.call('profile', `PUT /v1/profiles/by/user_id/vergessen-${number}`, { body })
    const answer = await tenant.call('profile', 'POST /v1/privacy/erasures', {
      headers: { 'idempotency-key': randomUUID() },
      body: { profileId: made.body.id, reason: 'Antrag' },
    })
    if (answer.status !== 202) throw new Error(`requestErasure: ${answer.status} ${answer.text}`)
  },
} as const

/** What people have asked for. */
export const rights = [personExports, erasures]
