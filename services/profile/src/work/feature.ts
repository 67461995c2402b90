import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onWorkFacts } from './events/on-work-facts.js'
import { workRoutes } from './http/work.js'

/** What everybody of the firm has to do, whichever service opened it. */
export const work: Feature<ProfileDeps> = {
  routes: [workRoutes],
  consumers: { work: ({ tools }) => [onWorkFacts(), tools.notices.handler] },
  timers: [({ tools }) => tools.notices.timer],
}
