import type { Deps, KitSettings } from '@polyphon/service-kit'
import { z } from 'zod'
import type { Collector } from './commands/open-collector.js'

export const profileSettings = z.object({})

/** What profile has of its own besides the kit. */
export interface ProfileTools {
  readonly collector: Collector
}

export type ProfileDeps = Deps<KitSettings & z.output<typeof profileSettings>, ProfileTools>
