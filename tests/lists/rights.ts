import type { Tenant } from '../stack.js'

/** Makes a person, and asks something for them. */
const asking =
  (name: string, path: string, body: object) =>
  async (tenant: Tenant, number: number): Promise<void> => {
    const { id } = await tenant.must('profile', `PUT /v1/profiles/by/user_id/${name}-${number}`, { traits: {} })
    await tenant.must('profile', `POST ${path}`, { profileId: id, ...body })
  }

const [exportsAt, erasuresAt] = ['/v1/privacy/exports', '/v1/privacy/erasures']

/** What people have asked for. */
export const rights = [
  { operationId: 'listExports', service: 'profile', path: exportsAt, make: asking('auskunft', exportsAt, {}) },
  {
    operationId: 'listErasures',
    service: 'profile',
    path: erasuresAt,
    make: asking('vergessen', erasuresAt, { reason: 'Antrag' }),
  },
] as const
