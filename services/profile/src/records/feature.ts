import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { recordRoutes } from './http/records.js'

/** What is recorded of processing, from the declarations of all services. */
export const records: Feature<ProfileDeps> = { routes: [recordRoutes] }
