import { Key, type Route, route } from '@polyphon/service-kit'
import { Locale, TimeZone } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { createWorkspace } from '../commands/create-workspace.js'
import { toWorkspaceView, WorkspaceView } from './workspace-view.js'

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

const Region = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country in capitals, such as DE')
  .refine((code) => !/^[A-Z]{2}$/.test(code) || regions.of(code) !== undefined, 'must be an ISO 3166 country')
  .meta({ description: 'Country of phone numbers that come without a country code' })

export const WorkspaceName = z.string().trim().min(1).max(200)

const NewWorkspace = z.strictObject({
  key: Key,
  name: WorkspaceName,
  mode: z.enum(['live', 'test']).default('live').describe('`test`: messages go to files unless configured otherwise'),
  timeZone: TimeZone.default('UTC'),
  locale: Locale.default('en'),
  defaultRegion: Region.nullable().default(null),
})

const CreatedWorkspace = z
  .object({ workspace: WorkspaceView, secretKey: z.object({ id: z.string(), secret: z.string() }) })
  .meta({ id: 'CreatedWorkspace' })

export const workspaceRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'createWorkspace',
    method: 'post',
    path: '/v1/workspaces',
    summary: 'Make a workspace and its first secret key',
    description: 'The secret is shown this once; only its hash is stored.',
    tag: 'workspaces',
    access: { who: 'admin' },
    secretAnswer: true,
    body: NewWorkspace,
    responses: { 201: CreatedWorkspace },
    example: {
      key: 'wanderschuh',
      name: 'Wanderschuh GmbH',
      mode: 'live',
      timeZone: 'Europe/Berlin',
      locale: 'de',
      defaultRegion: 'DE',
    },
    handle: async (tx, { body }) => {
      const { workspace, secretKey } = await createWorkspace(tx, body, deps.tools.keyring)
      tx.afterCommit(() => deps.workspaces.forget())
      return {
        status: 201,
        body: { workspace: toWorkspaceView(workspace), secretKey },
      }
    },
  }),
]
