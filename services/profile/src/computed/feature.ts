import { computedTraitPublished } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { inLog } from '@polyphon/service-kit/personal'
import type { ProfileDeps } from '../config.js'
import { computedTraitRoutes } from './http/computed-traits.js'
import { whyRoutes } from './http/why.js'
import { computedPersonal } from './personal.js'
import { computedBackfillTimer, computedSettingsTimer, computedUntilTimer } from './timers/computed-timers.js'

/** Traits that are worked out from what people did. */
export const computed: Feature<ProfileDeps> = {
  routes: [computedTraitRoutes, () => whyRoutes],
  timers: [computedUntilTimer, computedBackfillTimer, computedSettingsTimer],
  elsewhere: [
    inLog('computed_trait', 'key', { definition: computedTraitPublished, keyOf: (key) => `computed_trait:${key}` }),
  ],
  personal: computedPersonal,
}
