import { etagOf, Id, Key, listOf, type Route, route } from '@polyphon/service-kit'
import { Region, WorkspaceName } from '@polyphon/service-kit/access'
import { Locale, TimeZone, WorkspaceQuotas } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { createWorkspace } from '../commands/create-workspace.js'
import { putQuotas } from '../commands/put-quotas.js'
import { suspendWorkspace } from '../commands/suspend-workspace.js'
import { listWorkspaces, workspaceList } from '../queries/list-workspaces.js'
import { toWorkspaceView, WorkspaceView } from './workspace-view.js'

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

const tag = 'workspaces'
const admin = { who: 'admin' } as const

/** In a list with `fields=summary` the settings are left out. */
const ListedWorkspace = WorkspaceView.partial({ settings: true }).meta({ id: 'ListedWorkspace' })

const listWorkspacesRoute = route({
  operationId: 'listWorkspaces',
  method: 'get',
  path: '/v1/workspaces',
  summary: 'All workspaces, newest first',
  tag,
  access: admin,
  query: workspaceList.query,
  responses: { 200: listOf(ListedWorkspace) },
  handle: async (tx, { query }) => ({ status: 200, body: await listWorkspaces(tx, query, toWorkspaceView) }),
})

const stateRoute = (
  deps: ProfileDeps,
  state: { readonly verb: 'suspend' | 'resume'; readonly summary: string; readonly description: string },
): Route =>
  route({
    operationId: `${state.verb}Workspace`,
    method: 'post',
    path: `/v1/workspaces/:workspaceId/${state.verb}`,
    summary: state.summary,
    description: state.description,
    tag,
    access: admin,
    params: z.object({ workspaceId: Id }),
    responses: { 200: WorkspaceView },
    handle: async (tx, { params }) => {
      const workspace = await suspendWorkspace(tx, params.workspaceId, state.verb === 'suspend')
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 200, body: toWorkspaceView(workspace) }
    },
  })

const stateRoutes = (deps: ProfileDeps): readonly Route[] => [
  stateRoute(deps, {
    verb: 'suspend',
    summary: 'Suspend a workspace',
    description:
      'Within seconds all services refuse its keys, tokens and survey links (403 `workspace_suspended`), send nothing from it and let its timers wait. Events that still arrive are kept, unsubscribing works, nothing is lost.',
  }),
  stateRoute(deps, {
    verb: 'resume',
    summary: 'Let a suspended workspace go on',
    description: 'What was due meanwhile runs now; messages that have expired are dropped as `expired`.',
  }),
]

const putQuotasRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'putQuotas',
    etag: true,
    method: 'put',
    path: '/v1/workspaces/:workspaceId/quotas',
    summary: 'Say how much a workspace may use a day',
    description:
      'In place of what was said before; what is not named has no bound. A day is one of the workspace’s time zone. All services follow within seconds, and the workspace sees it in `getWorkspace`, where it cannot change it.',
    tag,
    access: admin,
    ifMatch: 'optional',
    params: z.object({ workspaceId: Id }),
    body: WorkspaceQuotas,
    responses: { 200: WorkspaceView },
    example: { eventsPerDay: 100_000, messagesPerDay: 5_000 },
    handle: async (tx, { params, body, ifMatch }) => {
      const workspace = await putQuotas(tx, params.workspaceId, { quotas: body, ifMatch })
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 200, body: toWorkspaceView(workspace), headers: { etag: etagOf(workspace.version) } }
    },
  })

export const workspaceRoutes = (deps: ProfileDeps): readonly Route[] => [
  listWorkspacesRoute,
  ...stateRoutes(deps),
  putQuotasRoute(deps),
  route({
    operationId: 'createWorkspace',
    method: 'post',
    path: '/v1/workspaces',
    summary: 'Make a workspace and its first secret key',
    description: 'The secret is shown this once; only its hash is stored.',
    tag,
    access: admin,
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
