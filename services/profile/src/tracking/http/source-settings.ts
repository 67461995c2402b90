import { AppError, type Request, type Route, route } from '@polyphon/service-kit'
import { credentialMissing, credentialOf } from '@polyphon/service-kit/access'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'

const Enabled = z.object({ __default: z.object({ enabled: z.literal(true) }) })

const SourceSettings = z
  .object({
    integrations: z.object({
      'Segment.io': z.object({
        apiKey: z.string(),
        versionSettings: z.object({ version: z.string(), componentTypes: z.array(z.string()) }),
      }),
    }),
    plan: z.object({ track: Enabled, identify: Enabled, group: Enabled }),
    analyticsNextEnabled: z.literal(true),
    metrics: z.object({ sampleRate: z.literal(0) }).describe('Clients send no numbers about themselves'),
  })
  .meta({ id: 'SourceSettings' })

const SourceConfig = z
  .object({
    source: z.object({
      id: z.string(),
      name: z.string(),
      writeKey: z.string(),
      enabled: z.literal(true),
      workspaceId: z.string(),
      updatedAt: Moment,
      config: z.object({
        statsCollection: z.object({
          errors: z.object({ enabled: z.literal(false) }),
          metrics: z.object({ enabled: z.literal(false) }),
        }),
      }),
      connections: z.array(z.never()),
      destinations: z.array(z.never()).describe('Clients send everything here and nothing elsewhere'),
    }),
    updatedAt: Moment,
  })
  .meta({ id: 'SourceConfig' })

// A page that gets no answer when it starts sends nothing at all, so it starts with the answer of the last visit: it never
// changes, and each call has its key looked at anyway.
const KEPT = 'max-age=86400, stale-while-revalidate=604800'

const enabled = { __default: { enabled: true } } as const

export const sourceSettingsRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getSourceSettings',
    method: 'get',
    path: '/v1/projects/:writeKey/settings',
    summary: 'What browser clients of the Segment family ask for when they start',
    tag: 'collect',
    access: { who: 'anyone' },
    params: z.object({ writeKey: z.string().min(1).max(200) }),
    responses: { 200: SourceSettings },
    handleOutside: async ({ params: { writeKey }, identify }) => {
      await requireKey(writeKey, identify)
      return {
        status: 200,
        headers: { 'cache-control': `public, ${KEPT}` },
        body: {
          integrations: {
            'Segment.io': { apiKey: writeKey, versionSettings: { version: '4.4.7', componentTypes: ['browser'] } },
          },
          plan: { track: enabled, identify: enabled, group: enabled },
          analyticsNextEnabled: true as const,
          metrics: { sampleRate: 0 as const },
        },
      }
    },
  }),
  route({
    operationId: 'getSourceConfig',
    method: 'get',
    path: '/sourceConfig',
    summary: 'What clients of RudderStack ask for when they start',
    description:
      'The key is the user name of Basic, a Bearer token or `writeKey` of the query, where only a publishable one has a place.',
    tag: 'collect',
    access: { who: 'anyone' },
    query: z.object({ writeKey: z.string().min(1).max(200).optional() }),
    responses: { 200: SourceConfig },
    handleOutside: async ({ query, headers, identify }) => {
      const writeKey = credentialOf(headers) ?? query.writeKey
      if (writeKey === undefined) throw credentialMissing(headers)
      const { workspaceId, keyId } = await requireKey(writeKey, identify)
      const body = configOf({ writeKey, workspaceId, keyId })
      // An address that does not say whose configuration it answers is asked each time.
      if (query.writeKey !== writeKey) return { status: 200, body }
      return { status: 200, headers: { 'cache-control': `private, ${KEPT}` }, body }
    },
  }),
]

// It has always been as it is.
const UNCHANGED = '2026-01-01T00:00:00.000Z'

const off = { enabled: false } as const

const configOf = ({ writeKey, workspaceId, keyId }: { writeKey: string; workspaceId: string; keyId: string }) => ({
  source: {
    id: keyId,
    name: 'Polyphon',
    writeKey,
    enabled: true as const,
    workspaceId,
    updatedAt: UNCHANGED,
    config: { statsCollection: { errors: off, metrics: off } },
    connections: [],
    destinations: [],
  },
  updatedAt: UNCHANGED,
})

// Where the key is part of the address an unknown one is an unknown thing and no failed sign-in.
async function requireKey(
  writeKey: string,
  identify: Request<never, never, never>['identify'],
): Promise<{ readonly workspaceId: string; readonly keyId: string }> {
  try {
    const caller = await identify(writeKey)
    // A backend that starts a client of the family has the key that it collects with.
    if (caller.kind === 'publishable' || caller.kind === 'secret') return caller
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'unauthenticated') throw error
  }
  throw new AppError('missing', 'source_unknown', 'There is no source with this key.')
}
