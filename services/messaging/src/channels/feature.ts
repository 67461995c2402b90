import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'

/** How mail is composed and leaves, and what providers say to it; called by the dispatcher only. */
export const channels: Feature<MessagingDeps> = {}
