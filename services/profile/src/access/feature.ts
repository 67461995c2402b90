import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { keyRoutes } from './http/keys.js'
import { ownWorkspaceRoutes } from './http/own-workspace.js'
import { personTokenRoutes } from './http/person-tokens.js'
import { workspaceRoutes } from './http/workspaces.js'
import { accessPersonal } from './personal.js'

/** Workspaces, their keys, and the tokens of persons. */
export const access: Feature<ProfileDeps> = {
  routes: [workspaceRoutes, ownWorkspaceRoutes, keyRoutes, personTokenRoutes],
  personal: accessPersonal,
}
