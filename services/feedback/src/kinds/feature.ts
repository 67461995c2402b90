import type { Feature } from '@polyphon/service-kit'
import type { FeedbackDeps } from '../config.js'

/** The kinds of questions, one file each: what a question may say, how it is answered, and what its answers add to the event. */
export const kinds: Feature<FeedbackDeps> = {}
