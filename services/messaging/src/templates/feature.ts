import { templatePublished } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { keepUses } from '@polyphon/service-kit/definitions'
import { inLog } from '@polyphon/service-kit/personal'
import type { MessagingDeps } from '../config.js'
import { templateRoutes } from './http/templates.js'
import { templatesPersonal } from './personal.js'

/** Templates, their versions and languages, and the threads that render them. */
export const templates: Feature<MessagingDeps> = {
  routes: [templateRoutes],
  consumers: { definitions: () => [keepUses()] },
  elsewhere: [inLog('template', 'key', { definition: templatePublished, keyOf: (key) => `template:${key}` })],
  personal: templatesPersonal,
}
