import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { myDataRoutes } from './http/my-data.js'

/** What a person sees of themselves, put together from all that is kept; it keeps nothing. */
export const mydata: Feature<ProfileDeps> = { routes: [myDataRoutes] }
