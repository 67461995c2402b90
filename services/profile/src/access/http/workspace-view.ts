import type { Workspace } from '@polyphon/service-kit/access'
import { Moment, settingsOf, WorkspaceQuotas, WorkspaceSettings } from '@polyphon/values'
import { z } from 'zod'

export const WorkspaceView = z
  .object({
    settings: WorkspaceSettings.describe('What the workspace decided for all services, with the defaults that hold'),
    version: z.int().describe('Grows with each change; the ETag of `getWorkspace` and `updateWorkspace`'),
    id: z.string(),
    key: z.string(),
    name: z.string(),
    mode: z.enum(['live', 'test']),
    timeZone: z.string(),
    locale: z.string(),
    defaultRegion: z.string().nullable(),
    createdAt: Moment,
    suspendedAt: Moment.nullable().describe('Since when the operator has it suspended; null where it is not'),
    quotas: WorkspaceQuotas.required().describe(
      'What the operator allows it a day, in its time zone; null: as much as it likes',
    ),
  })
  .meta({ id: 'Workspace' })

export const toWorkspaceView = ({
  createdAt,
  suspendedAt,
  ...workspace
}: Workspace): z.output<typeof WorkspaceView> => ({
  ...workspace,
  settings: settingsOf(workspace),
  createdAt: createdAt.toISOString(),
  suspendedAt: suspendedAt?.toISOString() ?? null,
})
