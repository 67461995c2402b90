import type { Feature } from '@polyphon/service-kit'
import type { JourneyDeps } from '../config.js'

/** The kinds of steps, one file each: what a step may say, where it leads, and what it does with a run. */
export const kinds: Feature<JourneyDeps> = {}
