import type { Tenant } from '../stack.js'

/** Makes a person, and asks something for them. */
const asking =
  (name: string, path: string, body: object) =>
  async (tenant: Tenant, number: number): Promise<void> => {
    const { id } = await tenant.must('profile', `PUT /v1/profiles/by/user_id/${name}-${number}`, { traits: {} })
    await tenant.must('profile', `POST ${path}`, { profileId: id, ...body })
  }

const [exportsAt, erasuresAt] = ['/v1/privacy/exports', '/v1/privacy/erasures']

const computed = { name: 'C', compute: 'count', event: 'Kauf', where: { path: 'event.properties.total', op: 'exists' } }

/** What people have asked for, and what is worked out of them. */
export const rights = [
  { operationId: 'listExports', service: 'profile', path: exportsAt, make: asking('auskunft', exportsAt, {}) },
  {
    operationId: 'listComputedTraits',
    service: 'profile',
    path: '/v1/computed-traits',
    bulk: ['where'],
    make: async (tenant: Tenant, number: number): Promise<void> =>
      void (await tenant.must('profile', `PUT /v1/computed-traits/gelistet-${number}`, computed)),
  },
  {
    operationId: 'listSharedIdentifiers',
    service: 'profile',
    path: '/v1/shared-identifiers',
    filters: { 'type=anonymous_id': ({ type }: { readonly type?: unknown }) => type === 'anonymous_id' },
    make: async (tenant: Tenant, number: number): Promise<void> => {
      for (const userId of [`einer-${number}`, `anderer-${number}`])
        await tenant.must('profile', 'POST /v1/track', { userId, anonymousId: `Kasse ${number}`, event: 'Kauf' })
    },
  },
  {
    operationId: 'listErasures',
    service: 'profile',
    path: erasuresAt,
    make: asking('vergessen', erasuresAt, { reason: 'Antrag' }),
  },
] as const
