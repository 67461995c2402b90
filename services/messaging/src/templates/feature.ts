import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'
import { templateRoutes } from './http/templates.js'
import { templatesPersonal } from './personal.js'

/** Templates, their versions and languages, and the threads that render them. */
export const templates: Feature<MessagingDeps> = { routes: [templateRoutes], personal: templatesPersonal }
