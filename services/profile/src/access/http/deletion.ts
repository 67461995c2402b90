import { Key, type Route, route } from '@polyphon/service-kit'
import type { DeletedWorkspace } from '@polyphon/service-kit/access'
import { JobView, receiptOf, toJobOfServices } from '@polyphon/service-kit/jobs'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { deleteWorkspace } from '../commands/delete-workspace.js'
import { getWorkspaceDeletion } from '../queries/get-workspace-deletion.js'

const Receipt = receiptOf('workspace').meta({ id: 'DeletionReceipt' })

const WorkspaceDeletion = JobView.omit({ counts: true, error: true })
  .extend({
    workspaceId: z.string(),
    key: z.string().describe('The key that the workspace had; no other one is given it'),
    receipts: z.array(Receipt).describe('Of the services that have deleted it; of all five once it has succeeded'),
  })
  .meta({ id: 'WorkspaceDeletion' })

/** As a job of the operator: the workspace that it would be of is going. */
const toDeletionView = ({ workspaceId, key, requestedAt, receipts }: DeletedWorkspace) => ({
  jobId: workspaceId,
  kind: 'workspace.deletion',
  startedAt: requestedAt.toISOString(),
  workspaceId,
  key,
  ...toJobOfServices(receipts),
})

const tag = 'workspaces'
const access = { who: 'admin' } as const
const params = z.object({ key: Key })

/** The end of a workspace. */
export const deletionRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'deleteWorkspace',
    method: 'delete',
    path: '/v1/workspaces/:key',
    summary: 'Delete a suspended workspace from all services, for good',
    description:
      'A job over all services: each deletes every row of the workspace, what it holds of it elsewhere, and has the log forget its states. Nothing takes it back: it cannot be resumed, its key is given to no other workspace, and what comes of it later is taken by nobody. Asked again, it answers how far that is (`getWorkspaceDeletion`).',
    tag,
    access,
    params,
    idempotencyKey: 'required',
    problems: [409],
    responses: { 202: WorkspaceDeletion },
    handle: async (tx, { params: { key } }) => {
      const deleted = await deleteWorkspace(tx, key)
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 202, body: toDeletionView(deleted) }
    },
  }),
  route({
    operationId: 'getWorkspaceDeletion',
    method: 'get',
    path: '/v1/workspaces/:key/deletion',
    summary: 'How far the deletion of a workspace has come',
    description: 'This, without anything personal, is what stays of a workspace.',
    tag,
    access,
    params,
    responses: { 200: WorkspaceDeletion },
    handle: async (tx, { params: { key } }) => ({
      status: 200,
      body: toDeletionView(await getWorkspaceDeletion(tx, key)),
    }),
  }),
]
