import type { Deps, KitSettings } from '@polyphon/service-kit'
import { z } from 'zod'
import type { Library } from './definitions/store/library.js'

/** Settings of this service alone; it has none yet. */
export const journeySettings = z.object({})

/** What only this service has. */
export interface JourneyTools {
  readonly library: Library
}

export type JourneyDeps = Deps<KitSettings & z.output<typeof journeySettings>, JourneyTools>
