import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'

/** The kinds of channels, how messages leave by them, and what providers say to it; called by the dispatcher only. */
export const channels: Feature<MessagingDeps> = {}
