import { type Tx } from '@polyphon/service-kit'
import { toWorkspace, WORKSPACE_COLUMNS, type Workspace, type WorkspaceRow } from '@polyphon/service-kit/access'
import { by, is, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'

/** The workspaces of the installation, for the operator. */
export const workspaceList = list({
  name: 'workspaces',
  filters: {
    mode: is('mode', z.enum(['live', 'test'])),
    suspended: where(
      z.enum(['true', 'false']).describe('Only those that are suspended, or only the others'),
      (value) => `(suspended_at is not null) = ${value}::boolean`,
    ),
  },
  sorts: { createdAt: [by.time('created_at'), by.id('workspace_id')] },
  sort: '-createdAt',
  bulk: ['settings'],
})

export const listWorkspaces = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (workspace: Workspace) => Item,
): Promise<Page<Item>> =>
  workspaceList.page<WorkspaceRow, Item>(tx, query, {
    columns: WORKSPACE_COLUMNS,
    from: 'workspace',
    where: '$1::text is not null',
    show: (_tx, rows) => rows.map((row) => show(toWorkspace(row))),
  })
