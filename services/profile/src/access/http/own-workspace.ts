import { etagOf, type Route, route } from '@polyphon/service-kit'
import { type Workspace, WorkspaceName } from '@polyphon/service-kit/access'
import { Locale, TimeZone, WorkspaceSettingsChange } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { updateWorkspace } from '../commands/update-workspace.js'
import { getWorkspace } from '../queries/get-workspace.js'
import { toWorkspaceView, WorkspaceView } from './workspace-view.js'

const access = { who: 'key', scope: 'workspace:manage', staff: 'administration' } as const
const tag = 'workspaces'

const WorkspaceChange = z.strictObject({
  name: WorkspaceName.optional(),
  timeZone: TimeZone.optional(),
  locale: Locale.optional(),
  settings: WorkspaceSettingsChange.optional().describe(
    'What is not named stays, what is named is replaced as a whole, null brings the default back',
  ),
})

const answer = (workspace: Workspace) => ({
  status: 200 as const,
  body: toWorkspaceView(workspace),
  headers: { etag: etagOf(workspace.version) },
})

/** The workspace that the credential belongs to. */
export const ownWorkspaceRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getWorkspace',
    etag: true,
    method: 'get',
    path: '/v1/workspace',
    summary: 'The workspace of the credential, and what it decided',
    tag,
    access,
    responses: { 200: WorkspaceView },
    handle: async (tx) => answer(await getWorkspace(tx)),
  }),
  route({
    operationId: 'updateWorkspace',
    etag: true,
    method: 'patch',
    path: '/v1/workspace',
    summary: 'Change the workspace of the credential',
    description:
      'All services follow within seconds. Key, mode and the country of phone numbers stay as they were made: what was stored depends on them.',
    tag,
    access,
    ifMatch: 'required',
    body: WorkspaceChange,
    responses: { 200: WorkspaceView },
    example: { name: 'Wanderschuh GmbH', settings: { weekStart: 1, retention: { messages: 730 }, lint: null } },
    handle: async (tx, { body, ifMatch }) => {
      const workspace = await updateWorkspace(tx, { ...body, ifMatch, operator: deps.settings.RETENTION_DAYS })
      tx.afterCommit(() => deps.workspaces.forget())
      return answer(workspace)
    },
  }),
]
