import type { Deps, KitSettings } from '@polyphon/service-kit'
import { z } from 'zod'

export const profileSettings = z.object({})

/** What profile has of its own besides the kit. */
export interface ProfileTools {}

export type ProfileDeps = Deps<KitSettings & z.output<typeof profileSettings>, ProfileTools>
