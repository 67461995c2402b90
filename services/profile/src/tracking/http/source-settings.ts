import { AppError, type Request, type Route, route } from '@polyphon/service-kit'
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
  })
  .meta({ id: 'SourceSettings' })

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
        headers: { 'cache-control': 'public, max-age=86400' },
        body: {
          integrations: {
            'Segment.io': { apiKey: writeKey, versionSettings: { version: '4.4.7', componentTypes: ['browser'] } },
          },
          plan: { track: enabled, identify: enabled, group: enabled },
          analyticsNextEnabled: true as const,
        },
      }
    },
  }),
]

// The key is part of the path, so an unknown one is an unknown thing and no failed sign-in.
async function requireKey(writeKey: string, identify: Request<never, never, never>['identify']): Promise<void> {
  try {
    const caller = await identify(writeKey)
    if (caller.kind === 'publishable') return
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'unauthenticated') throw error
  }
  throw new AppError('missing', 'source_unknown', 'There is no source with this key.')
}
