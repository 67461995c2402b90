import { clockChanged, keyChanged, workspaceChanged } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { inLog } from '@polyphon/service-kit/personal'
import type { ProfileDeps } from '../config.js'
import { onWorkspaceDeleted } from './events/on-workspace-deleted.js'
import { deletionRoutes } from './http/deletion.js'
import { keyRoutes } from './http/keys.js'
import { ownWorkspaceRoutes } from './http/own-workspace.js'
import { personTokenRoutes } from './http/person-tokens.js'
import { testClockRoutes } from './http/test-clock.js'
import { workspaceRoutes } from './http/workspaces.js'
import { accessPersonal } from './personal.js'

/** Workspaces, their keys, and the tokens of persons. */
export const access: Feature<ProfileDeps> = {
  routes: [workspaceRoutes, deletionRoutes, ownWorkspaceRoutes, keyRoutes, personTokenRoutes, testClockRoutes],
  consumers: { timeline: onWorkspaceDeleted },
  elsewhere: [
    inLog('access_key', 'key_id', { definition: keyChanged, keyOf: (id) => `key:${id}` }),
    inLog('workspace', 'workspace_id', { definition: workspaceChanged, keyOf: () => '' }),
    inLog('workspace_clock', 'workspace_id', { definition: clockChanged, keyOf: () => 'clock' }),
  ],
  personal: accessPersonal,
}
