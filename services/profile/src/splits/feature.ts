import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { splitRoutes } from './http/split.js'

/** People who were taken for one, and are two. */
export const splits: Feature<ProfileDeps> = { routes: [splitRoutes] }
