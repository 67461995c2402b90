import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { timelineRoutes } from './http/timeline.js'
import { timelinePersonal } from './personal.js'

/** What happened to a person on all channels. */
export const timeline: Feature<ProfileDeps> = { routes: [timelineRoutes], personal: timelinePersonal }
