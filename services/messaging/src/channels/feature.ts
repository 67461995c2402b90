import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'
import { checkProviders } from './providers/check-providers.js'

/** The kinds of channels, how messages leave by them, and what providers say to it; called by the dispatcher only. */
export const channels: Feature<MessagingDeps> = {
  checks: ({ tools }) => [checkProviders(tools.channels)],
}
